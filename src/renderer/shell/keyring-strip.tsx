import { UnstyledButton } from '@mantine/core';

import type { AppState } from '../../shared/app-state.ts';
import { assertNever } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { StateMark } from '../components/state-mark.tsx';
import { routeHash } from '../navigation/route.ts';
import { failureLine } from '../words/failure-report.ts';
import { keyringWord, keyringWordFirst, type Platform } from '../words/session-words.ts';
import styles from './keyring-strip.module.css';

/** The quiet line at the bottom left: where sign-ins are kept. Its height is always there. */
export function KeyringStrip({ app }: { readonly app: AppState | null }) {
  return <div className={styles['strip']}>{app === null ? null : <Words app={app} />}</div>;
}

function Words({ app }: { readonly app: AppState }) {
  const { keyring, platform } = app;
  switch (keyring.kind) {
    case 'unknown':
      return null;
    case 'ready':
      return <span title={keyring.backend}>Sealed by your {keyringWord(platform)}</span>;
    case 'passphrase':
      return <Passphrase />;
    case 'passphrase-needed':
      return (
        <>
          <StateMark kind="locked" size={14} />
          <span>Passphrase needed</span>
        </>
      );
    case 'locked':
      return <Locked platform={platform} asking={keyring.asking === true} />;
    case 'memory-only':
      return (
        <>
          <StateMark kind="memory-only" size={14} />
          <a
            className={styles['quiet']}
            href={routeHash({ kind: 'app-settings' })}
            title={`${keyring.reason.what} ${keyring.reason.why}`}
          >
            {keyring.reason.code === 'keyring-missing'
              ? `No ${keyringWord(platform)}: kept until you quit`
              : 'Kept until you quit'}
          </a>
        </>
      );
    case 'set-aside':
      return (
        <>
          <StateMark kind="set-aside" size={14} />
          <span>Saved sign-ins unreadable</span>
        </>
      );
    default:
      return assertNever(keyring);
  }
}

function Passphrase() {
  const { failure, run } = useAction();
  return (
    <>
      <span aria-live="polite">{failure === null ? 'Sealed by passphrase' : failureLine(failure)}</span>
      <UnstyledButton
        className={styles['unlock']}
        aria-label="Lock now"
        onClick={() => {
          void run(() => window.latchkey.lockNow());
        }}
      >
        Lock
      </UnstyledButton>
    </>
  );
}

function Locked({ platform, asking }: { readonly platform: Platform; readonly asking: boolean }) {
  const { failure, run } = useAction();
  const keyring = keyringWordFirst(platform);
  // In one line; the connection’s own page says the rest.
  const words = asking
    ? `Answer your ${keyringWord(platform)}’s question`
    : failure === null
      ? `${keyring} locked`
      : failure.code === 'keyring-locked'
        ? `${keyring} still locked`
        : failureLine(failure);
  return (
    <>
      <StateMark kind="locked" size={14} />
      <span aria-live="polite" title={failure === null || asking ? undefined : failureLine(failure)}>
        {words}
      </span>
      {asking ? null : (
        <UnstyledButton
          className={styles['unlock']}
          onClick={() => {
            void run(() => window.latchkey.unlockKeyring());
          }}
        >
          Unlock
        </UnstyledButton>
      )}
    </>
  );
}

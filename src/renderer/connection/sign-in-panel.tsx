import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { WaitingForBrowser } from '../../shared/session.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { TickIcon } from '../components/icons.tsx';
import { usePassed } from '../components/use-now.ts';
import styles from './sign-in-panel.module.css';

const errorPageHintAfterMilliseconds = 45_000;
const startAgainAfterMilliseconds = 120_000;

const phaseTitles: Readonly<Record<WaitingForBrowser['phase'], string>> = {
  opening: 'Opening your browser',
  browser: 'Continue in your browser',
  finishing: 'Finishing the sign-in',
};

export function SignInPanel({
  connection,
  waiting,
}: {
  readonly connection: ConnectionView;
  readonly waiting: WaitingForBrowser;
}) {
  const { id } = connection;
  const action = useAction();
  const hint = usePassed(waiting.startedAt + errorPageHintAfterMilliseconds);
  const again = usePassed(waiting.startedAt + startAgainAfterMilliseconds);
  const otherWay = waiting.otherWays.find((way) => way !== waiting.way);
  const browser = waiting.phase === 'browser';
  return (
    <section className={styles['panel']} aria-label="Sign in">
      <span className={styles['ring']} aria-hidden="true" />
      <div className={styles['words']}>
        <h2 className={styles['title']}>{phaseTitles[waiting.phase]}</h2>
        <p className={styles['host']}>{connection.host}</p>
        <p className={styles['ask']}>
          {waiting.way === 'scheme' ? (
            <>
              When your browser asks, choose <strong>Open Latchkey</strong>.
            </>
          ) : (
            'When the page says that you are signed in, come back to Latchkey.'
          )}
        </p>
        <div className={styles['buttons']}>
          <Button
            variant="default"
            disabled={!browser}
            onClick={() => {
              void action.run(() => window.latchkey.openBrowserAgain({ id }));
            }}
          >
            Open browser again
          </Button>
          <CopyLink id={id} disabled={!browser} />
          {otherWay === undefined ? null : (
            <Button
              variant="default"
              title={
                otherWay === 'loopback'
                  ? 'Come back over an address of this computer (127.0.0.1) in place of the app link'
                  : 'Come back over the app link in place of an address of this computer'
              }
              onClick={() => {
                void action.run(() => window.latchkey.signIn({ id, way: otherWay, startAgain: true }));
              }}
            >
              Another way
            </Button>
          )}
          {again ? (
            <Button
              variant="default"
              onClick={() => {
                void action.run(() => window.latchkey.signIn({ id, startAgain: true }));
              }}
            >
              Start again
            </Button>
          ) : null}
          <Button
            variant="subtle"
            color="gray"
            aria-label="Cancel sign-in"
            onClick={() => {
              void action.run(() => window.latchkey.cancelSignIn({ id }));
            }}
          >
            Cancel
          </Button>
        </div>
        {hint && waiting.redirectUri !== null ? (
          <div className={styles['hint']}>
            <p>Seeing an error page? Check the redirect address registered at the provider</p>
            <p className={styles['address']}>
              <code>{waiting.redirectUri}</code>
              <CopyButton text={waiting.redirectUri} name="Copy the redirect address" />
            </p>
          </div>
        ) : null}
        {action.failure === null ? null : <FailureView failure={action.failure} />}
      </div>
    </section>
  );
}

function CopyLink({ id, disabled }: { readonly id: string; readonly disabled: boolean }) {
  const action = useAction();
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        onClick={() => {
          void action.run(() => window.latchkey.copySignInLink({ id }));
        }}
      >
        Copy link
      </Button>
      {action.failure === null ? null : <FailureView failure={action.failure} />}
    </>
  );
}

/** What the panel becomes for a moment when the person is in. */
export function SignedInTick() {
  return (
    <div className={styles['panel']}>
      <span className={styles['tick']}>
        <TickIcon size={22} />
      </span>
      <div className={styles['words']}>
        <p className={styles['title']}>You are signed in</p>
      </div>
    </div>
  );
}

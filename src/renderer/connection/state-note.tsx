import { useState, type ReactNode } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { assertNever } from '../../shared/result.ts';
import { useKeyringAsks } from '../api/queries.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { useNow } from '../components/use-now.ts';
import { routeHash } from '../navigation/route.ts';
import { keyringWord, type Platform } from '../words/session-words.ts';
import { countdown } from '../words/time.ts';
import { visibleLine } from '../words/visible-text.ts';
import { AdministratorText } from './administrator-text.tsx';
import { CheckOffer } from '../doctor/check-offer.tsx';
import { ErrorHelp } from './error-help.tsx';
import { questionOf } from './sign-in-answers.ts';
import { SignInFailure } from './sign-in-failure.tsx';
import styles from './state-note.module.css';
import { attemptFailure, reasonOf } from './told-failures.ts';

interface Told {
  readonly connection: ConnectionView;
  readonly platform: Platform;
}

/** What the person should know beneath the header: why a new sign-in failed, and about the state the session is in. */
export function StateNote({ connection, platform, onAnswered }: Told & { readonly onAnswered: () => void }) {
  const { session } = connection;
  const reason = reasonOf(session);
  const asks = reason !== null && questionOf(reason, connection) !== null;
  // While a sign-in runs, its own panel tells it.
  const failed = asks ? reason : session.kind === 'waiting-for-browser' ? null : attemptFailure(session);
  return (
    <>
      {failed === null ? null : (
        <div className={styles['failure']}>
          <SignInFailure connection={connection} failure={failed} onAnswered={onAnswered} />
        </div>
      )}
      {asks ? null : <StateWords connection={connection} platform={platform} />}
    </>
  );
}

/** Null where the state needs no words. */
function StateWords({ connection, platform }: Told) {
  const { session } = connection;
  switch (session.kind) {
    case 'waiting-for-browser':
    case 'another-account':
    case 'signed-in':
    case 'renewing':
      return null;
    case 'draft':
      return (
        <Note>
          <p>
            Waiting for a client ID. Whoever runs {connection.host} registers Latchkey there and gives you
            one. This connection waits as long as it takes.
          </p>
          <AdministratorText connection={connection} />
        </Note>
      );
    case 'signed-out':
      return session.reason === undefined ? null : (
        <FailureNote connection={connection} failure={session.reason} />
      );
    case 'signed-in-until':
      return <Why reason={session.reason} />;
    case 'offline':
      return (
        <Note>
          <p>
            {session.reason.what} <RetryIn at={session.retryAt} />
          </p>
        </Note>
      );
    case 'provider-unavailable':
      return (
        <FailureNote connection={connection} failure={session.reason}>
          <RetryIn at={session.retryAt} />
        </FailureNote>
      );
    case 'needs-fix':
    case 'needs-sign-in':
    case 'not-saved':
      return <FailureNote connection={connection} failure={session.reason} />;
    case 'locked':
      // The panel above asks for a passphrase, once for all connections.
      return session.checking === true || session.by === 'passphrase' ? null : (
        <KeyringLocked platform={platform} />
      );
    case 'more-access-needed':
      return <MoreAccess host={session.host} scopes={session.scopes} />;
    case 'memory-only':
      return <MemoryOnly platform={platform} />;
    case 'set-aside':
      return (
        <FailureNote connection={connection} failure={session.reason}>
          {session.file === '' ? null : (
            <>
              <span className={styles['file']}>
                Kept for support: <code>{session.file}</code>
              </span>
              <CopyButton text={session.file} name="Copy the file’s place" />
            </>
          )}
        </FailureNote>
      );
    case 'signing-out':
      return <SigningOut reason={session.reason} />;
    case 'clock-wrong':
      return <FailureNote connection={connection} failure={session.reason} />;
    default:
      return assertNever(session);
  }
}

function KeyringLocked({ platform }: { readonly platform: Platform }) {
  const asking = useKeyringAsks();
  return (
    <Note>
      <p>
        {asking
          ? `Your ${keyringWord(platform)} asks for its password now. Its question may be behind this window.`
          : `Your sign-in is sealed by the ${keyringWord(platform)}, which is locked. Unlock it, then try again; nothing is lost.`}
      </p>
    </Note>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <div className={styles['note']}>{children}</div>;
}

function FailureNote({
  connection,
  failure,
  children,
}: {
  readonly connection: ConnectionView;
  readonly failure: Failure;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['failure']}>
      <FailureView failure={failure} tone="warn">
        <ErrorHelp connection={connection} failure={failure} />
        <CheckOffer id={connection.id} failure={failure} />
        {children}
      </FailureView>
    </div>
  );
}

function RetryIn({ at }: { readonly at: number }) {
  const now = useNow(1000);
  return <span>{at > now ? `Trying again in ${countdown(at, now)}` : 'Trying again now'}</span>;
}

function Disclosure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles['disclose']}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {label}
      </button>
      {open ? children : null}
    </>
  );
}

function Why({ reason }: { readonly reason: Failure }) {
  return (
    <Note>
      <Disclosure label="Why?">
        <p>
          {reason.what} {reason.why} {reason.next}
        </p>
      </Disclosure>
    </Note>
  );
}

function MoreAccess({ host, scopes }: { readonly host: string; readonly scopes: readonly string[] }) {
  return (
    <Note>
      <p>
        <bdi>{visibleLine(host)}</bdi> wants a permission that this sign-in does not have:{' '}
        <code>{visibleLine(scopes.join(' '))}</code>. “Ask for it” opens your browser, where your provider
        asks whether you agree. You stay signed in as you are, whatever comes of it.
      </p>
    </Note>
  );
}

function SigningOut({ reason }: { readonly reason: Failure | null }) {
  return (
    <Note>
      <p>You are signed out on this computer. The provider is told as soon as it can be reached.</p>
      {reason === null ? null : (
        <Disclosure label="Show">
          <FailureView failure={reason} tone="warn" />
        </Disclosure>
      )}
    </Note>
  );
}

function MemoryOnly({ platform }: { readonly platform: Platform }) {
  return (
    <Note>
      <p>Will be forgotten when you quit: this computer has no {keyringWord(platform)}.</p>
      <a className={styles['link']} href={routeHash({ kind: 'app-settings' })}>
        Protect with a passphrase
      </a>
      <Disclosure label="How to get one">
        <p>
          {platform === 'linux'
            ? 'Install gnome-keyring or KWallet, sign in to your desktop again, and start Latchkey again.'
            : `Switch the ${keyringWord(platform)} on for your account, and start Latchkey again.`}
        </p>
      </Disclosure>
    </Note>
  );
}

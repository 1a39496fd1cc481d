import { Button } from '@mantine/core';
import { Suspense, type ReactNode } from 'react';

import type { ConnectionView, RedirectWay } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { WaitingForBrowser } from '../../shared/session.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { TickIcon } from '../components/icons.tsx';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { usePassed } from '../components/use-now.ts';
import { ErrorHelp } from './error-help.tsx';
import { DeviceCode } from './device-code.tsx';
import { OtherWays } from './other-ways.tsx';
import { questionOf } from './sign-in-answers.ts';
import styles from './sign-in-panel.module.css';

/** Needed by few: not among what every start reads. */
const pasteAddress = preloadable(async () => (await import('./paste-address.tsx')).PasteAddress);

const errorPage = preloadable(async () => (await import('./error-page.tsx')).ErrorPage);

const forFew = [errorPage, pasteAddress];

const errorPageHintAfterMilliseconds = 45_000;
const startAgainAfterMilliseconds = 120_000;

/** What the person is asked to do; for a code the code itself says it. */
const asks: Readonly<Record<RedirectWay, ReactNode>> = {
  scheme: (
    <>
      When your browser asks, choose <strong>Open Latchkey</strong>.
    </>
  ),
  loopback: 'When the page says that you are signed in, come back to Latchkey.',
};

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
  usePreload(forFew);
  const action = useAction();
  const hint = usePassed(waiting.startedAt + errorPageHintAfterMilliseconds);
  const again = usePassed(waiting.startedAt + startAgainAfterMilliseconds);
  const { way, deviceCode, phase } = waiting;
  const browser = phase === 'browser';
  return (
    <section className={styles['panel']} aria-label="Sign in">
      <span className={styles['ring']} aria-hidden="true" />
      <div className={styles['words']}>
        <h2 className={styles['title']}>{titleOf(waiting)}</h2>
        <p className={styles['host']}>{connection.host}</p>
        {deviceCode === null ? null : <DeviceCode code={deviceCode} expiresAt={waiting.expiresAt} />}
        {way === 'device' ? null : <p className={styles['ask']}>{asks[way]}</p>}
        <div className={styles['buttons']}>
          <Button
            variant="default"
            disabled={!browser}
            onClick={() => {
              void action.run(() => window.latchkey.openBrowserAgain({ id }));
            }}
          >
            {way === 'device' ? 'Open in browser' : 'Open browser again'}
          </Button>
          {way === 'device' ? null : <CopyLink id={id} disabled={!browser} />}
          <OtherWays
            ways={waiting.otherWays}
            settled={phase !== 'opening'}
            onChoose={(other) => {
              void action.run(() => window.latchkey.signIn({ id, way: other, startAgain: true }));
            }}
          />
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
          {/* Behind the others: it comes late, and must not be where one of them was. */}
          {again ? (
            <Button
              variant="default"
              onClick={() => {
                void action.run(() => window.latchkey.signIn({ id, way, startAgain: true }));
              }}
            >
              Start again
            </Button>
          ) : null}
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
        {hint && browser ? (
          <Suspense fallback={<div className={styles['unread']} />}>
            <errorPage.Component connection={connection} />
          </Suspense>
        ) : null}
        {way === 'loopback' && browser ? (
          <Suspense fallback={<div className={styles['unread']} />}>
            <pasteAddress.Component id={id} />
          </Suspense>
        ) : null}
        {action.failure === null ? (
          <LastFailure connection={connection} failure={waiting.attemptFailure ?? null} />
        ) : (
          <FailureView failure={action.failure} />
        )}
      </div>
    </section>
  );
}

function titleOf({ way, phase }: WaitingForBrowser): string {
  if (way !== 'device' || phase === 'finishing') return phaseTitles[phase];
  return phase === 'opening' ? 'Getting a code' : 'Sign in with a code';
}

/** Why the last step got nowhere, while the sign-in goes on. */
function LastFailure({
  connection,
  failure,
}: {
  readonly connection: ConnectionView;
  readonly failure: Failure | null;
}) {
  const action = useAction();
  if (failure === null) return null;
  return (
    <FailureView failure={failure} tone="warn">
      <ErrorHelp connection={connection} failure={failure} />
      {questionOf(failure, connection)?.answers.map(({ label, give }) => (
        <Button
          key={label}
          size="compact-xs"
          variant="default"
          disabled={action.busy}
          onClick={() => {
            void action.run(give);
          }}
        >
          {label}
        </Button>
      ))}
    </FailureView>
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
    <div className={styles['passing']}>
      <div className={styles['panel']}>
        <span className={styles['tick']}>
          <TickIcon size={22} />
        </span>
        <div className={styles['words']}>
          <p className={styles['title']}>You are signed in</p>
        </div>
      </div>
    </div>
  );
}

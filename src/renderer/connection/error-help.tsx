import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure, HelpAction } from '../../shared/failure.ts';
import { assertNever, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import wrapping from '../components/wrapping-button.module.css';
import { inputOf } from '../connection-form/form-values.ts';
import type { Route } from '../navigation/route.ts';
import { goTo } from '../navigation/use-route.ts';
import { failureLine } from '../words/failure-report.ts';
import { registeredAddresses } from './registered-addresses.ts';
import { isTold } from './told-failures.ts';

/** What the app itself can do about an error of the provider; nothing where that is not in its hands. */
export function ErrorHelp({
  connection,
  failure,
}: {
  readonly connection: ConnectionView;
  readonly failure: Failure;
}) {
  const { busy, failure: next, run } = useAction();
  const { action, scope } = failure.details?.help ?? {};
  // Signing in again is what the header of the connection offers already.
  if (action === undefined || action === 'sign-in-again') return null;
  if (action === 'copy-redirect-address') return <CopyAddress connection={connection} />;
  return (
    <>
      {offersOf(action, connection, scope).map(({ label, give }) => (
        <Button
          key={label}
          size="compact-xs"
          variant="default"
          className={wrapping['wrapping']}
          disabled={busy}
          onClick={() => {
            void run(give);
          }}
        >
          {label}
        </Button>
      ))}
      {next === null || isTold(next, connection.session) ? null : (
        <span role="alert">{failureLine(next)}</span>
      )}
    </>
  );
}

function CopyAddress({ connection }: { readonly connection: ConnectionView }) {
  const { session } = connection;
  // What the browser was sent with, port and all, where a sign-in still runs.
  const sent = session.kind === 'waiting-for-browser' ? session.redirectUri : null;
  if (sent !== null) return <CopyButton text={sent} label="Copy the redirect address" />;
  // Afterwards nobody knows which of them it was.
  return registeredAddresses(connection).map(({ label, address }) => (
    <CopyButton key={address} text={address} label={label} />
  ));
}

interface Offer {
  readonly label: string;
  readonly give: () => Promise<Result<unknown>>;
}

function offersOf(
  action: Exclude<HelpAction, 'copy-redirect-address' | 'sign-in-again'>,
  connection: ConnectionView,
  scope: string | undefined,
): readonly Offer[] {
  if (action !== 'native-or-secret') return [offerOf(action, connection, scope)];
  const { id } = connection;
  return [
    leadsTo('Make a native one', { kind: 'set-up', id, step: 'register' }),
    leadsTo('Enter its secret', { kind: 'set-up', id, step: 'connect' }),
  ];
}

function offerOf(
  action: Exclude<HelpAction, 'copy-redirect-address' | 'sign-in-again' | 'native-or-secret'>,
  connection: ConnectionView,
  refused: string | undefined,
): Offer {
  const { id, redirectWays, scopes } = connection;
  switch (action) {
    case 'use-loopback':
      return redirectWays.includes('loopback')
        ? {
            label: 'Use the loopback address',
            give: () => window.latchkey.signIn({ id, way: 'loopback', startAgain: true }),
          }
        : settingsOf(connection);
    case 'drop-scope':
      // Its settings may be other ones by now.
      return refused !== undefined && scopes.includes(refused)
        ? {
            label: `Leave out ${refused} and try again`,
            give: async () => {
              const wanted = scopes.filter((scope) => scope !== refused);
              const changes = { ...inputOf(connection), scopes: wanted.join(' ') };
              const saved = await window.latchkey.updateConnection({ id, changes });
              return saved.ok ? await window.latchkey.signIn({ id, startAgain: true }) : saved;
            },
          }
        : settingsOf(connection);
    case 'open-settings':
      return settingsOf(connection);
    default:
      return assertNever(action);
  }
}

function settingsOf({ id }: ConnectionView): Offer {
  return leadsTo('Open Settings', { kind: 'connection', id, tab: 'settings' });
}

function leadsTo(label: string, route: Route): Offer {
  return {
    label,
    give: () => {
      goTo(route);
      return Promise.resolve(succeed(null));
    },
  };
}

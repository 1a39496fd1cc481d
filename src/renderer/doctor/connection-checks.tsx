import type { ConnectionView } from '../../shared/connection.ts';
import { loopbackAddresses } from '../../shared/loopback-addresses.ts';
import { settingsOfConnection } from './checked-settings.ts';
import { Checks } from './checks.tsx';

/** *Check this connection*, at its settings. */
export function ConnectionChecks({ connection }: { readonly connection: ConnectionView }) {
  const { id, host, redirectUris, loopback } = connection;
  // With its first port, as the check asks.
  const [local = null] = loopbackAddresses(redirectUris.loopback, loopback);
  return (
    <Checks
      of={id}
      title="Check this connection"
      words="Looks at the way to the provider and at what it offers, side by side. Nothing that signs you in is sent, and the report holds no secret."
      what={host}
      settings={settingsOfConnection(connection)}
      changed="The settings of this connection have changed since. Check again."
      redirectOf={({ id: line }) =>
        line === 'redirect-scheme' ? redirectUris.scheme : line === 'redirect-loopback' ? local : null
      }
    />
  );
}

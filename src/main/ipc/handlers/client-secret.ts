import { parseClientSecret } from '../../../core/connections/parse-connection-input.ts';
import type { Connection, ConnectionSettings } from '../../../shared/connection.ts';
import type { ConnectionInput } from '../../../shared/ipc.ts';
import { succeed, type Result } from '../../../shared/result.ts';

/** What a form wants done with the client secret of a connection (R6). */
export type SecretChange =
  | { readonly kind: 'keep'; readonly secret: string }
  /** There is none afterwards, whatever was there. */
  | { readonly kind: 'erase' }
  | { readonly kind: 'none' };

/** Judges the secret of a form. One that is held belongs to the client that it was entered for, and goes with it. */
export function secretChange(
  { clientSecret }: ConnectionInput,
  before: Connection | null,
  sameClient: boolean,
): Result<SecretChange> {
  if (typeof clientSecret === 'string') {
    const secret = parseClientSecret(clientSecret);
    return secret.ok ? succeed({ kind: 'keep', secret: secret.value }) : secret;
  }
  const goes = clientSecret === null || !sameClient;
  return succeed({ kind: before?.confidential === true && goes ? 'erase' : 'none' });
}

/** The settings with what they say of a secret afterwards. */
export function withSecret(
  settings: ConnectionSettings,
  change: SecretChange,
  before: Connection | null,
): ConnectionSettings {
  const confidential = change.kind === 'keep' || (change.kind === 'none' && before?.confidential === true);
  return confidential ? { ...settings, confidential } : settings;
}

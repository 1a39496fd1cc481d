import * as z from 'zod';
import type { ClientSecretState, Connection, ConnectionId } from '../../shared/connection.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';
import { clientSecretMissing, secretWhileLocked } from './client-secret-failures.ts';

/** Whose secret it is: it is never sent for another client than the one that it was entered for. */
type ClientOf = Pick<Connection, 'id' | 'issuer' | 'clientId'>;

const storedSecret = z.object({
  format: z.literal(1),
  issuer: z.string(),
  clientId: z.string(),
  secret: z.string().min(1),
});

/**
 * The secret of a connection that holds one (R6); null for a public client. Fails with `client-secret-missing` where one
 * is needed and none can be had, and as reading the vault does.
 */
export async function readClientSecret(
  vault: Pick<Vault, 'read'>,
  connection: ClientOf & Pick<Connection, 'confidential'>,
): Promise<Result<string | null>> {
  if (connection.confidential !== true) return succeed(null);
  const read = await vault.read('client-secret', connection.id);
  if (!read.ok) return read;
  const stored = storedSecret.safeParse(read.value).data;
  const own = stored?.issuer === connection.issuer && stored.clientId === connection.clientId;
  return stored !== undefined && own ? succeed(stored.secret) : fail(clientSecretMissing());
}

/** Client secrets of connections, sealed in the vault, a record of its own each. What goes in never comes out to the page. */
export interface ClientSecrets {
  /** Learns which secrets are there; called once the vault was opened, and again when it is unlocked. */
  restore(): Promise<void>;
  /** What may be said of a connection's secret. */
  state(connection: Pick<Connection, 'id' | 'confidential'>): ClientSecretState;
  /** Seals a secret, in the place of an earlier one. Fails with `keyring-locked`, `passphrase-needed`, `disk-full` or `disk-failed`, and then keeps nothing. */
  keep(client: ClientOf, secret: string): Promise<Result<null>>;
  /** The same secret for a second connection of the same client. */
  copy(from: Connection, to: ClientOf): Promise<Result<null>>;
  erase(id: ConnectionId): Promise<Result<null>>;
}

export function createClientSecrets(vault: Vault): ClientSecrets {
  let held: ReadonlySet<ConnectionId> = new Set();

  const keep: ClientSecrets['keep'] = async ({ id, issuer, clientId }, secret) => {
    const by = lockedBy(vault);
    if (by !== null) return fail(secretWhileLocked(by));
    const written = await vault.write('client-secret', id, { format: 1, issuer, clientId, secret });
    if (!written.ok) {
      // The vault would write it later, when nobody expects it any more.
      await vault.remove('client-secret', id);
      held = without(held, id);
      return written;
    }
    held = new Set([...held, id]);
    return succeed(null);
  };

  return {
    async restore() {
      if (lockedBy(vault) !== null) return;
      const listed = await vault.list('client-secret');
      if (listed.ok) held = new Set(listed.value);
    },
    state({ id, confidential }) {
      if (confidential !== true) return 'none';
      if (lockedBy(vault) !== null) return 'sealed';
      if (!held.has(id)) return 'missing';
      return vault.status.kind === 'memory-only' ? 'memory' : 'sealed';
    },
    keep,
    async copy(from, to) {
      const secret = await readClientSecret(vault, from);
      if (!secret.ok) return secret;
      return secret.value === null ? succeed(null) : keep(to, secret.value);
    },
    async erase(id) {
      const removed = await vault.remove('client-secret', id);
      if (removed.ok) held = without(held, id);
      return removed;
    },
  };
}

function without(ids: ReadonlySet<ConnectionId>, id: ConnectionId): ReadonlySet<ConnectionId> {
  return new Set([...ids].filter((other) => other !== id));
}

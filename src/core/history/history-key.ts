import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';
import type { LockedBy } from '../../shared/session.ts';

const keyBytes = 32;
const stored = z.object({ format: z.literal(1), key: z.base64() });

export type HistoryKey =
  | { readonly kind: 'sealed'; readonly key: Uint8Array }
  /** Nothing can be sealed: the history lives until the app quits. */
  | { readonly kind: 'memory' }
  | { readonly kind: 'locked'; readonly by: LockedBy }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * The key of a connection's history: 256 random bits that the vault keeps, as it keeps a sign-in. It is made when it is
 * first needed. Where the vault cannot seal it, nothing is sealed under it.
 */
export async function historyKey(vault: Vault, id: ConnectionId): Promise<HistoryKey> {
  const by = lockedBy(vault);
  if (by !== null) return { kind: 'locked', by };
  if (vault.status.kind === 'memory-only') return { kind: 'memory' };
  const read = await vault.read('history', id);
  if (!read.ok) return { kind: 'failed', failure: read.failure };
  const known = stored.safeParse(read.value).data;
  const bytes = known === undefined ? null : Buffer.from(known.key, 'base64');
  if (bytes?.byteLength === keyBytes) return { kind: 'sealed', key: bytes };
  const key = randomBytes(keyBytes);
  const written = await vault.write('history', id, { format: 1, key: key.toString('base64') });
  if (!written.ok) return { kind: 'failed', failure: written.failure };
  return written.value === 'sealed' ? { kind: 'sealed', key } : { kind: 'memory' };
}

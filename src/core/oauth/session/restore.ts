import type { Connection, ConnectionId } from '../../../shared/connection.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Vault } from '../../vault/vault.ts';
import { transactionLifetimeMilliseconds } from '../redirect-check.ts';
import type { Transaction } from '../types.ts';
import { isSessionOf, isSignInOf } from './belonging.ts';
import type { RestoreOutcome } from './events.ts';
import { recordUnknown, settingsChanged } from './failures.ts';
import { parsePendingSignIn, parseSessionRecord, parseSignOut } from './records.ts';
import type { KeptSignOut, PendingSignIn, SessionRecord } from './records.ts';
import type { ConnectionLookup } from './sessions.ts';
import { allWithEnding, withEnding } from './with-ending.ts';

/** A sign-in that was too old is remembered for a day, so that a late answer gets its words. Milliseconds. */
const rememberMilliseconds = 24 * 60 * 60 * 1000;

/** What the vault held of one connection. */
export interface Restored {
  readonly session: RestoreOutcome;
  readonly live: readonly PendingSignIn[];
  readonly expired: readonly Transaction[];
  readonly signOuts: readonly KeptSignOut[];
}

interface RestoreDeps {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly connections: ConnectionLookup;
  readonly scheme: string;
  /** Attempts of this run: they are newer in memory than in the vault. */
  readonly live: ReadonlySet<string>;
}

/**
 * Reads everything that is sealed, by connection. Sign-outs are there for connections that are deleted by now, too.
 * What cannot be read is left where it is.
 */
export async function readSealed(deps: RestoreDeps): Promise<ReadonlyMap<ConnectionId, Restored>> {
  const signOuts = await readSignOuts(deps.vault);
  const attempts = await readAttempts(deps);
  const ids = new Set([...allWithEnding(deps.connections).map(({ id }) => id), ...signOuts.keys()]);
  const all = Array.from(ids, async (id): Promise<[ConnectionId, Restored]> => {
    const jobs = signOuts.get(id) ?? [];
    const { live, expired } = attempts.get(id) ?? { live: [], expired: [] };
    const connection = withEnding(deps.connections, id);
    const session = connection === null ? nothing : await readSession(deps.vault, connection, jobs);
    return [id, { session, live, expired, signOuts: jobs }];
  });
  return new Map(await Promise.all(all));
}

const nothing: RestoreOutcome = { kind: 'nothing' };

async function readSession(
  vault: Vault,
  connection: Connection,
  signOuts: readonly KeptSignOut[],
): Promise<RestoreOutcome> {
  const read = await vault.read('session', connection.id);
  if (!read.ok) {
    const { failure } = read;
    if (failure.code === 'keyring-locked') return { kind: 'locked', by: 'keyring' };
    if (failure.code === 'passphrase-needed') return { kind: 'locked', by: 'passphrase' };
    return { kind: 'unreadable', reason: failure, file: failure.details?.file ?? '' };
  }
  if (read.value === null) return nothing;
  const record = parseSessionRecord(read.value);
  if (record === null) return { kind: 'unreadable', reason: recordUnknown(), file: '' };
  if (signOuts.some(({ job }) => ended(record, job))) {
    // The app died between sealing a sign-out and erasing the session: signing out is final (R49).
    await vault.remove('session', connection.id);
    return nothing;
  }
  const sealed = vault.status.kind === 'open' || vault.status.kind === 'set-aside';
  const same = isSessionOf(record.session, connection);
  return { kind: 'record', record: same ? record : { ...record, needsSignIn: settingsChanged() }, sealed };
}

function ended({ session }: SessionRecord, { ends, issuer }: KeptSignOut['job']): boolean {
  return ends === session.signedInAt && issuer === session.issuer;
}

async function readSignOuts(vault: Vault): Promise<Map<ConnectionId, KeptSignOut[]>> {
  const found = new Map<ConnectionId, KeptSignOut[]>();
  for (const { id, value } of await readAll(vault, 'sign-out')) {
    const job = parseSignOut(value);
    if (job === null) continue;
    found.set(job.connectionId, [...(found.get(job.connectionId) ?? []), { id, job }]);
  }
  return found;
}

async function readAttempts(
  deps: RestoreDeps,
): Promise<Map<ConnectionId, { live: PendingSignIn[]; expired: Transaction[] }>> {
  const found = new Map<ConnectionId, { live: PendingSignIn[]; expired: Transaction[] }>();
  const now = deps.clock.now();
  for (const { id, value } of await readAll(deps.vault, 'transaction')) {
    const pending = parsePendingSignIn(value);
    if (pending === null || deps.live.has(id)) continue;
    const { transaction } = pending;
    const of = found.get(transaction.connectionId) ?? { live: [], expired: [] };
    found.set(transaction.connectionId, of);
    const age = Math.abs(now - transaction.startedAt);
    if (age <= transactionLifetimeMilliseconds) {
      if (stillFits(transaction, deps)) {
        of.live.push(pending);
        continue;
      }
      // Its connection may only be unreadable in this run: nothing is deleted because something cannot be read.
      if (isUnsure(transaction, deps)) continue;
    }
    if (age <= rememberMilliseconds) of.expired.push(transaction);
    // oxlint-disable-next-line eslint/no-await-in-loop -- a handful at most, one after the other
    await deps.vault.remove('transaction', id);
  }
  return found;
}

/** A sign-in can go on only for the client that began it (R16), and where its way back still leads here. */
function stillFits(transaction: Transaction, { connections, scheme }: RestoreDeps): boolean {
  const connection = connections.get(transaction.connectionId);
  return connection !== null && transaction.way === 'scheme' && isSignInOf(transaction, connection, scheme);
}

function isUnsure({ connectionId }: Transaction, { connections }: RestoreDeps): boolean {
  return connections.get(connectionId) === null && !connections.complete();
}

async function readAll(
  vault: Vault,
  kind: 'transaction' | 'sign-out',
): Promise<readonly { id: string; value: unknown }[]> {
  const ids = await vault.list(kind);
  if (!ids.ok) return [];
  const all = ids.value.map(async (id) => ({ id, read: await vault.read(kind, id) }));
  return (await Promise.all(all)).flatMap(({ id, read }) =>
    read.ok && read.value !== null ? [{ id, value: read.value }] : [],
  );
}

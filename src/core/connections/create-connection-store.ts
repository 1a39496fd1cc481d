import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Connection, ConnectionId, ConnectionSettings } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { connectionGone } from '../failures/connection-gone.ts';
import { base32 } from '../oauth/base32.ts';
import type { Clock } from '../ports/clock.ts';
import { isLeftover } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { diskFailure } from '../failures/disk.ts';
import { createGate } from '../vault/gate.ts';
import type { ConnectionChanges, ConnectionStore } from './connection-store.ts';
import { isSetAside, unmarked } from './connections-file.ts';
import type { KeptConnection } from './connections-file.ts';
import { loadConnections } from './load-connections.ts';
import { mergeSettings } from './merge-settings.ts';
import { parseApiOrigin } from './parse-api-origins.ts';
import { saveConnections } from './save-connections.ts';

export interface ConnectionStoreDeps {
  readonly files: Files;
  /** Absolute path of the profile folder; the file in it is `connections.json`. */
  readonly folder: string;
  readonly clock: Clock;
}

const fileName = 'connections.json';
const idBytes = 16;

/** Makes the store, empty. The file is touched by `load` first. */
export function createConnectionStore({ files, folder, clock }: ConnectionStoreDeps): ConnectionStore {
  const path = join(folder, fileName);
  const gate = createGate();
  let connections: readonly KeptConnection[] = [];
  /** Every connection that this run has had in its list, or tried to. */
  const everHere = new Set<ConnectionId>();
  /** Why nothing may be saved: it would overwrite what could not be read. */
  let refusal: Failure | null = notLoaded(path);
  let whole = false;

  function find(id: ConnectionId): Connection | null {
    return listed().find((connection) => connection.id === id) ?? null;
  }

  function listed(): readonly Connection[] {
    return connections.filter((connection) => !isSetAside(connection));
  }

  async function save(next: readonly KeptConnection[]): Promise<Result<null>> {
    if (refusal !== null) return fail(refusal);
    try {
      const saved = await saveConnections(files, path, { next, before: connections, known: everHere });
      if (saved.kind === 'newer') return fail(saved.refusal);
      // Those of another process are not in the list here: what is sealed for them is left alone.
      if (saved.others) whole = false;
    } catch (error) {
      // It may be in the file all the same, where only what comes after the replacement failed: it is no other process's.
      for (const { id } of next) everHere.add(id);
      return fail(diskFailure(error, 'The connection could not be saved.', path));
    }
    connections = next;
    for (const { id } of next) everHere.add(id);
    return succeed(null);
  }

  async function change(
    id: ConnectionId,
    make: (before: Connection) => KeptConnection,
  ): Promise<Result<Connection>> {
    const before = find(id);
    if (before === null) return fail(connectionGone());
    const after = make(before);
    const saved = await save(connections.map((other) => (other.id === id ? after : other)));
    return saved.ok ? succeed(after) : saved;
  }

  function made(settings: ConnectionSettings, demo: boolean): Connection {
    return { ...settings, id: base32(randomBytes(idBytes)), createdAt: clock.now(), demo };
  }

  /** Saves a list in which connections are set aside; where that fails, the next start does not do it all the same. */
  async function saveAside(
    next: readonly KeptConnection[],
    aside: ReadonlySet<ConnectionId>,
  ): Promise<Result<null>> {
    const saved = await save(next);
    if (!saved.ok && aside.size > 0) {
      // The marks may be in the file all the same (see `save`): the next start would carry out what was refused here.
      await save(connections.map((one) => (aside.has(one.id) ? { ...one } : one)));
    }
    return saved;
  }

  async function changeAll({
    add = [],
    update = new Map(),
    setAside = new Set(),
  }: ConnectionChanges): Promise<Result<readonly Connection[]>> {
    if ([...update.keys(), ...setAside].some((id) => find(id) === null)) return fail(connectionGone());
    const added = add.map((settings) => made(settings, false));
    const deletedAt = clock.now();
    const kept = connections.map((before) => {
      const settings = update.get(before.id);
      const after = settings === undefined ? before : mergeSettings(before, settings);
      return setAside.has(before.id) ? { ...after, deletedAt } : after;
    });
    const saved = await saveAside([...kept, ...added], setAside);
    return saved.ok ? succeed(added) : saved;
  }

  return {
    get: find,
    list: listed,
    ending: () => connections.filter(isSetAside),
    complete: () => whole,

    load: () =>
      gate.exclusive(async () => {
        try {
          const leftovers = (await files.list(folder)).filter(
            (name) => name.startsWith(`${fileName}.`) && isLeftover(name),
          );
          await files.remove(leftovers.map((name) => join(folder, name))).catch(() => undefined);
          const loaded = await loadConnections(files, path, clock);
          connections = loaded.connections;
          for (const { id } of connections) everHere.add(id);
          refusal = loaded.refusal;
          whole = loaded.refusal === null && loaded.notice === null;
          return loaded.refusal ?? loaded.notice;
        } catch (error) {
          refusal = diskFailure(error, 'Your connections could not be read.', path);
          return refusal;
        }
      }),

    add: (settings, options = {}) =>
      gate.exclusive(async () => {
        const added = made(settings, options.demo ?? false);
        const before = connections.findIndex(({ id }) => id === options.after);
        const at = before === -1 ? connections.length : before + 1;
        const saved = await save([...connections.slice(0, at), added, ...connections.slice(at)]);
        return saved.ok ? succeed(added) : saved;
      }),

    update: (id, settings: ConnectionSettings) =>
      gate.exclusive(() => change(id, (before) => mergeSettings(before, settings))),

    change: (changes) => gate.exclusive(() => changeAll(changes)),

    allowOrigin: (id, text) =>
      gate.exclusive(async () => {
        const origin = parseApiOrigin(text);
        if (!origin.ok) return origin;
        return change(id, (before) =>
          before.apiOrigins.some((known) => known.origin === origin.value)
            ? before
            : { ...before, apiOrigins: [...before.apiOrigins, { origin: origin.value }] },
        );
      }),

    acceptUnlistedPkce: (id) =>
      gate.exclusive(() => change(id, (before) => ({ ...before, unlistedPkceAccepted: true }))),

    setAside: (id) =>
      gate.exclusive(async () => {
        const before = find(id);
        if (before === null) return fail(connectionGone());
        const aside: KeptConnection = { ...before, deletedAt: clock.now() };
        const next = connections.map((other) => (other.id === id ? aside : other));
        const saved = await saveAside(next, new Set([id]));
        return saved.ok ? succeed(aside) : saved;
      }),

    restore: (id) =>
      gate.exclusive(async () => {
        const kept = connections.find((connection) => connection.id === id);
        if (kept === undefined) return fail(connectionGone());
        const restored = unmarked(kept);
        const saved = await save(connections.map((other) => (other === kept ? restored : other)));
        return saved.ok ? succeed(restored) : saved;
      }),

    remove: (id) =>
      gate.exclusive(async () => {
        if (!connections.some((connection) => connection.id === id)) return succeed(null);
        return save(connections.filter((connection) => connection.id !== id));
      }),

    order: (ids) =>
      gate.exclusive(async () => {
        const named = [...new Set(ids)].map(find).filter((connection) => connection !== null);
        const ordered = [...named, ...listed().filter((connection) => !named.includes(connection))];
        return save(withThoseAside(ordered, connections));
      }),
  };
}

/** Those that may come back keep the place that they have. */
function withThoseAside(
  ordered: readonly KeptConnection[],
  before: readonly KeptConnection[],
): readonly KeptConnection[] {
  const all = [...ordered];
  for (const [index, connection] of before.entries())
    if (isSetAside(connection)) all.splice(index, 0, connection);
  return all;
}

function notLoaded(path: string): Failure {
  return {
    code: 'settings-unreadable',
    what: 'Your connections are not there yet.',
    why: 'Latchkey is still reading them.',
    next: 'Try again in a moment.',
    details: { file: path },
  };
}

import type { DeletedConnection } from '../../shared/app-state.ts';
import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { undoGone } from '../failures/undo-gone.ts';
import type { Sessions } from '../oauth/session/sessions.ts';
import { within } from '../oauth/session/within.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from './connection-store.ts';

/** How long a deletion can be undone, in milliseconds. */
export const deletionUndoMilliseconds = 60_000;
/** Quitting waits so many milliseconds for deletions; the next start does what is left. */
const closingWaits = 1000;

export interface DeletionsDeps {
  readonly connections: Pick<ConnectionStore, 'ending' | 'setAside' | 'restore' | 'remove'>;
  readonly sessions: Pick<Sessions, 'cancelSignIn' | 'remove'>;
  readonly clock: Clock;
  /** Whether what is sealed of a connection cannot be read now: then its provider cannot be told. */
  readonly locked: (id: ConnectionId) => Promise<boolean>;
  /** Ends what runs for a connection: its requests, what watches its folder. */
  readonly stop: (id: ConnectionId) => void;
  /** Erases all that is kept of a connection but its session. May be called again for what is erased already. */
  readonly erase: (id: ConnectionId) => Promise<Result<null>>;
  /** What is offered, or in the list of connections, is not what it was. */
  readonly changed: () => void;
  /** One could not be carried out. It is tried again when the vault is opened or unlocked next. */
  readonly failed: (failure: Failure) => void;
}

/**
 * Deleting connections, with a minute in which that can be undone. Until it is over the connection is whole, on disk as well,
 * and marked there: nobody can use it, and a run that ends early, however it does, leaves the rest to the next start.
 */
export interface Deletions {
  /** Fails with `not-found`, `disk-full` or `disk-failed`, and then changes nothing. */
  begin(id: ConnectionId): Promise<Result<null>>;
  /** Fails with `not-found` once it is carried out, or about to be, and like `begin`. */
  undo(id: ConnectionId): Promise<Result<Connection>>;
  /** Carries one out that is offered. Fails like `undo`, and with why something could not be erased. */
  finish(id: ConnectionId): Promise<Result<null>>;
  /** Those that can be undone, the latest last. */
  offered(): readonly DeletedConnection[];
  /** Carries out what an earlier run began or `ConnectionStore.change` set aside, and what could not be carried out so far. Call it once what is sealed was read. */
  resume(): Promise<void>;
  /** Carries out what is offered, and lets an undo be saved, as far as that can be done in a second: the app quits. */
  close(): Promise<void>;
}

interface Offer extends DeletedConnection {
  /** Ends the time in which it can be undone. */
  readonly stop: () => void;
}

export function createDeletions(deps: DeletionsDeps): Deletions {
  const { connections, sessions, clock } = deps;
  const offers = new Map<ConnectionId, Offer>();
  const running = new Map<ConnectionId, Promise<Result<null>>>();
  /** Those whose mark is being written, or taken away, until they are offered or are not. */
  const marking = new Map<ConnectionId, Promise<unknown>>();

  function offer({ id, name }: DeletedConnection): void {
    const stop = clock.after(deletionUndoMilliseconds, () => {
      take(id);
      deps.changed();
      void carryOut(id);
    });
    offers.set(id, { id, name, stop });
  }

  /** From here on it cannot be undone, or only by whoever took it. */
  function take(id: ConnectionId): Offer | null {
    const taken = offers.get(id) ?? null;
    taken?.stop();
    offers.delete(id);
    return taken;
  }

  function whileMarking<T>(id: ConnectionId, work: () => Promise<T>): Promise<T> {
    const marked = work().finally(() => {
      if (marking.get(id) === marked) marking.delete(id);
    });
    marking.set(id, marked);
    return marked;
  }

  function carryOut(id: ConnectionId): Promise<Result<null>> {
    const known = running.get(id);
    if (known !== undefined) return known;
    const work = end(id).finally(() => {
      running.delete(id);
    });
    running.set(id, work);
    return work;
  }

  /** Each step may be done twice, and the mark goes last. */
  async function end(id: ConnectionId): Promise<Result<null>> {
    // Unsealed it could be revoked: that is worth waiting for.
    if (await deps.locked(id)) return succeed(null);
    const ended = await sessions.remove(id);
    // It may have been locked in that moment.
    if (!ended.ok && (await deps.locked(id))) return succeed(null);
    const erased = ended.ok ? await deps.erase(id) : ended;
    const done = erased.ok ? await connections.remove(id) : erased;
    if (!done.ok) deps.failed(done.failure);
    return done;
  }

  return {
    async begin(id) {
      const aside = await whileMarking(id, async () => {
        const marked = await connections.setAside(id);
        if (marked.ok) offer(marked.value);
        return marked;
      });
      if (!aside.ok) return aside;
      deps.stop(id);
      deps.changed();
      await sessions.cancelSignIn(id);
      return succeed(null);
    },
    async undo(id) {
      const taken = take(id);
      if (taken === null) return fail(undoGone());
      const restored = await whileMarking(id, async () => {
        const back = await connections.restore(id);
        if (!back.ok) offer(taken);
        return back;
      });
      deps.changed();
      return restored;
    },
    async finish(id) {
      if (take(id) === null) return running.get(id) ?? fail(undoGone());
      deps.changed();
      return carryOut(id);
    },
    offered: () => Array.from(offers.values(), ({ id, name }) => ({ id, name })),
    async resume() {
      const left = connections.ending().filter(({ id }) => !offers.has(id) && !marking.has(id));
      // Some were set aside a moment ago, without a minute before it: what runs for them ends.
      for (const { id } of left) deps.stop(id);
      await Promise.all(left.map(({ id }) => carryOut(id)));
    },
    async close() {
      for (const id of offers.keys()) {
        take(id);
        void carryOut(id);
      }
      const work = [...running.values(), ...marking.values()];
      await within(clock, closingWaits, Promise.allSettled(work), []);
    },
  };
}

import type { Connection, ConnectionId } from '../../../shared/connection.ts';
import { fail } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { SessionView } from '../../../shared/session.ts';
import { lockedBy } from '../../vault/locked-by.ts';
import { createKeys } from '../keys.ts';
import { SessionActor } from './actor.ts';
import { Callbacks } from './callbacks.ts';
import type { MachineEvent } from './events.ts';
import { closing } from './failures.ts';
import { comeToRest, isAtRest } from './lock-up.ts';
import { PastedCallbacks } from './pasted-callbacks.ts';
import { readSealed } from './restore.ts';
import type { CallbackOutcome } from './sessions.ts';
import { heldOf, liveOf } from './state.ts';
import type { MachineState } from './state.ts';
import { clockJumpMilliseconds } from './token-use.ts';
import { Running } from './tools.ts';
import type { SessionsDeps, Tools } from './tools.ts';
import { sessionView } from './view.ts';
import { allWithEnding, withEnding } from './with-ending.ts';
import { within } from './within.ts';
import { perform } from './work.ts';

/** How often both clocks are compared: a wall clock that was set is noticed within this. Milliseconds. */
const watchEvery = 30_000;
/** Work that is under way when the app quits may end within this. Milliseconds. */
const closingWaits = 2_000;

interface Entry {
  readonly actor: SessionActor;
  readonly running: Running;
  /** As last told, as text, so that only changes are. */
  shown: string;
}

/** All sessions of this run: makes them, restores them, and tells them what the computer does. */
export class Registry {
  readonly deps: SessionsDeps;
  readonly callbacks: Callbacks;
  readonly pasted: PastedCallbacks;
  /** Told what an answer at a loopback address came to. */
  readonly loopbackListeners = new Set<(outcome: CallbackOutcome) => void>();
  readonly #entries = new Map<ConnectionId, Entry>();
  readonly #listeners = new Set<(id: ConnectionId) => void>();
  readonly #keys = createKeys();
  readonly #readable: Promise<void>;
  #becameReadable: () => void = () => undefined;
  /** What is known of the sealed records: nothing yet, that they are locked, or what they hold. */
  #sealed: 'unknown' | 'locked' | 'read' = 'unknown';
  #watching = false;
  #restoring: Promise<void> = Promise.resolve();
  /** The locking that runs. */
  #locked: Promise<Result<null>> | null = null;
  #suspended = false;
  #stopWatching: () => void = () => undefined;
  /** The vault is about to be locked: nothing is begun any more. */
  locking = false;
  closed = false;

  constructor(deps: SessionsDeps) {
    this.deps = deps;
    this.#readable = new Promise((resolve) => {
      this.#becameReadable = resolve;
    });
    const actors = (): readonly SessionActor[] => this.actors();
    this.callbacks = new Callbacks({ ...deps, actors });
    this.pasted = new PastedCallbacks({ ...deps, actors, callbacks: this.callbacks });
  }

  actors(): readonly SessionActor[] {
    return Array.from(this.#entries.values(), ({ actor }) => actor);
  }

  /** The session of a connection; one that was added after the start has nothing to restore. */
  actor(id: ConnectionId): SessionActor {
    return this.#entry(id).actor;
  }

  /** Settles once sealed sign-ins can be read, or it is known that there are none; or the app quits. */
  async readable(): Promise<void> {
    await this.#readable;
  }

  view(id: ConnectionId): SessionView {
    const connection = this.deps.connections.get(id);
    return connection === null ? { kind: 'signed-out' } : this.#view(this.actor(id).state, connection);
  }

  onChange(listener: (id: ConnectionId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async restore(): Promise<void> {
    this.#restoring = this.#restoring.then(() => this.#restore());
    return this.#restoring;
  }

  /** Reads what was unlocked a moment ago, once for all who ask: whoever is that quick need not be told that it is locked. */
  async readUnlocked(actor: SessionActor): Promise<void> {
    const isUnread = (): boolean =>
      actor.state.session.kind === 'locked' && lockedBy(this.deps.vault) === null;
    if (!isUnread()) return;
    this.#restoring = this.#restoring.then(async () => (isUnread() ? this.#restore() : undefined));
    await this.#restoring;
  }

  suspend(): void {
    this.#suspended = true;
  }

  resume(): void {
    this.#suspended = false;
    // The jump that a sleep makes is known: it must not be noticed a second time.
    this.#stopWatching();
    if (this.#watching && !this.closed) this.#watchClock();
    this.#woke();
  }

  networkChanged(): void {
    for (const { actor } of this.#entries.values()) void actor.send({ kind: 'network-changed' });
  }

  /** Forgets a connection that is deleted, unless its provider has still to be told. */
  async drop(id: ConnectionId): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.actor.state.delivery.kind !== 'none') return;
    this.#entries.delete(id);
    await entry.running.stop();
    await entry.actor.close();
  }

  /** Asked for twice it happens once: what a first one that failed lets go on would run into the second. */
  async lock(): Promise<Result<null>> {
    this.#locked ??= this.#lock().finally(() => {
      this.#locked = null;
    });
    return this.#locked;
  }

  async #lock(): Promise<Result<null>> {
    this.locking = true;
    let locked: Result<null>;
    try {
      await comeToRest(
        () => this.actors(),
        () => this.closed,
      );
      // Quitting forgets the key as well.
      if (this.closed) return fail(closing());
      locked = await this.deps.vault.lock();
    } finally {
      this.locking = false;
    }
    if (locked.ok) {
      this.#sealed = 'locked';
      for (const actor of this.actors()) void actor.send({ kind: 'vault-locked' });
    } else this.#woke();
    return locked;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#stopWatching();
    this.#becameReadable();
    const entries = [...this.#entries.values()];
    for (const { actor } of entries) void actor.send({ kind: 'closing' });
    const atRest = Promise.all(entries.map(async ({ actor }) => actor.until(isAtRest)));
    await within(this.deps.clock, closingWaits, atRest, []);
    await Promise.all(
      entries.map(async ({ actor, running }) => {
        const closed = actor.close();
        running.stopRefresh();
        await running.stop();
        await closed;
      }),
    );
  }

  async #restore(): Promise<void> {
    if (this.closed) return;
    if (!this.#watching) this.#watchClock();
    this.#watching = true;
    const again = this.#sealed !== 'unknown';
    const by = lockedBy(this.deps.vault);
    if (by !== null) {
      this.#sealed = 'locked';
      const all = allWithEnding(this.deps.connections).map(async ({ id }) =>
        this.actor(id).send({ kind: 'restored', outcome: { kind: 'locked', by } }),
      );
      await Promise.all(all);
      return;
    }
    const flushed = again ? await this.#flush() : null;
    const found = await readSealed({ ...this.deps, live: this.#liveAttempts() });
    // Quitting does not wait for it: nothing begins any more.
    if (this.closed) return;
    for (const [id, { session, live, expired, signOuts }] of found) {
      const { actor } = this.#entries.get(id) ?? this.#make(id);
      const first = ['unknown', 'locked', 'set-aside'].includes(actor.state.session.kind);
      if (!first && flushed !== null) void actor.send(flushed);
      void actor.send({ kind: 'restored', outcome: session });
      if (first) void actor.send({ kind: 'sign-ins-restored', live, expired });
      void actor.send({ kind: 'sign-outs-restored', jobs: signOuts });
    }
    this.#sealed = 'read';
    // A connection that was added while the records were read is not among them.
    for (const [id, { actor }] of this.#entries) if (!found.has(id)) this.#tellNothing(actor);
    this.#becameReadable();
  }

  /** A session that was only in memory comes onto the disk once the vault is open; and the other way round. */
  async #flush(): Promise<MachineEvent | null> {
    const { vault } = this.deps;
    if (vault.status.kind === 'memory-only') {
      return vault.status.reason.code === 'keyring-missing' ? { kind: 'vault-in-memory' } : null;
    }
    const written = await vault.flush();
    return { kind: 'flushed', failure: written.ok ? null : written.failure };
  }

  #entry(id: ConnectionId): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const made = this.#make(id);
    // While the records are being read nobody knows: that there is nothing would be believed.
    if (this.#sealed === 'read') this.#tellNothing(made.actor);
    const by = this.#sealed === 'locked' ? lockedBy(this.deps.vault) : null;
    if (by !== null) void made.actor.send({ kind: 'restored', outcome: { kind: 'locked', by } });
    return made;
  }

  #tellNothing(actor: SessionActor): void {
    void actor.send({ kind: 'restored', outcome: { kind: 'nothing' } });
  }

  #make(id: ConnectionId): Entry {
    const { clock } = this.deps;
    const running = new Running();
    const actor = new SessionActor(id, {
      clock,
      surroundings: () => this.#surroundings(id),
      perform: async (effect, own) => perform(effect, this.#tools(own, running), rethrow),
      changed: () => this.#changed(id),
    });
    const entry = { actor, running, shown: '' };
    this.#entries.set(id, entry);
    return entry;
  }

  #tools(actor: SessionActor, running: Running): Tools {
    const { deps } = this;
    return {
      ...deps,
      schemeOwner: async () => deps.schemeOwner(),
      connectionId: actor.id,
      connection: () => withEnding(deps.connections, actor.id),
      exchange: (signal) => ({ fetch: deps.fetchFor(actor.id), clock: deps.clock, signal }),
      keys: this.#keys,
      running,
      handOver: async (to, record, received) =>
        this.actor(to).send({ kind: 'grant-accepted', record, received }),
      callback: async (url) => {
        const outcome = await this.callbacks.handle(url);
        for (const listener of this.loopbackListeners) listener(outcome);
        return outcome.kind === 'signed-in' ? 'signed-in' : 'not-signed-in';
      },
      store: async (call) => actor.store(call),
    };
  }

  #surroundings(id: ConnectionId) {
    const { clock, connections } = this.deps;
    // One that was deleted and comes back would otherwise have lost the time of its next renewal.
    const connection = withEnding(connections, id);
    return {
      now: clock.now(),
      monotonic: clock.monotonic(),
      random: this.deps.random(),
      suspended: this.#suspended || this.locking,
      renewal: connection?.renewal ?? 'on-demand',
      scopes: connection?.scopes ?? [],
      issuerHasAccount: connection !== null && this.#issuerHasAccount(connection),
    };
  }

  #liveAttempts(): ReadonlySet<string> {
    const all = this.actors().flatMap(({ state }) => liveOf(state.attempt));
    return new Set(all.map(({ transaction }) => transaction.attempt));
  }

  /** R79: whether another connection of this issuer has an account here. */
  #issuerHasAccount({ id, issuer }: Connection): boolean {
    return this.actors().some(({ id: other, state }) => other !== id && accountAt(state)?.issuer === issuer);
  }

  #view(state: MachineState, connection: Connection): SessionView {
    return sessionView(state, connection, this.deps.scheme);
  }

  #changed(id: ConnectionId): void {
    const entry = this.#entries.get(id);
    const connection = this.deps.connections.get(id);
    if (entry === undefined || connection === null) return;
    const shown = JSON.stringify(this.#view(entry.actor.state, connection));
    if (shown === entry.shown) return;
    entry.shown = shown;
    for (const listener of this.#listeners) listener(id);
  }

  #woke(): void {
    for (const { actor } of this.#entries.values()) {
      actor.restartTimers();
      void actor.send({ kind: 'woke' });
    }
  }

  /** Notices a wall clock that was set: the monotonic one did not jump with it (F34). */
  #watchClock(): void {
    const { clock } = this.deps;
    const look = (wall: number, monotonic: number): void => {
      this.#stopWatching = clock.after(watchEvery, () => {
        const now = { wall: clock.now(), monotonic: clock.monotonic() };
        const jump = Math.abs(now.wall - wall - (now.monotonic - monotonic));
        if (jump > clockJumpMilliseconds && !this.#suspended) this.#woke();
        look(now.wall, now.monotonic);
      });
    };
    look(clock.now(), clock.monotonic());
  }
}

function accountAt(state: MachineState): { readonly issuer: string } | null {
  const session = heldOf(state.session)?.record.session;
  return session === undefined || session.account === null ? null : session;
}

/** A bug is nobody's to handle here: it goes where every uncaught error goes, and is logged there. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

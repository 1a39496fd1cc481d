import type { ConnectionId } from '../../../shared/connection.ts';
import type { Clock } from '../../ports/clock.ts';
import { deadlines } from './deadlines.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { transition } from './machine.ts';
import type { Surroundings } from './machine.ts';
import { initialState } from './state.ts';
import type { MachineState } from './state.ts';
import { Timers } from './timers.ts';

export interface ActorDeps {
  readonly clock: Clock;
  /** What the machine may know of the world at this moment; `serial` is added here. */
  surroundings(id: ConnectionId): Omit<Surroundings, 'serial'>;
  /** Does one effect; answers with the events that follow from it. */
  perform(effect: Effect, actor: SessionActor): Promise<readonly MachineEvent[]>;
  changed(actor: SessionActor): void;
}

/** Runs the machine of one connection: takes events one at a time, does effects, keeps the timers. Decides nothing. */
export class SessionActor {
  readonly id: ConnectionId;
  readonly #deps: ActorDeps;
  readonly #timers: Timers;
  readonly #watchers = new Set<() => void>();
  readonly #running = new Set<Promise<unknown>>();
  #state: MachineState = initialState;
  #serial = 0;
  #storing: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(id: ConnectionId, deps: ActorDeps) {
    this.id = id;
    this.#deps = deps;
    this.#timers = new Timers(deps.clock, (name) => void this.send({ kind: name }));
  }

  get state(): MachineState {
    return this.#state;
  }

  get surroundings(): Surroundings {
    return { ...this.#deps.surroundings(this.id), serial: this.#serial };
  }

  /** Takes an event. The state has changed when this returns; the promise settles when what that began is done. */
  async send(event: MachineEvent): Promise<void> {
    if (this.#closed) return;
    this.#serial += 1;
    const before = this.#state;
    const surroundings = this.surroundings;
    const { state, effects } = transition(before, event, surroundings);
    this.#state = state;
    this.#timers.follow(deadlines(state, surroundings));
    const works = effects.map((effect) => this.#perform(effect));
    if (state !== before) {
      this.#deps.changed(this);
      for (const watcher of this.#watchers) watcher();
    }
    await Promise.all(works);
  }

  /** Resolves with the state as soon as it fits, at once where it does already; never after `close`. */
  async until(fits: (state: MachineState) => boolean): Promise<MachineState> {
    if (fits(this.#state) || this.#closed) return this.#state;
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!fits(this.#state) && !this.#closed) return;
        this.#watchers.delete(watcher);
        resolve(this.#state);
      };
      this.#watchers.add(watcher);
    });
  }

  /** Vault calls of one connection, in the order in which the machine wanted them. */
  async store<T>(call: () => Promise<T>): Promise<T> {
    const done = this.#storing.then(call);
    this.#storing = done.catch(() => undefined);
    return done;
  }

  /** The clock was set, or the computer slept: every waiting time is measured again. */
  restartTimers(): void {
    this.#timers.restart();
  }

  /** Stops timers and takes no more events; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timers.stop();
    for (const watcher of this.#watchers) watcher();
    await Promise.allSettled(this.#running);
    await this.#storing;
  }

  async #perform(effect: Effect): Promise<void> {
    const work = this.#deps.perform(effect, this);
    this.#running.add(work);
    try {
      for (const event of await work) void this.send(event);
    } finally {
      this.#running.delete(work);
    }
  }
}

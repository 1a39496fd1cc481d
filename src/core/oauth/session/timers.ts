import type { Clock } from '../../ports/clock.ts';
import type { DeadlineName } from './events.ts';

/** Timers sleep at most this long at once: the wall clock may have been set meanwhile. */
const longestSleep = 60 * 60 * 1000;
/** A deadline that passed and changed nothing (the computer is going to sleep) is looked at again after this. */
const lookAgain = 1000;

interface Armed {
  readonly at: number;
  readonly cancel: () => void;
}

/** Turns deadlines into timers: one for each, armed when it is new or was moved, gone when the deadline is. */
export class Timers {
  readonly #clock: Clock;
  readonly #due: (name: DeadlineName) => void;
  readonly #armed = new Map<DeadlineName, Armed>();

  constructor(clock: Clock, due: (name: DeadlineName) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  follow(wanted: ReadonlyMap<DeadlineName, number>): void {
    for (const [name, armed] of this.#armed) {
      if (wanted.get(name) !== armed.at) this.#drop(name, armed);
    }
    for (const [name, at] of wanted) {
      if (!this.#armed.has(name)) this.#arm(name, at, Math.max(0, at - this.#clock.now()));
    }
  }

  /** Measures every remaining time again: the clock was set, or the computer slept. */
  restart(): void {
    const wanted = new Map(Array.from(this.#armed, ([name, { at }]) => [name, at]));
    this.stop();
    this.follow(wanted);
  }

  stop(): void {
    for (const [name, armed] of this.#armed) this.#drop(name, armed);
  }

  #arm(name: DeadlineName, at: number, delay: number): void {
    const cancel = this.#clock.after(Math.min(delay, longestSleep), () => {
      this.#armed.delete(name);
      if (delay > longestSleep) {
        this.#arm(name, at, Math.max(0, at - this.#clock.now()));
        return;
      }
      // Armed again first: what is due may move the deadline, or take it away.
      this.#arm(name, at, lookAgain);
      this.#due(name);
    });
    this.#armed.set(name, { at, cancel });
  }

  #drop(name: DeadlineName, armed: Armed): void {
    armed.cancel();
    this.#armed.delete(name);
  }
}

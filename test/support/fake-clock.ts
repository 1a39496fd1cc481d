import type { Clock } from '../../src/core/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to. */
export class FakeClock implements Clock {
  #wall: number;
  #monotonic = 0;
  readonly #timers = new Set<Timer>();

  constructor(wall: number = Date.UTC(2026, 0, 15, 12)) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#monotonic + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass on both clocks, in milliseconds, and calls back what is due, in order. */
  advance(milliseconds: number): void {
    const end = this.#monotonic + milliseconds;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#move(Math.max(this.#monotonic, next.at));
      next.callback();
    }
    this.#move(end);
  }

  /** Lets time pass in which nothing runs, as where the computer sleeps: what is due by then is called back once, at the end. */
  standStill(milliseconds: number): void {
    this.#move(this.#monotonic + milliseconds);
    const due = [...this.#timers].filter(({ at }) => at <= this.#monotonic);
    for (const timer of due.toSorted((a, b) => a.at - b.at)) {
      if (this.#timers.delete(timer)) timer.callback();
    }
  }

  /** Sets the wall clock, as a person or a time server does; the monotonic one goes on. */
  setWall(milliseconds: number): void {
    this.#wall = milliseconds;
  }

  #move(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

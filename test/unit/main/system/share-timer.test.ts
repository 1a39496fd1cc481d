import { array, assert, boolean, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareTimer } from '../../../../src/main/system/share-timer.ts';

/** A time that a test moves, and the one timer, which may ring early. */
class OneTimer {
  now = 0;
  started = 0;
  #timer: { readonly at: number; readonly ring: () => void } | null = null;

  readonly after = shareTimer(
    () => this.now,
    (milliseconds, ring) => {
      if (this.#timer !== null) throw new Error('There is only one timer.');
      this.started += 1;
      const timer = { at: this.now + milliseconds, ring };
      this.#timer = timer;
      return () => {
        if (this.#timer === timer) this.#timer = null;
      };
    },
  );

  get set(): boolean {
    return this.#timer !== null;
  }

  /** Moves the time on, stopping wherever the timer rings. */
  advance(milliseconds: number): void {
    const until = this.now + milliseconds;
    while (this.#timer !== null && this.#timer.at <= until) {
      this.now = Math.max(this.now, this.#timer.at);
      this.ring();
    }
    this.now = until;
  }

  ring(): void {
    const timer = this.#timer;
    this.#timer = null;
    timer?.ring();
  }
}

describe('shareTimer', () => {
  it('calls everybody who did not cancel, at their time, in order', () => {
    const one = record({
      wait: integer({ min: 0, max: 50 }),
      cancel: boolean(),
      pause: integer({ min: 0, max: 9 }),
    });
    assert(
      property(array(one, { maxLength: 30 }), (all) => {
        const timer = new OneTimer();
        const called: { readonly number: number; readonly at: number }[] = [];
        const expected: { readonly number: number; readonly at: number }[] = [];
        for (const [number, { wait, cancel, pause }] of all.entries()) {
          const stop = timer.after(wait, () => called.push({ number, at: timer.now }));
          if (cancel) stop();
          else expected.push({ number, at: timer.now + wait });
          timer.advance(pause);
        }
        timer.advance(50);
        expect(called).toEqual(expected.toSorted((a, b) => a.at - b.at || a.number - b.number));
        expect(timer.set).toBe(false);
      }),
    );
  });

  it('starts no timer for whoever comes later than another one, cancelled or not', () => {
    const timer = new OneTimer();
    timer.after(20, () => undefined);
    for (let round = 0; round < 100; round += 1) timer.after(60_000, () => undefined)();
    expect(timer.started).toBe(1);
    timer.after(10, () => undefined);
    expect(timer.started).toBe(2);
  });

  it('waits on where the timer rings early', () => {
    const timer = new OneTimer();
    let called = 0;
    timer.after(10, () => (called += 1));
    timer.now = 9.9;
    timer.ring();
    expect([called, timer.set]).toEqual([0, true]);
    timer.advance(0.1);
    expect([called, timer.set]).toEqual([1, false]);
  });

  it('whoever is cancelled by one that is called in the same moment is not called', () => {
    const timer = new OneTimer();
    const called: string[] = [];
    timer.after(10, () => {
      called.push('first');
      cancel();
    });
    const cancel = timer.after(10, () => called.push('second'));
    timer.advance(10);
    expect(called).toEqual(['first']);
  });

  it('one that throws keeps no other from being called', () => {
    const timer = new OneTimer();
    const called: string[] = [];
    timer.after(10, () => {
      throw new Error('A bug.');
    });
    timer.after(10, () => called.push('same moment'));
    timer.after(20, () => called.push('later'));
    expect(() => {
      timer.advance(10);
    }).toThrow('A bug.');
    timer.advance(10);
    expect(called).toEqual(['same moment', 'later']);
  });

  it('whoever waits for nothing, again and again, lets the event loop go on each time', () => {
    const timer = new OneTimer();
    let called = 0;
    const again = (): void => {
      called += 1;
      timer.after(0, again);
    };
    timer.after(0, again);
    timer.ring();
    expect(called).toBe(1);
    timer.ring();
    expect(called).toBe(2);
  });
});

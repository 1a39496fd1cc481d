import { describe, expect, it } from 'vitest';
import { createAutoLock, type AutoLock } from '../../../../src/main/keyring/auto-lock.ts';
import type { LockChoice } from '../../../../src/shared/app-state.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const diskFull = { code: 'disk-full', what: 'x', why: 'x', next: 'x' } as const;

class Stage {
  readonly clock = new FakeClock();
  choice: LockChoice = { afterMinutes: 15, onSuspend: false };
  open = true;
  signingIn = false;
  diskIsFull = false;
  locks = 0;
  readonly autoLock: AutoLock = createAutoLock({
    clock: this.clock,
    choice: () => this.choice,
    lockable: () => this.open,
    signingIn: () => this.signingIn,
    lock: async () => {
      this.locks += 1;
      await Promise.resolve();
      if (this.diskIsFull) return fail(diskFull);
      this.open = false;
      return succeed(null);
    },
  });
}

function start(changes: Partial<Stage> = {}): Stage {
  const stage = Object.assign(new Stage(), changes);
  stage.autoLock.used();
  return stage;
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('a vault that locks by itself', () => {
  it('F13+: is locked when nobody used the window for the time that was chosen, and not before', async () => {
    const stage = start();
    stage.clock.advance(15 * minute - 1);
    expect(stage.locks).toBe(0);
    stage.clock.advance(1);
    await turn();
    expect(stage.locks).toBe(1);
    expect(stage.clock.waiting).toBe(0);
  });

  it('F13-: is not locked while somebody uses it', () => {
    const stage = start();
    for (let times = 0; times < 20; times += 1) {
      stage.clock.advance(10 * minute);
      stage.autoLock.used();
    }
    expect(stage.locks).toBe(0);
  });

  it('F13-: never means never, and no timer waits', () => {
    const stage = start({ choice: { afterMinutes: null, onSuspend: false } });
    stage.clock.advance(1000 * hour);
    expect(stage.locks).toBe(0);
    expect(stage.clock.waiting).toBe(0);
  });

  it('F13-: what a keyring protects, or is locked already, is left alone', () => {
    const stage = start({ open: false });
    stage.clock.advance(hour);
    expect(stage.locks).toBe(0);
    expect(stage.clock.waiting).toBe(0);
    stage.open = true;
    stage.autoLock.used();
    stage.clock.advance(15 * minute);
    expect(stage.locks).toBe(1);
  });

  it('a shorter time counts from the last use, and at once where it has passed', () => {
    const stage = start({ choice: { afterMinutes: 480, onSuspend: false } });
    stage.clock.advance(hour);
    stage.choice = { afterMinutes: 15, onSuspend: false };
    stage.autoLock.changed();
    expect(stage.locks).toBe(1);
  });

  it('F10+: the time of a sleep counts, although the timer stood still', () => {
    const stage = start();
    stage.clock.setWall(stage.clock.now() + 8 * hour);
    expect(stage.locks).toBe(0);
    stage.autoLock.resumed();
    expect(stage.locks).toBe(1);
  });

  it('F34-: a wall clock that is set back makes the time no longer', () => {
    const stage = start();
    stage.clock.setWall(stage.clock.now() - 100 * hour);
    stage.clock.advance(15 * minute);
    expect(stage.locks).toBe(1);
  });

  it('a sleep locks it where that was chosen, and only there', async () => {
    const stage = start();
    stage.autoLock.suspended();
    expect(stage.locks).toBe(0);
    stage.choice = { afterMinutes: null, onSuspend: true };
    stage.autoLock.suspended();
    stage.autoLock.suspended();
    await turn();
    stage.autoLock.suspended();
    expect(stage.locks).toBe(1);
  });

  it('waits for a sign-in that is on its way through the browser', async () => {
    const stage = start({ signingIn: true });
    stage.clock.advance(hour);
    expect(stage.locks).toBe(0);
    stage.signingIn = false;
    stage.clock.advance(minute);
    await turn();
    expect(stage.locks).toBe(1);
  });

  it('F17+: is tried again where the disk refused what has to be saved first', async () => {
    const stage = start({ diskIsFull: true });
    stage.clock.advance(15 * minute);
    await turn();
    stage.clock.advance(minute);
    await turn();
    expect(stage.locks).toBe(2);
    stage.diskIsFull = false;
    stage.clock.advance(minute);
    await turn();
    expect(stage.open).toBe(false);
    expect(stage.clock.waiting).toBe(0);
  });
});

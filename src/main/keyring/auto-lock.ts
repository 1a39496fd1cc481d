import type { Clock } from '../../core/ports/clock.ts';
import type { LockChoice } from '../../shared/app-state.ts';
import type { Result } from '../../shared/result.ts';

/** After this many milliseconds it is tried again where something was in the way. */
const againAfter = 60_000;
const minute = 60_000;

export interface AutoLockDeps {
  readonly clock: Clock;
  readonly choice: () => LockChoice;
  /** Whether the vault is open, and a passphrase protects it. */
  readonly lockable: () => boolean;
  /** Whether somebody is on the way through a sign-in, which locking would cancel. */
  readonly signingIn: () => boolean;
  /** Where it fails, it is tried again. */
  readonly lock: () => Promise<Result<null>>;
}

export interface AutoLock {
  /** Somebody used the window. */
  readonly used: () => void;
  /** The choice, or what protects the vault, is another: the time is measured anew from the last use. */
  readonly changed: () => void;
  /** The computer goes to sleep, or its screen is locked. */
  readonly suspended: () => void;
  /** The timer may have stood still meanwhile. */
  readonly resumed: () => void;
}

/**
 * Locks the vault when nobody used the window for the time that the person chose. The time has passed when either clock
 * says so: the monotonic one may stand still in sleep, the wall clock may be set.
 */
export function createAutoLock({ clock, choice, lockable, signingIn, lock }: AutoLockDeps): AutoLock {
  let last = { wall: clock.now(), monotonic: clock.monotonic() };
  let cancel: (() => void) | null = null;
  let locking = false;

  const idle = (): number => Math.max(clock.now() - last.wall, clock.monotonic() - last.monotonic);

  function wait(milliseconds: number): void {
    cancel?.();
    cancel = clock.after(Math.max(0, milliseconds), look);
  }

  function look(): void {
    cancel?.();
    const { afterMinutes } = choice();
    if (afterMinutes === null || !lockable()) return;
    const left = afterMinutes * minute - idle();
    if (left > 0) wait(left);
    else if (signingIn()) wait(againAfter);
    else void lockIt();
  }

  async function lockIt(): Promise<void> {
    if (locking || !lockable()) return;
    locking = true;
    try {
      const locked = await lock();
      if (!locked.ok) wait(againAfter);
    } finally {
      locking = false;
    }
  }

  return {
    used() {
      last = { wall: clock.now(), monotonic: clock.monotonic() };
      look();
    },
    changed: look,
    suspended() {
      if (choice().onSuspend) void lockIt();
    },
    resumed: look,
  };
}

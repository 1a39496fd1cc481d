import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longest wait for others, in milliseconds: then the work is done all the same, as it was before there were turns. */
const patience = 5000;
/** Age from which a claim is a leftover, in milliseconds: whatever holds a turn holds it for a few of them. */
const leftoverAge = 10_000;
const claimName = /^\d+$/;

/**
 * Runs the work while no other process of this folder runs its own in here, and returns what it returns. A process that was
 * killed in its turn holds up nobody. Where the folder cannot be written, or the others take longer than five seconds, the
 * work runs without a turn: a start is never refused.
 *
 * Each process makes a file that bears its number, then looks for others: whoever sees none has the turn. Of those that see
 * each other the lowest number waits and the rest step back, so that two that begin at once do not wait for one another. A
 * dead process's file is removed by whoever finds it, which is safe as nobody else ever makes a file of that name.
 */
export function inTurn<T>(folder: string, work: () => T): T {
  const claim = join(folder, String(process.pid));
  try {
    awaitTurn(folder, claim);
    return work();
  } finally {
    remove(claim);
  }
}

function awaitTurn(folder: string, claim: string): void {
  const begun = performance.now();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(claim, '', { mode: 0o600 });
    let others = livingOthers(folder);
    while (others.length > 0 && performance.now() - begun < patience) {
      const stepBack = others.some((pid) => pid < process.pid);
      if (stepBack) remove(claim);
      pause(stepBack ? 2 + Math.random() * 6 : 1);
      if (stepBack) writeFileSync(claim, '', { mode: 0o600 });
      others = livingOthers(folder);
    }
  } catch {
    // A full or read-only disk: the app says so once it runs.
  }
}

/** The other processes that claim a turn. What dead ones left is removed on the way. */
function livingOthers(folder: string): readonly number[] {
  const others = readdirSync(folder)
    .filter((name) => claimName.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
  return others.filter((pid) => {
    const path = join(folder, String(pid));
    const age = ageOf(path);
    // It stepped back meanwhile, and may claim anew in this moment: not ours to remove.
    if (age === null) return false;
    if (lives(pid) && age < leftoverAge) return true;
    remove(path);
    return false;
  });
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process lives, though it may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Milliseconds since a file was made, in either direction as a clock may have been set; null where there is none. */
function ageOf(path: string): number | null {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? null : Math.abs(Date.now() - made);
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It counts as a leftover soon.
  }
}

/** Waits without giving way to anything else: what is waited for has to happen before Electron is ready. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

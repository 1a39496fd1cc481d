import type { Failure } from './failure.ts';

/** What every operation that can fail in an expected way returns. Bugs throw; expected failures are values. */
export type Result<T, F = Failure> = Success<T> | Failed<F>;

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<F = Failure> {
  readonly ok: false;
  readonly failure: F;
}

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function fail<F>(failure: F): Failed<F> {
  return { ok: false, failure };
}

/** Ends a switch over a union: a member that is not handled becomes a compile error. */
export function assertNever(value: never): never {
  throw new TypeError(`A case was not handled: ${JSON.stringify(value)}`);
}

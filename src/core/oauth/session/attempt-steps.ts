import type { Failure } from '../../../shared/failure.ts';
import type { Transaction } from '../types.ts';
import type { Effect } from './effects.ts';
import { note } from './notes.ts';
import type { PendingSignIn } from './records.ts';
import type { AttemptState, AttemptWish } from './state.ts';
import { go } from './table.ts';
import type { Step } from './table.ts';

export type Of<K extends AttemptState['kind']> = Extract<AttemptState, { readonly kind: K }>;

/** Any state of the attempt region in which a sign-in runs. */
export type Attempting = Exclude<AttemptState, { readonly kind: 'none' }>;

/** How many sign-ins that were too old are remembered, so that a late answer gets its words. */
const expiredAttempts = 20;

/** Ends everything of the attempt: nothing that it began runs on or stays (F21). */
export function finish(
  state: Attempting,
  failure: Failure | null,
  effects: readonly Effect[] = [],
  completed: string | null = null,
): Step<Of<'none'>> {
  const told = failure === null ? null : ofWish(failure, state);
  return go({ kind: 'none', failure: told, completed, expired: state.expired }, [...ends(state), ...effects]);
}

/** What a sign-in is for, beside being signed in (R79, R84). */
export type Wanted = Pick<AttemptWish, 'anotherAccount' | 'more'>;

/** Whether a wish is for another account, or for a scope, that a sign-in is not for: a double click is not (F22). */
export function goesBeyond(wish: Wanted, before: Wanted): boolean {
  return (
    (wish.anotherAccount && !before.anotherAccount) || wish.more.some((scope) => !before.more.includes(scope))
  );
}

/** A wish that is for all that was asked for before, too. */
export function withBefore(wish: AttemptWish, before: Wanted): AttemptWish {
  const anotherAccount = wish.anotherAccount || before.anotherAccount;
  return { ...wish, anotherAccount, more: [...new Set([...before.more, ...wish.more])] };
}

/** What stopped a sign-in, with what an answer to it has to carry on (R79, R84). */
function ofWish(failure: Failure, state: Attempting): Failure {
  const next = state.kind === 'finishing' ? state.next : null;
  const { anotherAccount, more } = next === null ? state.wish : withBefore(next, state.wish);
  if (!anotherAccount && more.length === 0) return failure;
  const details = {
    ...failure.details,
    ...(anotherAccount ? ({ anotherAccount: true } as const) : {}),
    ...(more.length === 0 ? {} : { more }),
  };
  return { ...failure, details };
}

/** Whatever runs for any request of the attempt stops. */
export function ends(state: Attempting): readonly Effect[] {
  const attempts = new Set([state.wish.attempt, ...state.live.map((one) => one.transaction.attempt)]);
  if ('transaction' in state) attempts.add(state.transaction.attempt);
  return Array.from(attempts, end);
}

/** Whatever runs for one request stops. */
export function end(attempt: string): Effect {
  return { kind: 'end-attempt', attempt };
}

/** Remembers transactions that are too old; their verifiers are of no use to anybody any more. */
export function remember(
  expired: readonly Transaction[],
  more: readonly Transaction[],
): readonly Transaction[] {
  return [...expired, ...more.map((one) => ({ ...one, codeVerifier: '' }))].slice(-expiredAttempts);
}

/** A request that could not be made leaves an earlier one, that is open in the browser, as it is. */
export function failedAttempt(
  state: Attempting,
  failure: Failure,
  summary = 'Another sign-in could not be begun.',
): Step<Of<'none' | 'browser'>> {
  const live = without(state.live, state.wish.attempt);
  const newest = live.at(-1);
  if (newest === undefined) return finish(state, failure);
  const told = note('authorization', 'failed', summary, failure);
  const waiting = { ...waitingFor(newest, live, state.expired), failure: ofWish(failure, state) };
  return go(waiting, [end(state.wish.attempt), told]);
}

/** The browser has the newest of these requests, and any of them may be answered. */
export function waitingFor(
  newest: PendingSignIn,
  live: readonly PendingSignIn[],
  expired: readonly Transaction[],
): Of<'browser'> {
  const { attempt, way, startedAt, more } = newest.transaction;
  const wish = { attempt, way, anotherAccount: newest.anotherAccount, more };
  return { kind: 'browser', wish, startedAt, live, expired, failure: null, opened: false };
}

/** The browser is asked to open the newest request, once more or at last. */
export function openNewest(state: Of<'browser'>): Step<Of<'opening'>> | null {
  const pending = state.live.at(-1);
  if (pending === undefined) return null;
  const { failure: _, opened: __, ...rest } = state;
  return go({ ...rest, kind: 'opening' }, [
    { kind: 'open-browser', attempt: state.wish.attempt, url: pending.url },
  ]);
}

export function without(live: readonly PendingSignIn[], attempt: string): readonly PendingSignIn[] {
  return live.filter((one) => one.transaction.attempt !== attempt);
}

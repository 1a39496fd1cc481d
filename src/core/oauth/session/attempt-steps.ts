import type { Failure } from '../../../shared/failure.ts';
import type { Transaction } from '../types.ts';
import type { Effect } from './effects.ts';
import type { AttemptState } from './state.ts';
import { go } from './table.ts';
import type { Step } from './table.ts';

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
): Step<Extract<AttemptState, { readonly kind: 'none' }>> {
  return go({ kind: 'none', failure, completed, expired: state.expired }, [...ends(state), ...effects]);
}

/** Whatever runs for any request of the attempt stops. */
export function ends(state: Attempting): readonly Effect[] {
  const attempts = new Set([state.wish.attempt, ...state.live.map((one) => one.transaction.attempt)]);
  if ('transaction' in state) attempts.add(state.transaction.attempt);
  return Array.from(attempts, (attempt): Effect => ({ kind: 'end-attempt', attempt }));
}

/** Remembers transactions that are too old; their verifiers are of no use to anybody any more. */
export function remember(
  expired: readonly Transaction[],
  more: readonly Transaction[],
): readonly Transaction[] {
  return [...expired, ...more.map((one) => ({ ...one, codeVerifier: '' }))].slice(-expiredAttempts);
}

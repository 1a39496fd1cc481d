import { transactionLifetimeMilliseconds } from '../redirect-check.ts';
import type { DeadlineName } from './events.ts';
import { isResting } from './session-rows.ts';
import type { MachineState } from './state.ts';
import { idleRenewalAt, signedInUntil } from './waiting-times.ts';

/**
 * When each waiting time of a state ends, in milliseconds since the epoch. Timers are derived from the state and from
 * nothing else: a state that waits for nothing leaves none behind (F21).
 */
export function deadlines(
  state: MachineState,
  settings: { readonly renewal: 'automatic' | 'on-demand' },
): ReadonlyMap<DeadlineName, number> {
  const found = new Map<DeadlineName, number>();
  const add = (name: DeadlineName, at: number | null): void => {
    if (at !== null) found.set(name, at);
  };
  const { session, attempt, delivery } = state;
  if (session.kind === 'offline' || session.kind === 'provider-unavailable')
    add('retry-due', session.retryAt);
  if (session.kind === 'renewal-pausing') add('pause-due', session.until);
  if (session.kind === 'signed-in' && settings.renewal === 'automatic') {
    add('idle-due', idleRenewalAt(session.held));
  }
  if (session.kind === 'signed-in-until') add('until-due', signedInUntil(session.held));
  if (isResting(session)) {
    const { storage } = session.held;
    if (storage.kind === 'not-saved') add('flush-due', storage.retryAt);
  }
  if (attempt.kind === 'browser') {
    const newest = attempt.live.at(-1);
    add(
      'attempt-due',
      (newest?.transaction.startedAt ?? attempt.startedAt) + transactionLifetimeMilliseconds,
    );
  }
  if (attempt.kind === 'deciding') {
    add('attempt-due', attempt.transaction.startedAt + transactionLifetimeMilliseconds);
  }
  if (attempt.kind === 'device-waiting') {
    add('ask-due', attempt.askAt);
    add('device-due', attempt.device.transaction.expiresAt);
  }
  if (delivery.kind === 'waiting') add('delivery-due', delivery.retryAt);
  return found;
}

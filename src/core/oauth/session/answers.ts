import type { LockedBy } from '../../../shared/session.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { goesBeyond } from './attempt-steps.ts';
import type { Wanted } from './attempt-steps.ts';
import { toDecide } from './deciding-rows.ts';
import { closing, notSignedIn, nothingToRenewWith, signInCancelled, stillSealed } from './failures.ts';
import { onItsWay } from './finishing-rows.ts';
import { unhandled } from './state.ts';
import type { MachineState, SessionState } from './state.ts';

const nothingMore: Wanted = { anotherAccount: false, more: [] };

/** What has to be opened before it is known what is saved; null when that is known. */
export function sealedBy(session: SessionState): LockedBy | null {
  if (session.kind === 'locked') return session.by;
  return session.kind === 'unknown' ? 'keyring' : null;
}

/** The browser was asked to open, or it is known why not; also for what begins after a sign-in that is being finished. */
export function isPastOpening({ attempt }: MachineState): boolean {
  return attempt.kind === 'finishing'
    ? attempt.next === null
    : attempt.kind !== 'preparing' && attempt.kind !== 'sealing' && attempt.kind !== 'opening';
}

/** Somewhere in a renewal, or in the saving of a sign-in: whoever waits for a token looks again when it is over. */
export function isUnderWay({ kind }: SessionState): boolean {
  return kind.startsWith('renewal-') || kind === 'sign-in-saving';
}

/** No renewal runs, and nobody is being told of a sign-out. */
export function isSettled({ session, delivery }: MachineState): boolean {
  return !isUnderWay(session) && delivery.kind !== 'sending' && delivery.kind !== 'keeping';
}

/** What the browser did, for whoever asked to open it. */
export function browserAsked({ attempt, session }: MachineState, wish: Wanted = nothingMore): Result<null> {
  switch (attempt.kind) {
    case 'none':
      return attempt.completed === null ? fail(attempt.failure ?? signInCancelled()) : succeed(null);
    case 'browser':
    case 'device-waiting':
    case 'device-asking':
      return attempt.failure === null ? succeed(null) : fail(attempt.failure);
    case 'finishing':
      // It was asked for, and cancelled meanwhile.
      return goesBeyond(wish, onItsWay(attempt)) ? fail(signInCancelled()) : succeed(null);
    case 'deciding':
      return goesBeyond(wish, nothingMore) ? fail(toDecide(attempt.record, session)) : succeed(null);
    case 'preparing':
    case 'sealing':
    case 'opening':
      // Only when the app is closing while the browser is being opened.
      return fail(closing());
    default:
      return unhandled(attempt);
  }
}

/** How a renewal ended, for whoever asked for it. */
export function renewed(session: SessionState): Result<null> {
  switch (session.kind) {
    case 'signed-in':
      return succeed(null);
    case 'signed-in-until':
      return fail(nothingToRenewWith(session.held));
    case 'signed-out':
      return session.reason === null ? fail(notSignedIn()) : fail(session.reason);
    case 'unknown':
      return fail(stillSealed('keyring'));
    case 'locked':
      return fail(stillSealed(session.by));
    case 'set-aside':
    case 'needs-sign-in':
    case 'offline':
    case 'provider-unavailable':
    case 'needs-fix':
    case 'clock-wrong':
      return fail(session.reason);
    case 'sign-in-saving':
    case 'renewal-journalling':
    case 'renewal-asking':
    case 'renewal-pausing':
    case 'renewal-checking':
    case 'renewal-saving':
      // Only when the app is closing meanwhile.
      return fail(closing());
    default:
      return unhandled(session);
  }
}

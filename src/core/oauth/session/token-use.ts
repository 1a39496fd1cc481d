import type { Failure } from '../../../shared/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredAccessToken } from '../types.ts';
import { stillSealed, nothingToRenewWith, notSignedIn } from './failures.ts';
import { unhandled } from './state.ts';
import type { Held, Moment, Receipt, SessionState } from './state.ts';
import type { Context } from './table.ts';

/** A token with less than this left is renewed before it is used; half its life for one that lives shorter than twice this. */
export const renewalMarginMilliseconds = 30_000;

/** The clocks may drift apart by this much before a token's age counts as unknown, and it is renewed. */
export const clockJumpMilliseconds = 30_000;

type Instants = Pick<Context, 'now' | 'monotonic'>;

/** How an access token may be used at this moment. */
export type TokenUse =
  | { readonly kind: 'fresh'; readonly token: StoredAccessToken }
  /** Valid still, but to be renewed where that is possible. */
  | { readonly kind: 'ageing'; readonly token: StoredAccessToken }
  | { readonly kind: 'spent' };

/**
 * Judges the access token for a resource by both clocks: it counts as expired when either says so, since receipt (F34).
 * One without a known life is fresh until the API refuses it (R72).
 */
export function tokenUse(held: Held, resource: string, at: Instants): TokenUse {
  const token = held.record.session.accessTokens[resource];
  const receipt = held.receipts[resource];
  if (token === undefined || receipt === undefined || receipt.stale) return { kind: 'spent' };
  if (token.expiresAt === null) return { kind: 'fresh', token };
  const life = token.expiresAt - token.receivedAt;
  const byWall = at.now - receipt.wall;
  const byMonotonic = at.monotonic - receipt.monotonic;
  const left = life - Math.max(byWall, byMonotonic);
  if (left <= 0) return { kind: 'spent' };
  const jumped = Math.abs(byWall - byMonotonic) > clockJumpMilliseconds;
  return jumped || left < Math.min(renewalMarginMilliseconds, life / 2)
    ? { kind: 'ageing', token }
    : { kind: 'fresh', token };
}

/** This moment, by both clocks. */
export function momentOf(clock: Pick<Clock, 'now' | 'monotonic'>): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

/** The receipt of a token that arrived in this run. */
export function receivedAt({ wall, monotonic }: Moment): Receipt {
  return { wall, monotonic, stale: false };
}

/**
 * The receipt of a token read from the vault: only the wall clock knows its age. A token from the future means that
 * the clock was set back, so it is renewed.
 */
export function receivedEarlier(token: StoredAccessToken, at: Instants): Receipt {
  const age = at.now - token.receivedAt;
  return {
    wall: token.receivedAt,
    monotonic: at.monotonic - Math.max(0, age),
    stale: age < -clockJumpMilliseconds,
  };
}

/** What a caller who wants an access token is told. */
export type TokenAnswer =
  | { readonly kind: 'ready'; readonly token: StoredAccessToken }
  /** Nothing yet; a renewal has to begin. */
  | { readonly kind: 'wanted' }
  /** Nothing yet; what runs will change the state. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Answers who wants a token for a resource ('' is the default one) from the state alone. */
export function tokenAnswer(
  state: SessionState,
  resource: string,
  at: Instants & Pick<Context, 'suspended'>,
): TokenAnswer {
  switch (state.kind) {
    case 'locked':
      return { kind: 'failed', failure: stillSealed(state.by) };
    case 'set-aside':
    case 'needs-sign-in':
      return { kind: 'failed', failure: state.reason };
    case 'signed-out':
      return { kind: 'failed', failure: notSignedIn() };
    case 'signed-in': {
      const refusal = state.held.refusals[resource];
      if (refusal !== undefined) return { kind: 'failed', failure: refusal };
      const use = tokenUse(state.held, resource, at);
      if (use.kind === 'fresh') return { kind: 'ready', token: use.token };
      return at.suspended ? { kind: 'wait' } : { kind: 'wanted' };
    }
    case 'signed-in-until': {
      const use = tokenUse(state.held, resource, at);
      if (use.kind !== 'spent') return { kind: 'ready', token: use.token };
      // Nothing can be asked for another resource without a refresh token.
      return state.held.record.session.accessTokens[resource] === undefined
        ? { kind: 'failed', failure: nothingToRenewWith(state.held) }
        : { kind: 'wanted' };
    }
    case 'unknown':
    case 'sign-in-saving':
      return { kind: 'wait' };
    case 'renewal-journalling':
    case 'renewal-asking':
    case 'renewal-pausing':
    case 'renewal-checking':
    case 'renewal-saving': {
      // While the new token is on its way to the disk the earlier one serves, as long as it is good.
      const use = state.kind === 'renewal-saving' ? null : tokenUse(state.held, resource, at);
      return use?.kind === 'fresh' ? { kind: 'ready', token: use.token } : { kind: 'wait' };
    }
    case 'offline':
    case 'provider-unavailable': {
      const use = tokenUse(state.held, resource, at);
      if (use.kind !== 'spent') return { kind: 'ready', token: use.token };
      return at.now < state.demandFrom || at.suspended
        ? { kind: 'failed', failure: state.reason }
        : { kind: 'wanted' };
    }
    case 'needs-fix':
    case 'clock-wrong': {
      const use = tokenUse(state.held, resource, at);
      return use.kind === 'spent'
        ? { kind: 'failed', failure: state.reason }
        : { kind: 'ready', token: use.token };
    }
    default:
      return unhandled(state);
  }
}

import type { Failure } from '../../../shared/failure.ts';
import type { SignInWay } from '../../../shared/connection.ts';
import type { LockedBy } from '../../../shared/session.ts';
import type { DeviceTransaction, ServerMetadata, Transaction } from '../types.ts';
import type { KeptSignOut, PendingSignIn, SessionRecord } from './records.ts';

/**
 * The state of one connection's session: three regions that run side by side and see the same events.
 * Plain data: no clock, no randomness and no promise lives here.
 */
export interface MachineState {
  /** What is granted, and what is being done to keep it. */
  readonly session: SessionState;
  /** The sign-in that runs, if any. */
  readonly attempt: AttemptState;
  /** Sign-outs that the provider has yet to be told. */
  readonly delivery: DeliveryState;
}

/** A session in memory: the sealed record and what is true of it in this run only. */
export interface Held {
  readonly record: SessionRecord;
  readonly storage: Storage;
  /** By resource: when each access token came, by both clocks. */
  readonly receipts: Readonly<Record<string, Receipt>>;
  /** By resource: why the provider gives no token for it. The rest of the session is not touched. */
  readonly refusals: Readonly<Record<string, Failure>>;
  /** What an API wants that was not granted, until the person says something to it (R84). */
  readonly lacking: Lacking | null;
}

/** A permission that an API wants of a session that does not have it (RFC 6750 §3.1). */
export interface Lacking {
  /** Who wants it. */
  readonly host: string;
  /** At least one, none of which was granted. */
  readonly scopes: readonly string[];
}

/** A moment by both clocks. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** The moment an access token was received; `stale` once something other than time spoiled it. */
export interface Receipt extends Moment {
  readonly stale: boolean;
}

export type Storage =
  | { readonly kind: 'sealed' }
  | { readonly kind: 'memory' }
  /** Kept in memory because the disk refused it; written again at `retryAt`, null while that is under way. */
  | { readonly kind: 'not-saved'; readonly reason: Failure; readonly retryAt: number | null };

/** A renewal that runs. One at a time, because a refresh token may be spent once (R88). */
export interface Renewal {
  /** Ties answers to the renewal that asked; an answer with another number is dropped. */
  readonly operation: number;
  /** The resource it is for; '' is the default token. */
  readonly resource: string;
  readonly cause: RenewalCause;
  /** Failed renewals in a row before this one: the next waiting time grows with it. */
  readonly failures: number;
  /** When the first of them was, in milliseconds since the epoch; null when there was none. */
  readonly since: number | null;
  /** Whether a lost answer was already asked for again (F2). */
  readonly askedAgain: boolean;
  /** Whether the vault was already asked for a newer token (F4). */
  readonly checked: boolean;
  readonly doubt: Doubt;
}

/** Whether the refresh token may have been spent already: an answer was lost (F2), or the app died while it waited (F1). */
export type Doubt = 'none' | 'answer-lost' | 'crash';

export type RenewalCause = 'wanted' | 'asked' | 'idle' | 'woke' | 'retry' | 'restored';

interface Renewing {
  readonly held: Held;
  readonly renewal: Renewal;
}

interface Waiting {
  readonly held: Held;
  readonly reason: Failure;
  /** Milliseconds since the epoch. */
  readonly retryAt: number;
  /** The provider asked not to be called before this (Retry-After). */
  readonly notBefore: number;
  /** From when on a request that wants a token may try again: whoever waits goes before `retryAt`. */
  readonly demandFrom: number;
  readonly failures: number;
  /** When the first failure in a row was. */
  readonly since: number;
  readonly doubt: Doubt;
}

/** Where a session goes once what a renewal brought is saved. */
export type AfterSaving =
  /** `describes`: the first token that is for no resource came, with which UserInfo can be asked (R42). */
  | { readonly kind: 'signed-in'; readonly describes: boolean }
  | { readonly kind: 'provider-unavailable'; readonly reason: Failure }
  | { readonly kind: 'clock-wrong'; readonly reason: Failure; readonly minutesOff: number };

export type SessionState =
  /** The vault was not asked yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked'; readonly by: LockedBy }
  | { readonly kind: 'set-aside'; readonly reason: Failure; readonly file: string }
  | { readonly kind: 'signed-out'; readonly reason: Failure | null }
  | { readonly kind: 'needs-sign-in'; readonly held: Held; readonly reason: Failure }
  /** A new sign-in was accepted and is being sealed; its tokens are not used yet. */
  | { readonly kind: 'sign-in-saving'; readonly held: Held; readonly operation: number }
  | { readonly kind: 'signed-in'; readonly held: Held }
  /** Nothing to renew with (R76). */
  | { readonly kind: 'signed-in-until'; readonly held: Held }
  /** The refresh token is marked as being spent, on disk, before it is (F1). */
  | ({ readonly kind: 'renewal-journalling' } & Renewing)
  | ({ readonly kind: 'renewal-asking' } & Renewing)
  /** The answer was lost: a moment of patience before the same token is sent once more (F2). */
  | ({ readonly kind: 'renewal-pausing'; readonly until: number; readonly reason: Failure | null } & Renewing)
  /** The token was refused: the vault may hold a newer one (F4). */
  | ({ readonly kind: 'renewal-checking'; readonly reason: Failure } & Renewing)
  /** What came is being sealed; its access token is not used yet. */
  | ({ readonly kind: 'renewal-saving'; readonly after: AfterSaving } & Renewing)
  | ({ readonly kind: 'offline' } & Waiting)
  | ({ readonly kind: 'provider-unavailable' } & Waiting)
  | { readonly kind: 'needs-fix'; readonly held: Held; readonly reason: Failure }
  | {
      readonly kind: 'clock-wrong';
      readonly held: Held;
      readonly reason: Failure;
      readonly minutesOff: number;
    };

/** What every state of the attempt region remembers: sign-ins too old to finish, so that a late answer gets its words. */
export interface Remembering {
  /** Without their verifiers. */
  readonly expired: readonly Transaction[];
}

/** What a sign-in was asked to be. */
export interface AttemptWish {
  readonly attempt: string;
  /** Null: the first registered way that works here. */
  readonly way: SignInWay | null;
  readonly anotherAccount: boolean;
  /** Scopes that the session that is there lacks, and is to keep until they came; empty: an ordinary sign-in. */
  readonly more: readonly string[];
}

export interface Attempting extends Remembering {
  readonly wish: AttemptWish;
  readonly startedAt: number;
  /** Running authorization requests, oldest first, each of which may still be answered; at most five (F21). */
  readonly live: readonly PendingSignIn[];
}

/** A sign-in with a code. It is in memory only: no other run may use its code (R83). */
export interface DeviceSignIn {
  readonly transaction: DeviceTransaction;
  readonly metadata: ServerMetadata;
}

/** A sign-in with a code, whose answer is asked for again and again (RFC 8628 §3.4). */
export interface OnDevice extends Attempting {
  readonly device: DeviceSignIn;
  /** Milliseconds from one answer to the next question; `slow_down` raises it for good (R80). */
  readonly interval: number;
  /** Questions in a row that got no answer: the waiting time grows with them. */
  readonly failures: number;
  /** Why the last question got no answer, or the browser did not open. */
  readonly failure: Failure | null;
}

export type AttemptState =
  /** `failure`: why the last one came to nothing; `completed`: the last one that did not. */
  | ({
      readonly kind: 'none';
      readonly failure: Failure | null;
      readonly completed: string | null;
    } & Remembering)
  /** Metadata, the loopback receiver and the request are being made. */
  | ({ readonly kind: 'preparing' } & Attempting)
  /** The transaction is being sealed; no browser is open yet (F27). */
  | ({ readonly kind: 'sealing' } & Attempting)
  | ({ readonly kind: 'opening' } & Attempting)
  /** The person's turn. */
  | ({
      readonly kind: 'browser';
      readonly failure: Failure | null;
      /** Whether the browser was asked just now; of what an earlier run began nobody knows whether it ever was. */
      readonly opened: boolean;
    } & Attempting)
  /** The code is shown, and the person enters it elsewhere. */
  | ({ readonly kind: 'device-waiting'; readonly askAt: number } & OnDevice)
  /** The provider is being asked whether somebody entered it. */
  | ({ readonly kind: 'device-asking'; readonly operation: number } & OnDevice)
  /** The code is being redeemed, or what it brought is being sealed. */
  | ({
      readonly kind: 'finishing';
      readonly transaction: Transaction | DeviceTransaction;
      /** What was asked for meanwhile, beyond what this one is for: it begins once this one is kept. */
      readonly next: AttemptWish | null;
    } & Attempting)
  /**
   * Another account came back (R25). What it brought is held here alone, never on disk, and used by nobody until the
   * person decides.
   */
  | ({
      readonly kind: 'deciding';
      /** When its tokens came: they grow old while the person decides. */
      readonly received: Moment;
      readonly transaction: Transaction | DeviceTransaction;
      readonly record: SessionRecord;
    } & Attempting);

export type DeliveryState =
  | { readonly kind: 'none' }
  /** The sign-out is being sealed, and the session erased. */
  | { readonly kind: 'keeping'; readonly jobs: readonly KeptSignOut[] }
  | { readonly kind: 'sending'; readonly jobs: readonly KeptSignOut[]; readonly operation: number }
  | {
      readonly kind: 'waiting';
      readonly jobs: readonly KeptSignOut[];
      readonly reason: Failure;
      readonly retryAt: number;
      /** The provider asked not to be called before this (Retry-After). */
      readonly notBefore: number;
    };

export const initialState: MachineState = {
  session: { kind: 'unknown' },
  attempt: { kind: 'none', failure: null, completed: null, expired: [] },
  delivery: { kind: 'none' },
};

/** What a session holds in any of its states; null where it holds nothing. */
export function heldOf(state: SessionState): Held | null {
  return 'held' in state ? state.held : null;
}

/** Running authorization requests of an attempt in any of its states. */
export function liveOf(state: AttemptState): readonly PendingSignIn[] {
  return 'live' in state ? state.live : [];
}

/** Whether the person has to say what becomes of another account that came back (R25). */
export function isDeciding({ attempt }: MachineState): boolean {
  return attempt.kind === 'deciding';
}

/** Whether the sign-in asked for a refresh token in the way OpenID Connect Core §11 has for it. */
export function askedOffline(held: Held): boolean {
  return held.record.session.scopesAsked.includes('offline_access');
}

/** The token that a renewal nobody asked for is about: the one of the sign-in. */
export function firstResource(held: Held): string {
  return Object.keys(held.record.session.accessTokens)[0] ?? '';
}

/** Ends a switch like `assertNever`, without the value: a state holds tokens, and an error's message is logged. */
export function unhandled(_state: never): never {
  throw new TypeError('A session state was not handled.');
}

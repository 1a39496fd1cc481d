import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { LockedBy } from '../../../shared/session.ts';
import type {
  CodeGrant,
  IdentityClaims,
  ServerMetadata,
  SignOutJob,
  TokenSet,
  Transaction,
} from '../types.ts';
import type { KeptSignOut, PendingSignIn, SessionRecord } from './records.ts';
import type { AttemptWish, DeviceSignIn, Lacking, Moment } from './state.ts';

/** Everything that can happen to a session. Each region's table says which of its states care. */
export type MachineEvent =
  // What the vault held at start, or after it was unlocked.
  | { readonly kind: 'restored'; readonly outcome: RestoreOutcome }
  | {
      readonly kind: 'sign-ins-restored';
      readonly live: readonly PendingSignIn[];
      readonly expired: readonly Transaction[];
    }
  | { readonly kind: 'sign-outs-restored'; readonly jobs: readonly KeptSignOut[] }
  // What people and requests want.
  | { readonly kind: 'sign-in-asked'; readonly wish: AttemptWish; readonly startAgain: boolean }
  | { readonly kind: 'sign-in-cancelled' }
  | { readonly kind: 'open-again-asked' }
  | { readonly kind: 'account-decided'; readonly attempt: string; readonly decision: AccountDecision }
  | { readonly kind: 'token-wanted'; readonly resource: string }
  | { readonly kind: 'token-rejected'; readonly resource: string; readonly value: string }
  /** An API wants more than was granted to the session that was begun at this moment (R84). */
  | { readonly kind: 'access-lacking'; readonly signedInAt: number; readonly lacking: Lacking }
  | { readonly kind: 'access-declined' }
  | { readonly kind: 'renewal-asked' }
  | { readonly kind: 'try-now' }
  | { readonly kind: 'sign-out-asked'; readonly id: string }
  | { readonly kind: 'forget-asked' }
  // What the browser brought back.
  | { readonly kind: 'callback-granted'; readonly grant: CodeGrant }
  | { readonly kind: 'callback-refused'; readonly transaction: Transaction; readonly failure: Failure }
  | { readonly kind: 'callback-expired'; readonly transaction: Transaction; readonly failure: Failure }
  /** A callback that cold-started the app, whose transaction did not survive (F27). */
  | { readonly kind: 'callback-orphaned'; readonly failure: Failure }
  // What effects answered.
  | { readonly kind: 'attempt-prepared'; readonly pending: PendingSignIn }
  | {
      readonly kind: 'device-prepared';
      readonly device: DeviceSignIn;
      /** Milliseconds from one answer to the next question. */
      readonly interval: number;
    }
  | { readonly kind: 'attempt-failed'; readonly attempt: string; readonly failure: Failure }
  | { readonly kind: 'attempt-sealed'; readonly attempt: string }
  | { readonly kind: 'browser-opened'; readonly attempt: string; readonly failure: Failure | null }
  | { readonly kind: 'device-answered'; readonly operation: number; readonly answer: DeviceAnswer }
  | { readonly kind: 'grant-judged'; readonly attempt: string; readonly judgement: GrantJudgement }
  | { readonly kind: 'saved'; readonly operation: number; readonly outcome: SaveOutcome }
  /** What UserInfo said about the account of the session that was begun at this moment (R42). */
  | {
      readonly kind: 'user-info-read';
      readonly signedInAt: number;
      readonly claims: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'flushed'; readonly failure: Failure | null }
  | { readonly kind: 'erased'; readonly failure: Failure | null }
  | {
      readonly kind: 'refresh-answered';
      readonly operation: number;
      readonly answer: RefreshAnswer;
      /** Set where the provider moved, and the answer came from where it is now (F19). */
      readonly moved?: ServerMetadata;
    }
  | { readonly kind: 'record-reread'; readonly operation: number; readonly record: SessionRecord | null }
  /** As it was sealed. */
  | { readonly kind: 'sign-out-kept'; readonly kept: KeptSignOut }
  | { readonly kind: 'delivered'; readonly operation: number; readonly outcome: DeliveryOutcome }
  // What becomes of the vault in mid-run.
  | { readonly kind: 'vault-locked' }
  /** Nothing is sealed any more: what was is in memory only. */
  | { readonly kind: 'vault-in-memory' }
  // What becomes of the run.
  | { readonly kind: 'closing' }
  // What the computer does.
  | { readonly kind: 'woke' }
  | { readonly kind: 'network-changed' }
  | { readonly [N in DeadlineName]: { readonly kind: N } }[DeadlineName]
  // What one region tells the others.
  | { readonly kind: 'grant-accepted'; readonly record: SessionRecord; readonly received: Moment }
  | { readonly kind: 'sign-in-kept' }
  | { readonly kind: 'sign-out-made'; readonly kept: KeptSignOut };

/** What becomes of another account that came back (R25). */
export type AccountDecision =
  /** Both stay: the new one under a connection of its own, which exists already. */
  | { readonly kind: 'new-connection'; readonly connectionId: ConnectionId }
  /** The one before is signed out, then the new one takes its place. */
  | { readonly kind: 'replace' }
  /** What came is given back to the provider. */
  | { readonly kind: 'discard' };

/** The waiting times of a session, each a moment by the wall clock. See `deadlines.ts`. */
export type DeadlineName =
  | 'retry-due'
  | 'pause-due'
  | 'idle-due'
  | 'until-due'
  | 'flush-due'
  | 'attempt-due'
  | 'ask-due'
  | 'device-due'
  | 'delivery-due';

export type RestoreOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'record'; readonly record: SessionRecord; readonly sealed: boolean }
  | { readonly kind: 'locked'; readonly by: LockedBy }
  | { readonly kind: 'unreadable'; readonly reason: Failure; readonly file: string };

export type SaveOutcome =
  | { readonly kind: 'sealed' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What became of an authorization code: a whole new session, or why not. */
export type GrantJudgement =
  | { readonly kind: 'accepted'; readonly record: SessionRecord; readonly received: Moment }
  | { readonly kind: 'rejected'; readonly failure: Failure };

/** What the provider said about a device code, as long as it gave no tokens: those are a `grant-judged`. */
export type DeviceAnswer =
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' }
  | { readonly kind: 'expired'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'no-answer'; readonly failure: Failure; readonly retryAfter: number | null };

/** What became of a renewal: the four outcomes of R75, and a clock that is wrong. */
export type RefreshAnswer =
  | {
      readonly kind: 'tokens';
      readonly tokens: TokenSet;
      readonly identity: IdentityClaims | null;
      /** When they came, which is before they were judged. */
      readonly received: Moment;
    }
  | { readonly kind: 'ended'; readonly failure: Failure }
  | { readonly kind: 'needs-person'; readonly failure: Failure }
  /** What came was judged false, and is discarded whole. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | {
      readonly kind: 'try-later';
      readonly cause: 'offline' | 'provider-unavailable';
      readonly failure: Failure;
      readonly retryAfter: number | null;
      /** True when the request may have reached the server and only its answer was lost (F2). */
      readonly answerLost: boolean;
    }
  /** What came cannot be judged yet: the keys are not to be had. A refresh token among it replaces the spent one. */
  | { readonly kind: 'unjudged'; readonly failure: Failure; readonly refreshToken: string | null }
  | {
      readonly kind: 'clock-wrong';
      readonly failure: Failure;
      readonly minutesOff: number;
      readonly refreshToken: string | null;
    };

export type DeliveryOutcome =
  | { readonly kind: 'done'; readonly note: string | null }
  | {
      readonly kind: 'later';
      /** What is left to deliver. */
      readonly job: SignOutJob;
      readonly failure: Failure;
      readonly retryAfter: number | null;
    };

import type { ConnectionId } from '../../../shared/connection.ts';
import type { ActivityInput } from '../../activity/activity.ts';
import type { CodeGrant } from '../types.ts';
import type { KeptSignOut, PendingSignIn, SessionRecord } from './records.ts';
import type { AttemptWish, DeviceSignIn, Moment } from './state.ts';
import type { AuthorizationAsk } from './prompt.ts';

/** What a transition wants done. The actor does it and answers with events; it decides nothing. */
export type Effect =
  // Sign-in.
  | { readonly kind: 'prepare-attempt'; readonly wish: AttemptWish; readonly ask: AuthorizationAsk }
  | { readonly kind: 'seal-attempt'; readonly pending: PendingSignIn }
  | { readonly kind: 'open-browser'; readonly attempt: string; readonly url: string }
  /** Erases the sealed transaction first, so that its state is used (R8), then redeems the code. */
  | { readonly kind: 'redeem-code'; readonly grant: CodeGrant; readonly pending: PendingSignIn }
  /** Another connection takes over what a sign-in brought (R25). */
  | {
      readonly kind: 'hand-over';
      readonly to: ConnectionId;
      readonly record: SessionRecord;
      readonly received: Moment;
    }
  /** Asks once whether the code was entered, and judges what comes (R83). */
  | { readonly kind: 'ask-device'; readonly operation: number; readonly device: DeviceSignIn }
  /** Whatever runs for an attempt stops: requests, receiver, sealed transaction. */
  | { readonly kind: 'end-attempt'; readonly attempt: string }
  // Keeping.
  | { readonly kind: 'save-session'; readonly operation: number; readonly record: SessionRecord }
  | { readonly kind: 'reread-session'; readonly operation: number }
  | { readonly kind: 'flush' }
  | { readonly kind: 'erase-session' }
  /** Asks UserInfo once who signed in (R42); the sign-in stays whatever comes of it. */
  | { readonly kind: 'read-user-info'; readonly record: SessionRecord }
  // Renewing.
  | {
      readonly kind: 'refresh';
      readonly operation: number;
      readonly record: SessionRecord;
      readonly resource: string;
      /** The same was asked a moment ago, and the answer was lost. */
      readonly again: boolean;
    }
  | { readonly kind: 'stop-refresh' }
  // Signing out.
  /** Seals the sign-out, then erases the session that it ends: after a crash in between the sign-out still holds. */
  | { readonly kind: 'keep-sign-out'; readonly kept: KeptSignOut }
  | { readonly kind: 'rewrite-sign-out'; readonly kept: KeptSignOut }
  | { readonly kind: 'deliver'; readonly operation: number; readonly kept: KeptSignOut }
  | { readonly kind: 'erase-sign-out'; readonly id: string }
  // Telling.
  | { readonly kind: 'note'; readonly entry: Note };

/** An activity entry; the actor adds whose it is. */
export type Note = Omit<ActivityInput, 'connectionId'>;

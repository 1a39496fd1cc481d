import type { Connection, ConnectionId, SignInWay } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import type { SessionDetails, SessionView } from '../../../shared/session.ts';
import type { AccessTokens } from '../../broker/access-tokens.ts';
import type { AccountDecision } from './events.ts';

/**
 * All sessions, one per connection: the only owner of tokens.
 * Everything the window, the broker and the operating system want of them goes through here.
 */
export interface Sessions extends AccessTokens {
  /** Reads what is sealed (sessions, running sign-ins, sign-outs still to be delivered). Called once the vault was opened, and again when it is unlocked. */
  restore(): Promise<void>;
  view(id: ConnectionId): SessionView;
  details(id: ConnectionId): Promise<Result<SessionDetails>>;
  /** Called with the id of each session whose view changed; returns what unsubscribes. */
  onChange(listener: (id: ConnectionId) => void): () => void;

  /**
   * Begins a sign-in. Resolves once the browser was asked to open, or with why it was not. A second call while one runs joins
   * it (F22), and opens the browser where only an earlier run may have. What is more than that one is for begins anew, or once
   * it is kept where its code is being redeemed already.
   */
  signIn(id: ConnectionId, options: SignInOptions): Promise<Result<null>>;
  /** Also of a connection that is being deleted. */
  cancelSignIn(id: ConnectionId): Promise<void>;
  /** What becomes of another account that came back (R25). Fails with `not-found` when there is none in this attempt. */
  decideAccount(id: ConnectionId, attempt: string, decision: AccountDecision): Promise<Result<null>>;
  openBrowserAgain(id: ConnectionId): Promise<Result<null>>;
  /** The address of the running authorization request, to be opened in another browser. */
  signInLink(id: ConnectionId): Result<string>;
  /**
   * An address that the person brought by hand from a browser that runs elsewhere, for a sign-in that waits at a loopback
   * address. It passes the check of every answer; what does not pass leaves the sign-in running, with words for it.
   */
  pasteCallback(id: ConnectionId, text: string): Promise<Result<null>>;
  /**
   * What a page means at which the browser of the running sign-in stopped, by what a person copied from it; without any words,
   * that nothing came back. The sign-in goes on as it is.
   */
  explainPage(id: ConnectionId, words: string): Result<Failure>;
  /** What such a page is known to say at the provider, for a person to pick from. Fails as `explainPage` does. */
  pageSayings(id: ConnectionId): Result<readonly string[]>;
  /** A URL that the operating system handed over. Never throws; anything foreign is ignored without a network call (F23, F24). */
  handleCallback(url: string): Promise<CallbackOutcome>;
  /** Called with what an answer came to that a loopback address took (R4), which no `handleCallback` tells; returns what unsubscribes. */
  onLoopbackAnswer(listener: (outcome: CallbackOutcome) => void): () => void;

  /** The person does without what an API wants and the session lacks: it is not offered any more (R84). */
  declineAccess(id: ConnectionId): Promise<Result<null>>;
  renewNow(id: ConnectionId): Promise<Result<null>>;
  /** Ends a waiting time: renews, or delivers a sign-out, at once. */
  tryNow(id: ConnectionId): Promise<Result<null>>;
  /** Local at once; the provider is told, now or later (R49). */
  signOut(id: ConnectionId, options: { alsoInBrowser: boolean }): Promise<Result<null>>;
  forgetSignOut(id: ConnectionId): Promise<Result<null>>;
  /** Sign-outs that a provider has yet to be told (R49), whatever became of their connections since. */
  undelivered(): readonly { readonly connectionId: ConnectionId; readonly issuer: string }[];
  /**
   * Forgets everything of a connection that is being deleted, one of `ending`, too, revoking first; once it is known what is
   * sealed of it. Fails with `cancelled` while the app closes, and with `keyring-locked` or `passphrase-needed` while that cannot
   * be read.
   */
  remove(id: ConnectionId): Promise<Result<null>>;

  /** The computer goes to sleep: no refresh begins until `resumed` (F10). */
  suspended(): void;
  resumed(): void;
  /** The network came back: waiting times end, jittered. */
  networkChanged(): void;
  /**
   * Lets renewals end and be saved, cancels sign-ins, then has the vault forget its key and every session its tokens, until
   * the vault is unlocked and `restore` is called. Fails, with everything as it was, where the vault cannot be locked.
   */
  lock(): Promise<Result<null>>;
  /** Stops every timer and listener, and finishes writes that began. */
  close(): Promise<void>;
}

export interface SignInOptions {
  readonly way?: SignInWay;
  readonly anotherAccount?: boolean;
  readonly startAgain?: boolean;
  /**
   * Scopes that the session that is there lacks (R84). It stays as it is until they came: the session that they came with
   * takes its place then, whole.
   */
  readonly more?: readonly string[];
}

/** `signed-in`, `another-account` and `failed` belong to a sign-in that runs here, and raise the window; `ignored` never does. */
export type CallbackOutcome =
  | { readonly kind: 'signed-in'; readonly connectionId: ConnectionId }
  /** Another account came back: the person has to decide (R25). */
  | { readonly kind: 'another-account'; readonly connectionId: ConnectionId }
  | { readonly kind: 'failed'; readonly connectionId: ConnectionId }
  | { readonly kind: 'signed-out'; readonly connectionId: ConnectionId }
  | { readonly kind: 'ignored' };

/** Where sessions look their connection up. */
export interface ConnectionLookup {
  get(id: ConnectionId): Connection | null;
  list(): readonly Connection[];
  /** Deleted a moment ago, and in neither of the two above: what is sealed of them stays as long as that may be undone. */
  ending(): readonly Connection[];
  /** False when not all that was saved could be read: then one that is not among them may still exist. */
  complete(): boolean;
}

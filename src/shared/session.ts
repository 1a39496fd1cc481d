import type { SignInWay } from './connection.ts';
import type { Failure } from './failure.ts';

/** Who is signed in, from a validated ID token. */
export interface Account {
  /** `sub` of the ID token. */
  readonly subject: string;
  /** What to show: `email`, else `preferred_username`, else `name`, else the subject. */
  readonly label: string;
}

/**
 * The state of a session as the window shows it: the states of the table in docs/sessions.md.
 * Instants are milliseconds since the epoch.
 */
export type SessionView =
  | { readonly kind: 'draft' }
  | { readonly kind: 'signed-out'; readonly reason?: Failure }
  | WaitingForBrowser
  | AnotherAccount
  | (SignedIn & { readonly kind: 'signed-in' })
  /** No refresh token was given: signed in until the access token expires (R76). */
  | (SignedIn & { readonly kind: 'signed-in-until'; readonly until: number | null; readonly reason: Failure })
  | (SignedIn & { readonly kind: 'renewing' })
  | (SignedIn & { readonly kind: 'offline'; readonly retryAt: number; readonly reason: Failure })
  | (SignedIn & { readonly kind: 'provider-unavailable'; readonly retryAt: number; readonly reason: Failure })
  | (SignedIn & { readonly kind: 'needs-fix'; readonly reason: Failure })
  | { readonly kind: 'needs-sign-in'; readonly account: Account | null; readonly reason: Failure }
  /**
   * `checking`: the keyring was not asked yet, which is so for a moment at each start. `by`: the passphrase is what is
   * needed, and not the keyring.
   */
  | { readonly kind: 'locked'; readonly checking?: true; readonly by?: 'passphrase' }
  /** An API wants scopes that the sign-in was not granted (R84). Everything else goes on. */
  | (SignedIn & {
      readonly kind: 'more-access-needed';
      readonly host: string;
      readonly scopes: readonly string[];
    })
  | (SignedIn & { readonly kind: 'memory-only' })
  | (SignedIn & { readonly kind: 'not-saved'; readonly reason: Failure })
  | { readonly kind: 'set-aside'; readonly reason: Failure; readonly file: string }
  | { readonly kind: 'signing-out'; readonly reason: Failure | null }
  | (SignedIn & { readonly kind: 'clock-wrong'; readonly minutesOff: number; readonly reason: Failure });

/** What has to be opened before sealed sign-ins can be read. */
export type LockedBy = 'keyring' | 'passphrase';

export type SessionKind = SessionView['kind'];

export interface SignedIn {
  /** Null when the provider gave no ID token: "No account name". */
  readonly account: Account | null;
  /** Why the last new sign-in came to nothing, while this session goes on. */
  readonly attemptFailure?: Failure;
  /** The attempt of this run that brought it, until another one begins. */
  readonly signedInBy?: string;
}

export interface WaitingForBrowser {
  readonly kind: 'waiting-for-browser';
  /** Names this attempt; not the `state` parameter. */
  readonly attempt: string;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly way: SignInWay;
  /** Other ways that are registered for this connection, then the code where the provider offers it. */
  readonly otherWays: readonly SignInWay[];
  /** The redirect address of this attempt, to compare with what the provider has on file; null for a code. */
  readonly redirectUri: string | null;
  /** `opening`: discovery and preparation; `browser`: the person's turn; `finishing`: the code is being redeemed. */
  readonly phase: 'opening' | 'browser' | 'finishing';
  /** What to enter where, while it is the person's turn and the way is a code. */
  readonly deviceCode: DeviceCode | null;
  /** Why the last step got nowhere, while the sign-in goes on. */
  readonly attemptFailure?: Failure;
}

/** A code that a person enters in any browser (RFC 8628 §3.3): for their eyes, and of no use to a program. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it; null where there is none. Used only while the code is shown, too (R81). */
  readonly verificationUriComplete: string | null;
}

/** Another account came back than the one that the connection holds (R25): nothing of it is used before the person decides. */
export interface AnotherAccount {
  readonly kind: 'another-account';
  /** Names the attempt that brought it. */
  readonly attempt: string;
  /** Whom the connection belongs to. */
  readonly current: Account | null;
  /** False where their sign-in is over already. */
  readonly currentSignedIn: boolean;
  /** Who came. */
  readonly arrived: Account | null;
  /** It is discarded then. */
  readonly expiresAt: number;
}

/** What the Session tab shows. Holds no token. */
export interface SessionDetails {
  readonly issuer: string;
  readonly clientId: string;
  readonly account: Account | null;
  /** Claims of the validated ID token, as name and JSON text. */
  readonly claims: readonly { readonly name: string; readonly value: string }[];
  /** What UserInfo said of the same account; empty when nothing was said that counts. */
  readonly userInfo: SessionDetails['claims'];
  readonly scopesAsked: readonly string[];
  readonly scopesGranted: readonly string[];
  /** Asked for beyond the settings, and granted. */
  readonly scopesAdded: readonly string[];
  readonly signedInAt: number | null;
  readonly renewedAt: number | null;
  readonly accessTokens: readonly AccessTokenFacts[];
  /** Earlier sign-outs that the provider has yet to be told. */
  readonly undelivered: number;
  /** Whether the provider gave a refresh token. */
  readonly renewable: boolean;
  /** Where the session is kept. */
  readonly storage: 'sealed' | 'memory' | 'none';
  readonly endpoints: readonly { readonly name: string; readonly url: string }[];
}

export interface AccessTokenFacts {
  /** The resource it was obtained for; null is the default token. */
  readonly resource: string | null;
  readonly tokenType: string;
  readonly expiresAt: number | null;
}

import type { SignInWay } from './connection.ts';
import type { Evidence } from './provider.ts';

/**
 * The closed list of reasons for which an operation can fail.
 * A code is stable and is what tests, reports and support speak about; the words are for people.
 */
export type FailureCode =
  // What a person or a file gave us.
  | 'input-invalid'
  | 'issuer-invalid'
  | 'issuer-insecure'
  | 'client-id-invalid'
  | 'client-secret-missing'
  | 'scopes-invalid'
  | 'api-origin-invalid'
  | 'request-url-invalid'
  | 'request-url-insecure'
  | 'request-header-invalid'
  | 'request-method-invalid'
  | 'origin-not-allowed'
  | 'variable-unusable'
  | 'secret-in-request'
  | 'changed-outside'
  | 'not-found'
  | 'not-permitted'
  // Reaching a server.
  | 'cancelled'
  | 'timed-out'
  | 'name-not-resolved'
  | 'connection-failed'
  | 'certificate-invalid'
  | 'encryption-failed'
  | 'client-certificate-needed'
  | 'client-certificate-refused'
  | 'proxy-sign-in-needed'
  | 'answer-too-large'
  | 'answer-unreadable'
  | 'redirect-refused'
  // Discovery.
  | 'metadata-not-found'
  | 'metadata-invalid'
  | 'metadata-redirected'
  | 'issuer-mismatch'
  | 'endpoint-insecure'
  | 'pkce-not-supported'
  | 'pkce-not-listed'
  // Authorization.
  | 'browser-not-opened'
  | 'scheme-not-registered'
  | 'scheme-taken'
  | 'scheme-unchecked'
  | 'scheme-not-repaired'
  | 'loopback-unavailable'
  | 'callback-invalid'
  | 'callback-unknown'
  | 'callback-expired'
  | 'authorization-refused'
  | 'issuer-missing'
  | 'sign-in-cancelled'
  | 'device-code-expired'
  // Tokens.
  | 'token-request-refused'
  | 'token-response-invalid'
  | 'id-token-invalid'
  | 'user-info-invalid'
  | 'keys-unavailable'
  | 'clock-wrong'
  | 'provider-unavailable'
  // Sessions.
  | 'sign-in-needed'
  | 'session-ended'
  | 'another-account'
  // Storage.
  | 'keyring-locked'
  | 'keyring-missing'
  | 'passphrase-needed'
  | 'passphrase-wrong'
  | 'memory-short'
  | 'record-unreadable'
  | 'vault-format-newer'
  | 'disk-full'
  | 'disk-failed'
  | 'settings-unreadable'
  // The demo.
  | 'demo-not-started'
  // A bug of ours.
  | 'internal';

/** An expected failure, in three short parts and the facts behind it. Holds no token, code, verifier or secret. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened. */
  readonly what: string;
  /** Why, as far as it is known. */
  readonly why: string;
  /** What to do next. */
  readonly next: string;
  readonly details?: FailureDetails;
}

/** What the app can do about an error of a provider. */
export type HelpAction =
  | 'copy-redirect-address'
  /** `scope` of the help says which. */
  | 'drop-scope'
  /** It is registered as something that has a secret: as another one, or with the secret. */
  | 'native-or-secret'
  | 'open-settings'
  | 'sign-in-again'
  | 'use-loopback';

/** What else the app's own catalogue knows of an error of a provider. */
export interface FailureHelp {
  /** The entry of the catalogue. */
  readonly entry: string;
  /** What stands behind the explanation, where it is about one provider. */
  readonly evidence?: Evidence;
  /** An https address, to be shown. */
  readonly documentation?: string;
  readonly action?: HelpAction;
  /** With `drop-scope`: what the provider refuses to give. */
  readonly scope?: string;
}

export interface FailureDetails {
  /** The form field or request part that caused it, by its name on screen. */
  readonly field?: string;
  readonly httpStatus?: number;
  /** `error` as the provider sent it, cut to length and stripped of control characters. */
  readonly providerError?: string;
  /** `error_description` as the provider sent it, cut to length and stripped of control characters. */
  readonly providerDescription?: string;
  /** The host that answered, never a whole URL. */
  readonly host?: string;
  /** The provider's request or trace id. */
  readonly requestId?: string;
  /** Milliseconds since the epoch at which to try again. */
  readonly retryAt?: number;
  /** A value that the person may adopt: for `issuer-mismatch` the issuer as the server names itself; for `origin-not-allowed` the origin. */
  readonly suggestion?: string;
  /** Other ways to sign in that do not need what failed. */
  readonly otherWays?: readonly SignInWay[];
  /** The sign-in that was stopped was for another account: so is what answers this. */
  readonly anotherAccount?: true;
  /** It was for these scopes, which the session that is there lacks: so is what answers this. */
  readonly more?: readonly string[];
  /** With `certificate-invalid`: the certificates that the server sent, its own first, one line each. */
  readonly certificates?: readonly string[];
  /** What the catalogue of errors knows besides the words. */
  readonly help?: FailureHelp;
  /** With an error that nobody knows: what was sent, a parameter a line, without what is secret. */
  readonly sent?: readonly string[];
  /** A file or folder that was kept, for support: its whole path. */
  readonly file?: string;
}

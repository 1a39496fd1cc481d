import type { Account } from '../../shared/session.ts';
import type { ConnectionId, RedirectWay } from '../../shared/connection.ts';

/** Authorization server metadata (RFC 8414, OpenID Connect Discovery 1.0) after it was judged. Every URL was checked against R23. */
export interface ServerMetadata {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string | null;
  readonly revocationEndpoint: string | null;
  readonly endSessionEndpoint: string | null;
  readonly userinfoEndpoint: string | null;
  /** RFC 8628 §4; null where the server offers no sign-in with a code. */
  readonly deviceAuthorizationEndpoint: string | null;
  /** RFC 9207 §3. */
  readonly issParameterSupported: boolean;
  /** Null: not listed. */
  readonly scopesSupported: readonly string[] | null;
  /** Of the `prompt` parameter (OpenID Connect Initiating User Registration §3). */
  readonly promptValuesSupported: readonly string[] | null;
  readonly codeChallengeMethodsSupported: readonly string[] | null;
  readonly idTokenSigningAlgValuesSupported: readonly string[] | null;
  readonly userinfoSigningAlgValuesSupported: readonly string[] | null;
  readonly grantTypesSupported: readonly string[] | null;
  /** How a client with a secret proves itself (RFC 8414 §2). */
  readonly tokenEndpointAuthMethodsSupported: readonly string[] | null;
  readonly revocationEndpointAuthMethodsSupported: readonly string[] | null;
  /** Whether every endpoint came from the metadata at the issuer's own location (R87). */
  readonly source: 'issuer' | 'manual';
}

/** The client as it is registered at the authorization server. */
export interface Client {
  readonly clientId: string;
  /** The scheme this run of the app answers to. */
  readonly scheme: string;
  readonly redirectSpelling: 'path' | 'authority';
}

/** What every sign-in is bound to, whichever way it goes (R13, R16). */
export interface SignInRequest {
  /** Names the attempt towards the window. */
  readonly attempt: string;
  readonly connectionId: ConnectionId;
  readonly issuer: string;
  readonly clientId: string;
  readonly tokenEndpoint: string;
  /** Null when `openid` is not asked for (R78), and without a redirect to carry it (R82). */
  readonly nonce: string | null;
  readonly codeVerifier: string;
  readonly scopes: readonly string[];
  /** Those among them that a session lacks and goes on without, should they not come; empty: an ordinary sign-in (R84). */
  readonly more: readonly string[];
  /** Those among them that the settings do not name: `more`, and what was added to the session before. */
  readonly added: readonly string[];
  readonly resource: string | null;
  readonly maxAge: number | null;
  readonly acrValues: readonly string[] | null;
  /** Milliseconds since the epoch; it lives 60 minutes (F21). */
  readonly startedAt: number;
}

/**
 * A running authorization request, bound to the browser answer by `state` (R8).
 * It is a secret as a whole: it is sealed when on disk and never crosses IPC.
 */
export interface Transaction extends SignInRequest {
  readonly redirectUri: string;
  readonly way: RedirectWay;
  readonly issParameterSupported: boolean;
  readonly state: string;
}

/**
 * A running device authorization (RFC 8628). Only what a person has to read of it crosses IPC, and it is never on disk:
 * its code is used by the run that asked for it (R83).
 */
export interface DeviceTransaction extends SignInRequest {
  readonly way: 'device';
  readonly nonce: null;
  readonly deviceCode: string;
  /** What the person enters, exactly as the server wrote it. */
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it; null where there is none that can be trusted. */
  readonly verificationUriComplete: string | null;
  /** Milliseconds since the epoch, at most an hour after the start. */
  readonly expiresAt: number;
}

declare const codeGrantBrand: unique symbol;

/** An authorization code that passed every check of the redirect. Only `checkRedirect` makes one. */
export interface CodeGrant {
  readonly [codeGrantBrand]: true;
  readonly code: string;
  readonly transaction: Transaction;
}

declare const identityBrand: unique symbol;

/** Claims of an ID token that passed every check of OIDC Core §3.1.3.7. Only `validateIdToken` makes one. */
export interface IdentityClaims {
  readonly [identityBrand]: true;
  readonly issuer: string;
  readonly subject: string;
  readonly account: Account;
  readonly authTime: number | null;
  readonly issuedAt: number;
  /** All claims as they came. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** What was odd but allowed (R36, R43), for the activity. */
  readonly notes: readonly string[];
}

/** A judged answer of the token endpoint (RFC 6749 §5.1). */
export interface TokenSet {
  readonly accessToken: string;
  /** As the server wrote it. */
  readonly tokenType: string;
  /** Seconds; null when the server did not say (R72). */
  readonly expiresIn: number | null;
  /** Null: unchanged on refresh, none on a first grant. */
  readonly refreshToken: string | null;
  /** Seconds, where the server says it (`refresh_expires_in`). */
  readonly refreshExpiresIn: number | null;
  readonly idToken: string | null;
  /** Null: as requested. */
  readonly scope: string | null;
}

/** What is sealed for one signed-in connection. */
export interface StoredSession {
  readonly connectionId: ConnectionId;
  readonly issuer: string;
  readonly clientId: string;
  readonly tokenEndpoint: string;
  readonly subject: string | null;
  readonly account: Account | null;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What UserInfo said of the same account after the sign-in (R42); null when nothing was said that counts. */
  readonly userInfo: Readonly<Record<string, unknown>> | null;
  readonly idToken: string | null;
  /** The nonce of the original sign-in, which a refreshed ID token may repeat (R43). */
  readonly nonce: string | null;
  readonly refreshToken: string | null;
  /** Milliseconds since the epoch: the known idle limit of the refresh token. */
  readonly refreshIdleUntil: number | null;
  readonly scopesAsked: readonly string[];
  readonly scopesGranted: readonly string[];
  /** Granted beyond the settings, because an API or the person wanted it: asked for again when this account signs in again. */
  readonly scopesAdded: readonly string[];
  /** By resource; the key '' is the default token (R88). */
  readonly accessTokens: Readonly<Record<string, StoredAccessToken>>;
  readonly signedInAt: number;
  readonly renewedAt: number | null;
  /** The refresh token that was being spent when this was written (F1): tried once more at the next start. */
  readonly refreshing: { readonly startedAt: number } | null;
}

export interface StoredAccessToken {
  readonly value: string;
  readonly tokenType: string;
  /** Milliseconds since the epoch; null when the server did not say. */
  readonly expiresAt: number | null;
  readonly receivedAt: number;
}

/** A sign-out that the provider has yet to be told (R49). */
export interface SignOutJob {
  readonly connectionId: ConnectionId;
  readonly issuer: string;
  readonly clientId: string;
  readonly revocationEndpoint: string;
  /** Where its endpoints came from: those by hand are followed nowhere else (R87). */
  readonly source: ServerMetadata['source'];
  readonly refreshToken: string | null;
  readonly accessTokens: readonly string[];
  /** What the client proves itself with, if anything; it dies with the job. */
  readonly clientSecret: string | null;
  readonly authMethods: readonly string[] | null;
  /** The `signedInAt` of the session that it ends; null for tokens that never became one (R25). */
  readonly ends: number | null;
  readonly createdAt: number;
  readonly retryAt: number;
  /** The provider asked not to be called before this (Retry-After, RFC 7009 §2.2.1), which a restart does not change. */
  readonly notBefore: number;
  readonly attempts: number;
}

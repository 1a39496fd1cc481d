import type { Failure } from '../../../shared/failure.ts';
import type {
  IdentityClaims,
  ServerMetadata,
  SignOutJob,
  StoredAccessToken,
  StoredSession,
  SignInRequest,
  TokenSet,
} from '../types.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { accountOf } from '../id-token-claims.ts';
import type { SessionRecord } from './records.ts';
import { receivedAt, receivedEarlier } from './token-use.ts';
import type { Held, Moment, Receipt, Storage } from './state.ts';
import type { Context } from './table.ts';

/** The session that a completed sign-in makes, whole. */
export function newRecord(
  transaction: SignInRequest,
  metadata: ServerMetadata,
  tokens: TokenSet,
  identity: IdentityClaims | null,
  now: number,
): SessionRecord {
  const granted = scopesOf(tokens) ?? transaction.scopes;
  const session: StoredSession = {
    connectionId: transaction.connectionId,
    issuer: transaction.issuer,
    clientId: transaction.clientId,
    tokenEndpoint: transaction.tokenEndpoint,
    subject: identity?.subject ?? null,
    account: identity?.account ?? null,
    claims: identity?.claims ?? {},
    userInfo: null,
    idToken: identity === null ? null : tokens.idToken,
    nonce: transaction.nonce,
    refreshToken: tokens.refreshToken,
    refreshIdleUntil: idleUntil(tokens, now),
    scopesAsked: transaction.scopes,
    scopesGranted: granted,
    scopesAdded: transaction.added.filter((scope) => granted.includes(scope)),
    accessTokens: { [transaction.resource ?? '']: accessTokenOf(tokens, now) },
    signedInAt: now,
    renewedAt: null,
    refreshing: null,
  };
  return { session, metadata, needsSignIn: null };
}

/**
 * The record after a renewal. What the answer left out is unchanged (RFC 6749 §6, R21): refresh token, ID token, scope.
 * `auth_time` stays that of the sign-in (R43).
 */
export function renewedRecord(
  record: SessionRecord,
  resource: string,
  tokens: TokenSet,
  identity: IdentityClaims | null,
  now: number,
): SessionRecord {
  const { session } = record;
  return {
    ...record,
    session: {
      ...session,
      account:
        identity === null
          ? session.account
          : accountOf(identity.claims, identity.subject, session.userInfo ?? {}),
      claims: identity === null ? session.claims : renewedClaims(session.claims, identity.claims),
      idToken: identity === null ? session.idToken : tokens.idToken,
      refreshToken: tokens.refreshToken ?? session.refreshToken,
      refreshIdleUntil: idleUntil(tokens, now) ?? laterIdle(session, now),
      scopesGranted: scopesOf(tokens) ?? session.scopesGranted,
      accessTokens: { ...session.accessTokens, [resource]: accessTokenOf(tokens, now) },
      renewedAt: now,
      refreshing: null,
    },
  };
}

/** What UserInfo said of the account (R42). It names the account where the ID token did not. */
export function describedRecord(
  record: SessionRecord,
  userInfo: Readonly<Record<string, unknown>>,
): SessionRecord {
  const { session } = record;
  if (session.subject === null) return record;
  const account = accountOf(session.claims, session.subject, userInfo);
  return { ...record, session: { ...session, userInfo, account } };
}

/** Only the refresh token of an answer whose rest could not be judged: the spent one must not be sent again. */
export function rotatedRecord(record: SessionRecord, refreshToken: string | null): SessionRecord {
  const session = { ...record.session, refreshing: null };
  return { ...record, session: refreshToken === null ? session : { ...session, refreshToken } };
}

/** The same session at a provider whose endpoints moved (F19): everything goes there from now on. */
export function movedRecord(record: SessionRecord, metadata: ServerMetadata): SessionRecord {
  return { ...record, metadata, session: { ...record.session, tokenEndpoint: metadata.tokenEndpoint } };
}

/** The journal entry that is on disk before a refresh token is spent (F1). */
export function journalled(record: SessionRecord, now: number): SessionRecord {
  return { ...record, session: { ...record.session, refreshing: { startedAt: now } } };
}

/** What stays of a session that ended: who it was, so that the next sign-in can name them. No token. */
export function endedRecord(record: SessionRecord, reason: Failure): SessionRecord {
  return {
    ...record,
    session: {
      ...record.session,
      refreshToken: null,
      idToken: null,
      accessTokens: {},
      refreshIdleUntil: null,
      refreshing: null,
    },
    needsSignIn: reason,
  };
}

/**
 * The sign-out that tells the provider about every token held that it takes back, as its preset says; null where it offers no
 * revocation, or nothing is held of which it could be told.
 * @param ends whether the record is the connection's session, which it ends.
 */
export function signOutJob(record: SessionRecord, now: number, ends: boolean): SignOutJob | null {
  const { session, metadata } = record;
  const takesAccessTokens = presetOf(metadata).revocation.value.includes('access token');
  const accessTokens = takesAccessTokens ? Object.values(session.accessTokens).map(({ value }) => value) : [];
  if (metadata.revocationEndpoint === null) return null;
  if (session.refreshToken === null && accessTokens.length === 0) return null;
  return {
    connectionId: session.connectionId,
    issuer: session.issuer,
    clientId: session.clientId,
    revocationEndpoint: metadata.revocationEndpoint,
    source: metadata.source,
    refreshToken: session.refreshToken,
    accessTokens,
    // Added when it is sealed.
    clientSecret: null,
    authMethods: revocationMethods(metadata),
    ends: ends ? session.signedInAt : null,
    createdAt: now,
    retryAt: now,
    notBefore: now,
    attempts: 0,
  };
}

/** How a client proves itself where tokens are given back; where nothing is said of it, as at the token endpoint. */
export function revocationMethods(metadata: ServerMetadata): readonly string[] | null {
  return metadata.revocationEndpointAuthMethodsSupported ?? metadata.tokenEndpointAuthMethodsSupported;
}

/** What came just now, and when. */
interface Arrival {
  readonly resources: readonly string[];
  readonly received: Moment;
}

/** A session as this run holds it: what `arrived` is as old as that, the other tokens as before. */
export function hold(
  record: SessionRecord,
  storage: Storage,
  at: Pick<Context, 'now' | 'monotonic'>,
  earlier?: Held,
  arrived: Arrival | null = null,
): Held {
  const receipts: Record<string, Receipt> = {};
  for (const [resource, token] of Object.entries(record.session.accessTokens)) {
    receipts[resource] = arrived?.resources.includes(resource)
      ? receivedAt(arrived.received)
      : (earlier?.receipts[resource] ?? receivedEarlier(token, at));
  }
  const { refusals = {}, lacking = null } = earlier ?? {};
  return { record, storage, receipts, refusals, lacking };
}

function accessTokenOf(tokens: TokenSet, now: number): StoredAccessToken {
  return {
    value: tokens.accessToken,
    tokenType: tokens.tokenType,
    expiresAt: tokens.expiresIn === null ? null : now + tokens.expiresIn * 1000,
    receivedAt: now,
  };
}

function scopesOf(tokens: TokenSet): readonly string[] | null {
  return tokens.scope === null ? null : tokens.scope.split(' ').filter((scope) => scope !== '');
}

function idleUntil(tokens: TokenSet, now: number): number | null {
  // 0 is how Keycloak writes "never" for offline tokens.
  return tokens.refreshExpiresIn === null || tokens.refreshExpiresIn <= 0
    ? null
    : now + tokens.refreshExpiresIn * 1000;
}

/** A renewal that does not repeat the idle life moves the known one along. */
function laterIdle(session: StoredSession, now: number): number | null {
  if (session.refreshIdleUntil === null) return null;
  return now + Math.max(0, session.refreshIdleUntil - (session.renewedAt ?? session.signedInAt));
}

function renewedClaims(
  original: Readonly<Record<string, unknown>>,
  renewed: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return 'auth_time' in original ? { ...renewed, auth_time: original['auth_time'] } : renewed;
}

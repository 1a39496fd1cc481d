import type { Connection, SignInWay } from '../../../shared/connection.ts';
import type {
  AnotherAccount,
  SessionDetails,
  SessionView,
  SignedIn,
  WaitingForBrowser,
} from '../../../shared/session.ts';
import { transactionLifetimeMilliseconds } from '../redirect-check.ts';
import { callbackTag, redirectUri } from '../redirect-uri.ts';
import type { DeviceTransaction, ServerMetadata, Transaction } from '../types.ts';
import { nothingToRenewWith } from './failures.ts';
import { heldOf, unhandled } from './state.ts';
import type { AttemptState, DeliveryState, Held, MachineState, SessionState } from './state.ts';
import { signedInUntil } from './waiting-times.ts';
import { waysOf } from './ways.ts';

/** What the window is shown of a session: the states of docs/sessions.md, and never a token, code or verifier. */
export function sessionView(state: MachineState, connection: Connection, scheme: string): SessionView {
  const { session, attempt, delivery } = state;
  if (attempt.kind === 'deciding') return decidingView(attempt, session);
  if (attempt.kind !== 'none') return waitingView(attempt, connection, scheme);
  const view = restingView(session, delivery, attempt);
  return view.kind === 'signed-out' && connection.clientId === '' ? { kind: 'draft' } : view;
}

/** The last sign-in of this run that ended, well or not. */
type Last = Extract<AttemptState, { readonly kind: 'none' }>;

function restingView(session: SessionState, delivery: DeliveryState, last: Last): SessionView {
  const { failure: failed } = last;
  switch (session.kind) {
    case 'unknown':
      return { kind: 'locked', checking: true };
    case 'locked':
      return session.by === 'passphrase' ? { kind: 'locked', by: 'passphrase' } : { kind: 'locked' };
    case 'set-aside':
      return { kind: 'set-aside', reason: failed ?? session.reason, file: session.file };
    case 'signed-out': {
      const reason = failed ?? session.reason;
      if (reason === null && delivery.kind !== 'none') {
        return { kind: 'signing-out', reason: delivery.kind === 'waiting' ? delivery.reason : null };
      }
      return reason === null ? { kind: 'signed-out' } : { kind: 'signed-out', reason };
    }
    case 'needs-sign-in':
      return {
        kind: 'needs-sign-in',
        account: session.held.record.session.account,
        reason: failed ?? session.reason,
      };
    case 'sign-in-saving':
    case 'renewal-journalling':
    case 'renewal-asking':
    case 'renewal-pausing':
    case 'renewal-checking':
    case 'renewal-saving':
      return { kind: 'renewing', ...signedIn(session.held, last) };
    case 'signed-in':
      return settledView(session.held, last);
    case 'signed-in-until':
      return session.held.storage.kind === 'not-saved' || session.held.lacking !== null
        ? settledView(session.held, last)
        : {
            kind: 'signed-in-until',
            until: signedInUntil(session.held),
            reason: nothingToRenewWith(session.held),
            ...signedIn(session.held, last),
          };
    case 'offline':
    case 'provider-unavailable': {
      const { kind, retryAt, reason, held } = session;
      return { kind, retryAt, reason, ...signedIn(held, last) };
    }
    case 'needs-fix':
      return { kind: 'needs-fix', reason: session.reason, ...signedIn(session.held, last) };
    case 'clock-wrong': {
      const { kind, minutesOff, reason, held } = session;
      return { kind, minutesOff, reason, ...signedIn(held, last) };
    }
    default:
      return unhandled(session);
  }
}

function settledView(held: Held, last: Last): SessionView {
  const { storage, lacking } = held;
  // What is not on disk comes first: it can be lost.
  if (lacking !== null && storage.kind !== 'not-saved')
    return { kind: 'more-access-needed', ...lacking, ...signedIn(held, last) };
  switch (storage.kind) {
    case 'sealed':
      return { kind: 'signed-in', ...signedIn(held, last) };
    case 'memory':
      return { kind: 'memory-only', ...signedIn(held, last) };
    case 'not-saved':
      return { kind: 'not-saved', reason: storage.reason, ...signedIn(held, last) };
    default:
      return unhandled(storage);
  }
}

function signedIn(held: Held, { failure, completed }: Last): SignedIn {
  const { account } = held.record.session;
  return {
    account,
    ...(failure === null ? {} : { attemptFailure: failure }),
    ...(completed === null ? {} : { signedInBy: completed }),
  };
}

function decidingView(
  { transaction, record }: Extract<AttemptState, { readonly kind: 'deciding' }>,
  session: SessionState,
): AnotherAccount {
  return {
    kind: 'another-account',
    attempt: transaction.attempt,
    current: heldOf(session)?.record.session.account ?? null,
    currentSignedIn: session.kind !== 'needs-sign-in',
    arrived: record.session.account,
    expiresAt: transaction.startedAt + transactionLifetimeMilliseconds,
  };
}

type WaitingState = Exclude<AttemptState, { readonly kind: 'none' | 'deciding' }>;

function waitingView(attempt: WaitingState, connection: Connection, scheme: string): WaitingForBrowser {
  const current = currentOf(attempt);
  const way = current?.way ?? attempt.wish.way ?? connection.redirectWays[0] ?? 'scheme';
  const startedAt = current?.startedAt ?? attempt.startedAt;
  const code = 'device' in attempt ? attempt.device.transaction : null;
  const failed = 'failure' in attempt ? attempt.failure : null;
  return {
    kind: 'waiting-for-browser',
    attempt: current?.attempt ?? attempt.wish.attempt,
    startedAt,
    expiresAt: code?.expiresAt ?? startedAt + transactionLifetimeMilliseconds,
    way,
    otherWays: waysOf(connection, metadataOf(attempt)).filter((other) => other !== way),
    redirectUri: redirectUriOf(current, way, connection, scheme),
    phase: phaseOf(attempt.kind),
    deviceCode:
      code === null
        ? null
        : {
            userCode: code.userCode,
            verificationUri: code.verificationUri,
            verificationUriComplete: code.verificationUriComplete,
          },
    ...(failed === null ? {} : { attemptFailure: failed }),
  };
}

/** The request that the person is asked to answer; none while it is being made. */
function currentOf(attempt: WaitingState): Transaction | DeviceTransaction | undefined {
  if (attempt.kind === 'finishing') return attempt.transaction;
  if ('device' in attempt) return attempt.device.transaction;
  const newest = attempt.live.at(-1)?.transaction;
  return newest?.attempt === attempt.wish.attempt ? newest : undefined;
}

function metadataOf(attempt: WaitingState): ServerMetadata | undefined {
  return 'device' in attempt ? attempt.device.metadata : attempt.live.at(-1)?.metadata;
}

function redirectUriOf(
  current: Transaction | DeviceTransaction | undefined,
  way: SignInWay,
  connection: Connection,
  scheme: string,
): string | null {
  if (current !== undefined && current.way !== 'device') return current.redirectUri;
  if (way === 'device') return null;
  const { host, ports: [port] = [] } = connection.loopback ?? {};
  return redirectUri(way, {
    scheme,
    spelling: connection.redirectSpelling,
    tag: callbackTag(connection),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  });
}

function phaseOf(kind: WaitingState['kind']): WaitingForBrowser['phase'] {
  switch (kind) {
    case 'preparing':
    case 'sealing':
    case 'opening':
      return 'opening';
    case 'browser':
    case 'device-waiting':
    case 'device-asking':
      return 'browser';
    case 'finishing':
      return 'finishing';
    default:
      return unhandled(kind);
  }
}

/** What the Session tab shows: everything about the tokens, and no token. */
export function sessionDetails(
  { session: state, delivery }: MachineState,
  connection: Connection,
): SessionDetails {
  const held = heldOf(state);
  const session = held?.record.session;
  return {
    issuer: session?.issuer ?? connection.issuer,
    clientId: session?.clientId ?? connection.clientId,
    account: session?.account ?? null,
    claims: Object.entries(session?.claims ?? {}).map(([name, value]) => ({
      name,
      value: JSON.stringify(value),
    })),
    userInfo: Object.entries(session?.userInfo ?? {}).map(([name, value]) => ({
      name,
      value: JSON.stringify(value),
    })),
    scopesAsked: session?.scopesAsked ?? connection.scopes,
    scopesGranted: session?.scopesGranted ?? [],
    scopesAdded: session?.scopesAdded ?? [],
    signedInAt: session?.signedInAt ?? null,
    renewedAt: session?.renewedAt ?? null,
    accessTokens: Object.entries(session?.accessTokens ?? {}).map(([resource, token]) => ({
      resource: resource === '' ? null : resource,
      tokenType: token.tokenType,
      expiresAt: token.expiresAt,
    })),
    undelivered: delivery.kind === 'none' ? 0 : delivery.jobs.length,
    renewable: session !== undefined && session.refreshToken !== null,
    storage: held === null ? 'none' : held.storage.kind === 'sealed' ? 'sealed' : 'memory',
    endpoints: held === null ? [] : endpointsOf(held),
  };
}

function endpointsOf(held: Held): SessionDetails['endpoints'] {
  const { metadata } = held.record;
  const named: readonly (readonly [string, string | null])[] = [
    ['authorization_endpoint', metadata.authorizationEndpoint],
    ['token_endpoint', metadata.tokenEndpoint],
    ['jwks_uri', metadata.jwksUri],
    ['revocation_endpoint', metadata.revocationEndpoint],
    ['end_session_endpoint', metadata.endSessionEndpoint],
    ['userinfo_endpoint', metadata.userinfoEndpoint],
    ['device_authorization_endpoint', metadata.deviceAuthorizationEndpoint],
  ];
  return named.flatMap(([name, url]) => (url === null ? [] : [{ name, url }]));
}

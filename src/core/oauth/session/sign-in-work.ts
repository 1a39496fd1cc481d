import type { Connection, RedirectWay, SignInWay } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { connectionGone } from '../../failures/connection-gone.ts';
import { beginAuthorization } from '../authorization.ts';
import { clientAuthentication } from '../client-authentication.ts';
import type { ClientAuthentication } from '../client-authentication.ts';
import { readClientSecret } from '../client-secrets.ts';
import { openInBrowser } from '../browser-hand-over.ts';
import { requestDeviceCode } from '../device.ts';
import { discover, manualMetadata } from '../discovery.ts';
import { hostOf } from '../failures.ts';
import { validateIdToken } from '../id-token.ts';
import { openLoopback } from '../loopback.ts';
import { callbackTag, redirectUri } from '../redirect-uri.ts';
import { redeemCode } from '../token-endpoint.ts';
import type { TokenOutcome } from '../token-endpoint.ts';
import type { DeviceTransaction, IdentityClaims, ServerMetadata, Transaction } from '../types.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import type { AuthorizationDialect, ProviderPreset } from '../../providers/presets/preset.ts';
import { isSignInOf } from './belonging.ts';
import type { Effect } from './effects.ts';
import type { GrantJudgement, MachineEvent } from './events.ts';
import { changedMeanwhile, noKeysNamed, wayNotRegistered } from './failures.ts';
import { newRecord } from './grants.ts';
import { momentOf } from './token-use.ts';
import { promptOf } from './prompt.ts';
import type { PendingSignIn } from './records.ts';
import { checkScheme } from './scheme-check.ts';
import type { Tools } from './tools.ts';
import { unlistedPkce } from './unlisted-pkce.ts';
import { waysOf } from './ways.ts';
import { within } from './within.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>;
type Tokens = Extract<TokenOutcome, { readonly kind: 'tokens' }>;

/** A sign-in that tokens came for. */
type GrantedSignIn = Pick<PendingSignIn, 'metadata'> & {
  readonly transaction: Transaction | DeviceTransaction;
};

/** Some systems run the browser in the foreground of the call that opens it; then it counts as opened after this. */
const openingAtMost = 10_000;

/** Metadata, the way back, and the authorization request. Nothing stays when the attempt is ended meanwhile. */
export async function prepareAttempt(
  effect: Of<'prepare-attempt'>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const { attempt } = effect.wish;
  const prepared = await prepare(effect, tools);
  return prepared.ok ? [prepared.value] : [{ kind: 'attempt-failed', attempt, failure: prepared.failure }];
}

async function prepare(effect: Of<'prepare-attempt'>, tools: Tools): Promise<Result<MachineEvent>> {
  const { attempt, anotherAccount, more } = effect.wish;
  const signal = tools.running.attempt(attempt);
  const connection = tools.connection();
  if (connection === null) return fail(connectionGone());
  const way = chooseWay(effect.wish.way, connection);
  if (!way.ok) return way;
  const metadata = await metadataOf(connection, tools, signal);
  if (!metadata.ok) return metadata;
  const elsewhere =
    way.value === 'scheme' ? await leadsElsewhere(effect, connection, metadata.value, tools) : null;
  if (elsewhere !== null) return fail(elsewhere);
  // Before the browser opens: without it the sign-in could not be finished.
  const authentication = await authenticationOf(tools, metadata.value);
  if (!authentication.ok) return authentication;
  const unlisted = unlistedPkce(connection, metadata.value);
  if (unlisted !== null) return fail(unlisted);
  if (way.value === 'device') {
    return prepareDevice(effect, connection, metadata.value, authentication.value, tools);
  }
  const address = await addressFor(way.value, connection, attempt, tools);
  if (!address.ok) return address;
  const preset = presetOf(metadata.value);
  const begun = await beginAuthorization({
    attempt,
    connectionId: connection.id,
    metadata: metadata.value,
    client: {
      clientId: connection.clientId,
      scheme: tools.scheme,
      redirectSpelling: connection.redirectSpelling,
    },
    redirectUri: address.value,
    way: way.value,
    scopes: [...connection.scopes, ...effect.ask.added],
    more,
    added: effect.ask.added,
    resources: resourcesOf(connection, preset),
    dialect: dialectFor(more, preset),
    prompt: promptOf(effect.ask, { scopes: connection.scopes, more }, preset),
    loginHint: effect.ask.loginHint,
    maxAge: null,
    acrValues: null,
    now: tools.clock.now(),
  });
  if (!begun.ok) return begun;
  const pending = { ...begun.value, metadata: metadata.value, anotherAccount };
  return succeed({ kind: 'attempt-prepared', pending });
}

/** A code to be entered elsewhere (RFC 8628 §3.1). No parameter there asks for an account or for consent. */
async function prepareDevice(
  effect: Of<'prepare-attempt'>,
  connection: Connection,
  metadata: ServerMetadata,
  authentication: ClientAuthentication,
  tools: Tools,
): Promise<Result<MachineEvent>> {
  const { attempt } = effect.wish;
  const { id: connectionId, clientId, scopes } = connection;
  const begun = await requestDeviceCode(
    {
      attempt,
      connectionId,
      metadata,
      clientId,
      scopes: [...scopes, ...effect.ask.added],
      more: effect.wish.more,
      added: effect.ask.added,
      resources: resourcesOf(connection, presetOf(metadata)),
      authentication,
    },
    tools.exchange(tools.running.attempt(attempt)),
  );
  if (!begun.ok) return begun;
  const { transaction, intervalMilliseconds: interval } = begun.value;
  return succeed({ kind: 'device-prepared', device: { transaction, metadata }, interval });
}

/** The way that was asked for, else the first that is registered. */
function chooseWay(wanted: SignInWay | null, connection: Connection): Result<SignInWay> {
  // Nothing of it is registered: the server offers it, or says no.
  if (wanted === 'device') return succeed(wanted);
  const way = wanted ?? connection.redirectWays[0];
  return way !== undefined && connection.redirectWays.includes(way) ? succeed(way) : fail(wayNotRegistered());
}

/**
 * Where the scheme leads elsewhere the person says what next (F30): another way, taken in silence, is another address at the
 * provider and another page at the end.
 */
async function leadsElsewhere(
  { wish }: Of<'prepare-attempt'>,
  connection: Connection,
  metadata: ServerMetadata,
  tools: Tools,
): Promise<Failure | null> {
  const otherWays = waysOf(connection, metadata).filter((way) => way !== 'scheme');
  return checkScheme({ insisted: wish.way === 'scheme', otherWays }, tools);
}

async function metadataOf(
  connection: Connection,
  tools: Tools,
  signal: AbortSignal,
): Promise<Result<ServerMetadata>> {
  const deps = tools.exchange(signal);
  const found =
    connection.manual === undefined
      ? await discover(connection.issuer, deps)
      : await manualMetadata(connection.issuer, connection.manual, deps);
  tools.activity.add({
    connectionId: connection.id,
    step: 'discovery',
    outcome: found.ok ? 'ok' : 'failed',
    summary: found.ok ? 'Read the provider’s metadata.' : found.failure.what,
    facts: [
      { name: 'Host', value: hostOf(connection.issuer) },
      ...(found.ok ? [] : [{ name: 'Why', value: found.failure.why }]),
    ],
    ...(found.ok ? {} : { failureCode: found.failure.code }),
  });
  return found;
}

async function addressFor(
  way: RedirectWay,
  connection: Connection,
  attempt: string,
  tools: Tools,
): Promise<Result<string>> {
  const tag = callbackTag(connection);
  if (way === 'scheme') {
    return succeed(redirectUri(way, { scheme: tools.scheme, spelling: connection.redirectSpelling, tag }));
  }
  const { host, ports = [] } = connection.loopback ?? {};
  // Registered ports are few: an earlier request that still runs shares its own, and `state` tells the answers apart.
  const shared = tools.running.share(attempt, ports);
  if (shared !== null) return succeed(shared.redirectUri);
  const receiver = await openLoopback({
    tag,
    onCallback: async (url) => tools.callback(url),
    ...(host === undefined ? {} : { host }),
    ...(ports.length === 0 ? {} : { ports }),
  });
  if (!receiver.ok) return receiver;
  await tools.running.receive(attempt, receiver.value);
  return succeed(receiver.value.redirectUri);
}

/**
 * What the sign-in asks for (RFC 8707 §2.1): every resource that the connection names, since a renewal may ask only for what was
 * granted (§2.2); the first alone where the provider takes one. The first token is for the first (R88).
 */
export function resourcesOf({ apiOrigins }: Connection, { resources }: ProviderPreset): readonly string[] {
  const named = [...new Set(apiOrigins.flatMap(({ resource }) => resource ?? []))];
  return resources.value === 'every' ? named : named.slice(0, 1);
}

/** Where a session is to be given more, the provider's own way of adding to what it granted (R84). */
function dialectFor(
  more: readonly string[],
  { authorization, moreAccess }: ProviderPreset,
): AuthorizationDialect {
  const { resourceParameter, parameters } = authorization.value;
  return more.length === 0
    ? authorization.value
    : { resourceParameter, parameters: { ...parameters, ...moreAccess.value.parameters } };
}

/** Asks the system to open the browser: the only place that ever draws a page of the issuer (R1). */
export async function openBrowser(
  effect: Of<'open-browser'>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const asked = openInBrowser(effect.url, tools.browser);
  const opened = await within(tools.clock, openingAtMost, asked, succeed(null));
  return [{ kind: 'browser-opened', attempt: effect.attempt, failure: opened.ok ? null : opened.failure }];
}

/**
 * Spends the transaction, then redeems the code at its stored token endpoint, then judges who signed in: nothing of the
 * answer is used before that (R20). All of it only for the connection that began it, as it is by now (R16): the session
 * would be kept under another client.
 */
export async function redeem(effect: Of<'redeem-code'>, tools: Tools): Promise<readonly MachineEvent[]> {
  const { attempt } = effect.grant.transaction;
  const signal = tools.running.attempt(attempt);
  await tools.store(async () => tools.vault.remove('transaction', attempt));
  const judgement = await redeemAndJudge(effect, tools, signal);
  return signal.aborted ? [] : [{ kind: 'grant-judged', attempt, judgement }];
}

async function redeemAndJudge(
  { grant, pending }: Of<'redeem-code'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<GrantJudgement> {
  const refused = { kind: 'rejected', failure: changedMeanwhile() } as const;
  if (!stillWanted(grant.transaction, tools)) return refused;
  const authentication = await authenticationOf(tools, pending.metadata);
  if (!authentication.ok) return { kind: 'rejected', failure: authentication.failure };
  const outcome = await redeemCode(
    grant,
    tools.exchange(signal),
    authentication.value,
    presetOf(pending.metadata),
  );
  if (outcome.kind !== 'tokens') return { kind: 'rejected', failure: outcome.failure };
  const judgement = await judge(outcome, pending, tools, signal);
  return stillWanted(grant.transaction, tools) ? judgement : refused;
}

/** Whether the connection is still the one that began a sign-in. */
export function stillWanted(transaction: Transaction | DeviceTransaction, tools: Tools): boolean {
  const connection = tools.connection();
  return connection !== null && isSignInOf(transaction, connection, tools.scheme);
}

/** How the connection's client proves itself at the token endpoint (R6). */
export async function authenticationOf(
  tools: Pick<Tools, 'vault' | 'connection'>,
  metadata: ServerMetadata,
): Promise<Result<ClientAuthentication>> {
  const connection = tools.connection();
  if (connection === null) return fail(connectionGone());
  const secret = await readClientSecret(tools.vault, connection);
  return secret.ok
    ? succeed(clientAuthentication(secret.value, metadata.tokenEndpointAuthMethodsSupported))
    : secret;
}

/** Judges who signed in, by whichever way: until then nothing that came is used (R20). */
export async function judge(
  outcome: Tokens,
  { transaction, metadata }: GrantedSignIn,
  tools: Tools,
  signal: AbortSignal,
): Promise<GrantJudgement> {
  const { tokens } = outcome;
  // Before the keys are asked for: a token's life began at the latest when it came.
  const received = momentOf(tools.clock);
  let identity: IdentityClaims | null = null;
  // Without `openid` whatever came says nothing about the person (R78).
  if (transaction.scopes.includes('openid') && tokens.idToken !== null) {
    const validated = await identityOf(tokens.idToken, outcome, { transaction, metadata }, tools, signal);
    if (!validated.ok) return { kind: 'rejected', failure: validated.failure };
    identity = validated.value;
  }
  return {
    kind: 'accepted',
    record: newRecord(transaction, metadata, tokens, identity, received.wall),
    received,
  };
}

async function identityOf(
  idToken: string,
  outcome: Tokens,
  { transaction, metadata }: GrantedSignIn,
  tools: Tools,
  signal: AbortSignal,
): Promise<Result<IdentityClaims>> {
  if (metadata.jwksUri === null) return fail(noKeysNamed(hostOf(transaction.issuer)));
  const keys = tools.keys.forIssuer(transaction.issuer, metadata.jwksUri, tools.exchange(signal));
  const validated = await validateIdToken(
    idToken,
    {
      issuer: transaction.issuer,
      clientId: transaction.clientId,
      nonce: transaction.nonce,
      maxAge: transaction.maxAge,
      acrValues: transaction.acrValues,
      algorithms: metadata.idTokenSigningAlgValuesSupported,
      accessToken: outcome.tokens.accessToken,
      now: tools.clock.now(),
      serverDate: outcome.serverDate,
    },
    keys,
  );
  noteIdToken(tools, validated);
  return validated;
}

/** What the check of an ID token found, for the activity. */
export function noteIdToken(tools: Tools, validated: Result<IdentityClaims>): void {
  const failure: Failure | null = validated.ok ? null : validated.failure;
  tools.activity.add({
    connectionId: tools.connectionId,
    step: 'id-token',
    outcome: failure === null ? 'ok' : 'failed',
    summary: failure === null ? 'The ID token is genuine.' : 'The ID token was refused.',
    facts: validated.ok
      ? validated.value.notes.map((value) => ({ name: 'Note', value }))
      : [{ name: 'Why', value: validated.failure.why }],
    ...(failure === null ? {} : { failureCode: failure.code }),
  });
}

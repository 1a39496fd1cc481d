import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { FetchRequest } from '../ports/fetch.ts';
import type { ProviderPreset } from '../providers/presets/preset.ts';
import { codeParameters, refreshParameters } from './appauth.ts';
import { clientPost, publicClient, rawAlternative } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import { retryAfterMilliseconds } from '../http/retry-after.ts';
import { exchange } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { askedBySettings, sentIn } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { hostOf } from './failures.ts';
import { checkEndpoint } from './issuer.ts';
import { parseJsonObject } from './json.ts';
import { parseOAuthError } from './oauth-error.ts';
import { ended, noIdToken, notTokens, refused, spent, unavailable } from './token-failures.ts';
import type { TokenPurpose } from './token-failures.ts';
import { parseTokenSet } from './token-response.ts';
import type { CodeGrant, SignInRequest, TokenSet } from './types.ts';

/** Real answers have 1 to 20 kB. */
export const tokenLimits = { maxBytes: 512_000, timeoutMilliseconds: 30_000 };

/**
 * A renewal whose answer does not come is asked again with the same token, which has to be within the grace period in which
 * providers still take it: 30 s where they have one by default (F2).
 */
const refreshLimits = { ...tokenLimits, timeoutMilliseconds: 20_000 };

/** The outcomes of R75. `refused-by-us` means: what came was discarded. */
export type TokenOutcome =
  | { readonly kind: 'tokens'; readonly tokens: TokenSet; readonly serverDate: number | null }
  | { readonly kind: 'ended'; readonly failure: Failure }
  | { readonly kind: 'needs-person'; readonly failure: Failure }
  | { readonly kind: 'refused-by-us'; readonly failure: Failure }
  | {
      readonly kind: 'try-later';
      readonly cause: 'offline' | 'provider-unavailable';
      readonly failure: Failure;
      /** As the server said; null when it said nothing. */
      readonly retryAfterMilliseconds: number | null;
    };

export interface RefreshInput {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly authentication?: ClientAuthentication;
  readonly refreshToken: string;
  readonly resource: string | null;
  /** What the provider calls it; absent: as RFC 8707 does. */
  readonly resourceParameter?: string;
  /** Null: as granted (RFC 6749 §6). */
  readonly scopes: readonly string[] | null;
  /** Whose words a refusal is in; absent: any provider's. */
  readonly provider?: ProviderPreset;
  /** What the sign-in asked for; for the words of a refusal, not sent. */
  readonly asked?: readonly string[];
}

/**
 * Redeems an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.5) at the token endpoint that its transaction stored,
 * and nowhere else (R16). An ID token that was asked for and did not come is refused (R78).
 */
export async function redeemCode(
  grant: CodeGrant,
  deps: ExchangeDeps,
  authentication: ClientAuthentication = publicClient,
  provider?: ProviderPreset,
): Promise<TokenOutcome> {
  const { transaction } = grant;
  const outcome = await askAsClient(
    (how) => codeTokenRequest(grant, how),
    {
      clientId: transaction.clientId,
      authentication,
      purpose: 'code',
      provider,
      asked: askedBySettings(transaction),
    },
    deps,
  );
  return withIdToken(outcome, transaction);
}

/** R78: tokens of a first grant count only with the ID token that was asked for, unless the server narrowed it away. */
export function withIdToken(outcome: TokenOutcome, asked: SignInRequest): TokenOutcome {
  if (outcome.kind !== 'tokens' || outcome.tokens.idToken !== null) return outcome;
  const narrowed = outcome.tokens.scope !== null && !outcome.tokens.scope.split(' ').includes('openid');
  if (!asked.scopes.includes('openid') || narrowed) return outcome;
  return { kind: 'refused-by-us', failure: noIdToken(hostOf(asked.tokenEndpoint)) };
}

/** Renews with a refresh token (RFC 6749 §6). What the answer leaves out is unchanged (R21). */
export async function refreshTokens(input: RefreshInput, deps: ExchangeDeps): Promise<TokenOutcome> {
  const { asked = [], clientId, authentication = publicClient, provider } = input;
  return askAsClient(
    (how) => refreshTokenRequest({ ...input, authentication: how }),
    { clientId, authentication, purpose: 'refresh', provider, asked },
    deps,
  );
}

export function codeTokenRequest(
  grant: CodeGrant,
  authentication: ClientAuthentication = publicClient,
): FetchRequest {
  const { code, transaction } = grant;
  return clientPost(
    transaction.tokenEndpoint,
    transaction.clientId,
    codeParameters({
      clientId: transaction.clientId,
      code,
      redirectUri: transaction.redirectUri,
      extras: {
        code_verifier: transaction.codeVerifier,
        ...(transaction.resource === null ? {} : { resource: transaction.resource }),
      },
    }),
    authentication,
  );
}

export function refreshTokenRequest(input: RefreshInput): FetchRequest {
  return clientPost(
    input.tokenEndpoint,
    input.clientId,
    refreshParameters({
      clientId: input.clientId,
      refreshToken: input.refreshToken,
      extras: {
        ...(input.resource === null ? {} : { [input.resourceParameter ?? 'resource']: input.resource }),
        ...(input.scopes === null ? {} : { scope: input.scopes.join(' ') }),
      },
    }),
    input.authentication ?? publicClient,
  );
}

/**
 * Judges any whole answer of a token endpoint (R75). `now` in milliseconds since the epoch; `context` is for the words.
 */
export function processTokenResponse(
  answer: Answer,
  purpose: TokenPurpose,
  host: string,
  now: number,
  context: ErrorContext = {},
): TokenOutcome {
  const { status } = answer;
  if (status >= 200 && status <= 299) {
    const body = parseJsonObject(answer.bytes);
    const tokens = body === null ? null : parseTokenSet(body, host);
    if (tokens === null) return later(notTokens(answer, host), answer, now);
    if (!tokens.ok) return { kind: 'refused-by-us', failure: tokens.failure };
    return { kind: 'tokens', tokens: tokens.value, serverDate: answer.serverDate };
  }
  const error = parseOAuthError(answer);
  // RFC 9110: these say "not now", whatever else they say; and a DPoP nonce is asked for before anything is judged.
  const notNow = [407, 408, 425, 429].includes(status) || error.code === 'use_dpop_nonce';
  if (status < 400 || status > 499 || notNow)
    return later(unavailable(answer, error, host, purpose, context), answer, now);
  if (error.code === 'invalid_grant') {
    return {
      kind: 'ended',
      failure:
        purpose === 'refresh'
          ? ended(error, answer, host, context)
          : spent(error, answer, host, purpose, context),
    };
  }
  return { kind: 'needs-person', failure: refused(error, answer, host, purpose, context) };
}

interface Asking {
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  readonly purpose: TokenPurpose;
  readonly provider: ProviderPreset | undefined;
  readonly asked: readonly string[];
}

/** Asks as the client that it is; once more in the other reading of the header, where that is wanted (R6). */
async function askAsClient(
  request: (authentication: ClientAuthentication) => FetchRequest,
  { clientId, ...asking }: Asking,
  deps: ExchangeDeps,
): Promise<TokenOutcome> {
  const { authentication } = asking;
  const outcome = await ask(request(authentication), asking, deps);
  const raw = rawAlternative(clientId, authentication);
  const refusedClient =
    outcome.kind === 'needs-person' && outcome.failure.details?.providerError === 'invalid_client';
  return refusedClient && raw !== null
    ? ask(request(raw), { ...asking, authentication: raw }, deps)
    : outcome;
}

async function ask(
  request: FetchRequest,
  { asked, authentication, purpose, provider }: Omit<Asking, 'clientId'>,
  deps: ExchangeDeps,
): Promise<TokenOutcome> {
  // A sealed record may be older than the rule: a token is never sent in the clear (R22).
  const endpoint = checkEndpoint(request.url, 'token address');
  if (!endpoint.ok) return { kind: 'needs-person', failure: endpoint.failure };
  const answer = await exchange(request, purpose === 'refresh' ? refreshLimits : tokenLimits, deps);
  if (answer.ok) {
    const context = {
      secret: authentication.method !== 'none',
      sent: sentIn(request),
      asked,
      ...(provider === undefined ? {} : { provider }),
    };
    return processTokenResponse(answer.value, purpose, hostOf(request.url), deps.clock.now(), context);
  }
  return {
    kind: 'try-later',
    cause: isOffline(answer.failure.code) ? 'offline' : 'provider-unavailable',
    failure: answer.failure,
    retryAfterMilliseconds: null,
  };
}

function isOffline(code: FailureCode): boolean {
  return [
    'cancelled',
    'timed-out',
    'name-not-resolved',
    'connection-failed',
    'certificate-invalid',
    'encryption-failed',
    'client-certificate-needed',
    'client-certificate-refused',
    'proxy-sign-in-needed',
  ].includes(code);
}

function later(reason: Failure, answer: Answer, now: number): TokenOutcome {
  return {
    kind: 'try-later',
    cause: answer.status === 407 ? 'offline' : 'provider-unavailable',
    failure: reason,
    retryAfterMilliseconds: retryAfterMilliseconds(answer.headers, now),
  };
}

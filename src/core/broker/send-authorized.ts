import type { ConnectionId } from '../../shared/connection.ts';
import type { HeaderList } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { isBodyStream, type FetchRequest } from '../ports/fetch.ts';
import type { AccessToken, AccessTokens } from './access-tokens.ts';
import type { KnownCookies } from './broker.ts';
import { parseChallenges } from './challenges.ts';
import { CredentialFilter } from './credential-filter.ts';
import { failure } from '../failures/failure.ts';
import { noAnswer } from '../failures/no-answer.ts';
import type { AllowedRequest } from './policy.ts';
import { receive, type ReceiveDeps, type Received } from './receive.ts';
import { tellingValues } from './set-cookie.ts';

export interface Sent {
  readonly answer: Received;
  readonly credentialReplaced: boolean;
  /** What went out so far, on the hops before as well. */
  readonly history: History;
}

/** What a person's request has cost so far, over its hops. */
export interface History {
  /** Every token that was sent, whoever it was sent to: all of them are kept out of the answers. */
  readonly tokens: readonly AccessToken[];
  /** Every cookie's value that could be told from other text when something was sent, also of those replaced since. */
  readonly cookieValues: readonly string[];
  /** Whether an answer was a 401 and the request was repeated with a renewed token (F31): once for all hops. */
  readonly repeated: boolean;
}

export const noHistory: History = { tokens: [], cookieValues: [], repeated: false };

export interface SendDeps extends Omit<ReceiveDeps, 'filter' | 'host' | 'hidesCookies'> {
  readonly tokens: AccessTokens;
  /** What is kept out of the answers like a token: values of secret variables, as bytes in Latin-1. */
  readonly secrets: readonly string[];
  /** What is kept out of them as well; null where the connection keeps no cookies. */
  readonly cookies: KnownCookies | null;
}

/**
 * Sends an allowed request, with a token where the policy says so. A 401 is followed by one renewal and one repetition;
 * a second 401, or a renewal that did not bring another token, leaves the 401 as the answer (F31).
 * Every body that the policy passes is held in memory, so every request can be repeated.
 */
export async function sendAuthorized(
  request: AllowedRequest,
  connectionId: ConnectionId,
  history: History,
  deps: SendDeps,
): Promise<Result<Sent>> {
  if (request.authorization.kind === 'none') return exchange(request, null, history, deps);
  const { resource } = request.authorization;
  const ask = (): Promise<Result<AccessToken>> =>
    unlessCancelled(deps.tokens.accessToken(connectionId, resource), deps.stop.signal, request.host);

  const first = await ask();
  if (!first.ok) return first;
  const once = await attempt(request, first.value, history, deps);
  if (!once.ok || history.repeated) return once;
  const { answer } = once.value;
  // What broke off ended the exchange as a whole.
  if (answer.status !== 401 || answer.incomplete !== null || asksForMore(answer)) return once;

  deps.tokens.rejected(connectionId, resource, first.value);
  const second = await ask();
  if (deps.stop.signal.aborted) return fail(noAnswer('cancelled', request.host, 'api'));
  if (!second.ok || second.value.value === first.value.value) return once;
  return attempt(request, second.value, { ...once.value.history, repeated: true }, deps);
}

async function attempt(
  request: AllowedRequest,
  token: AccessToken,
  history: History,
  deps: SendDeps,
): Promise<Result<Sent>> {
  const problem = unusable(token, request);
  return problem === null ? exchange(request, token, history, deps) : fail(problem);
}

async function exchange(
  request: AllowedRequest,
  token: AccessToken | null,
  before: History,
  deps: SendDeps,
): Promise<Result<Sent>> {
  const tokens = token === null ? before.tokens : [token, ...before.tokens];
  const kept = (await deps.cookies?.values()) ?? [];
  const cookieValues = tellingValues([...kept, ...before.cookieValues]);
  const filter = new CredentialFilter([
    ...new Set([...tokens.map(({ value }) => value), ...deps.secrets, ...cookieValues]),
  ]);
  const { host } = request;
  const hidesCookies = deps.cookies !== null;
  const answer = await receive(wireRequest(request, token), { ...deps, host, filter, hidesCookies });
  if (!answer.ok) return answer;
  return succeed({
    answer: answer.value,
    credentialReplaced: filter.replaced,
    history: { ...before, tokens, cookieValues },
  });
}

/** RFC 6750 §2.1; the scheme is written `Bearer` whatever case the server used for the token type (RFC 6749 §5.1, R72). */
function wireRequest(request: AllowedRequest, token: AccessToken | null): FetchRequest {
  const headers: HeaderList =
    token === null ? request.headers : [...request.headers, ['authorization', `Bearer ${token.value}`]];
  return {
    method: request.method,
    url: request.url,
    headers,
    ...(request.cookies === true ? { cookies: true } : {}),
    ...bodyOf(request.body),
  };
}

function bodyOf(body: AllowedRequest['body']): Pick<FetchRequest, 'body' | 'upload'> {
  if (body === null) return {};
  return isBodyStream(body) ? { upload: body } : { body };
}

/** Characters. A shorter one, which no real server gives, would be found in innocent addresses. */
const shortestTokenToLookFor = 8;

function holdsToken(url: string, token: string): boolean {
  return url.includes(token) || url.includes(encodeURIComponent(token));
}

function unusable(token: AccessToken, request: AllowedRequest) {
  if (token.tokenType.toLowerCase() !== 'bearer' || !/^[\u0021-\u007e]+$/.test(token.value)) {
    return failure(
      'token-response-invalid',
      'The provider gave a sign-in that Latchkey cannot send.',
      token.tokenType.toLowerCase() === 'bearer'
        ? 'Its access token holds characters that do not fit into a request.'
        : 'Its access token is of a kind that Latchkey does not know.',
      'Nothing was sent. Tell whoever runs the provider.',
      { host: request.host },
    );
  }
  // R17: not even a token that a person pasted into the address goes out there.
  if (token.value.length >= shortestTokenToLookFor && holdsToken(request.url, token.value)) {
    return failure(
      'request-url-invalid',
      'The URL holds your access token.',
      'Addresses end up in logs and histories. Latchkey sends the token in a header.',
      'Remove it from the URL.',
      { field: 'URL', host: request.host },
    );
  }
  return null;
}

/** A 401 that a new token of the same kind does not answer: RFC 9470 §3 wants another sign-in. */
function asksForMore(answer: Received): boolean {
  return parseChallenges(answer.headers).some(
    ({ scheme, parameters }) =>
      ['bearer', 'dpop'].includes(scheme) && parameters.get('error') === 'insufficient_user_authentication',
  );
}

async function unlessCancelled<T>(
  work: Promise<Result<T>>,
  signal: AbortSignal,
  host: string,
): Promise<Result<T>> {
  if (signal.aborted) return fail(noAnswer('cancelled', host, 'api'));
  const { promise: cancelled, resolve } = deferred<Result<T>>();
  const leave = (): void => {
    resolve(fail(noAnswer('cancelled', host, 'api')));
  };
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let settle: ((value: T) => void) | null = null;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}

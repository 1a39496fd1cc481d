import type { Failure } from '../../shared/failure.ts';
import { isLoopbackHost } from '../../shared/loopback-host.ts';
import type { Hop } from '../../shared/request.ts';
import { credentialMark } from './credential-filter.ts';
import { failure } from '../failures/failure.ts';
import { placeOf, type AllowedRequest } from './policy.ts';
import type { Received } from './receive.ts';
import { isProtected, parseRequestUrl } from './request-url.ts';

/** Redirects that are followed for one request (Fetch standard §4.4 allows 20; ten lead nowhere else than twenty do). */
export const maximumHops = 10;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * What goes on to another origin. Nobody can tell from a name whether a header is a credential (`X-API-Key` is one), so it is
 * these that cannot be one, and nothing else.
 */
const harmless: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'pragma',
  'prefer',
  'range',
  'user-agent',
]);

/** Describes a body, and goes with it (Fetch standard, "request-body-header name"). */
const aboutTheBody: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
]);

type Answer = Pick<Received, 'status' | 'headers'>;

export type Redirection =
  /** The answer is the answer. */
  | { readonly kind: 'none' }
  | { readonly kind: 'follow'; readonly request: AllowedRequest; readonly hop: Hop }
  /** The redirect is the answer, and these are the words for it (`redirect-refused`). */
  | { readonly kind: 'refused'; readonly failure: Failure };

/**
 * Where an answer leads, and what may go there. Pure: it asks nobody. Methods as the Fetch standard has them (§4.4, "HTTP-redirect
 * fetch"): POST becomes GET on 301 and 302, everything but GET and HEAD on 303; else method and body stay.
 *
 * SECURITY: whatever can be a credential stays within the origin that it was meant for, and what was left behind once never
 * comes back on a later hop, whoever it leads to (R24; test/integration/broker/redirect-matrix.test.ts, test/integration/network/redirects.test.ts).
 * `earlier` are the requests before this one, of which each was redirected.
 */
export function judgeRedirect(
  request: AllowedRequest,
  answer: Answer,
  earlier: readonly AllowedRequest[],
): Redirection {
  const [location, ...others] = locationsOf(answer);
  if (location === undefined) return { kind: 'none' };
  const from = new URL(request.url);
  if (others.length > 0)
    return refused(problem(from, 'It names several addresses, and only one can be meant.'));
  const target = judgeTarget(location, from);
  if ('failure' in target) return refused(target.failure);
  const next = redirected(request, answer.status, target.url);
  const stop =
    lostTransport(next.request, from) ??
    lostSecret(next.request, from) ??
    endless(next.request, [...earlier, request]);
  if (stop !== null) return refused(stop);
  const { method, url } = request;
  const to = { method: next.request.method, url: next.request.url };
  return {
    kind: 'follow',
    request: next.request,
    hop: { status: answer.status, from: { method, url }, to, leftBehind: next.leftBehind },
  };
}

/** Several lines that say the same are one. Empty for an answer that leads nowhere (RFC 9110 §15.4). */
function locationsOf(answer: Answer): readonly string[] {
  if (!redirects.has(answer.status)) return [];
  const lines = answer.headers.filter(([name]) => name.toLowerCase() === 'location');
  return [...new Set(lines.map(([, value]) => value))];
}

function judgeTarget(location: string, from: URL): { url: URL } | { failure: Failure } {
  if (location.includes(credentialMark)) {
    return {
      failure: problem(
        from,
        'It leads to an address that holds your access token or a cookie, and addresses end up in logs and histories.',
      ),
    };
  }
  let url: URL;
  try {
    url = new URL(location, from);
  } catch {
    return { failure: problem(from, 'What it leads to is no address.') };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return {
      failure: problem(
        from,
        `It leads to a ${url.protocol} address. Latchkey asks web servers only: it reads no file and opens no program because a server says so.`,
      ),
    };
  }
  const judged = parseRequestUrl(url.href);
  if (!judged.ok) return { failure: problem(from, `${judged.failure.what} ${judged.failure.why}`) };
  if (isLoopbackHost(url.hostname) && !isLoopbackHost(from.hostname)) {
    return {
      failure: problem(
        from,
        'It leads into this computer, where other programs listen that no server elsewhere should reach through you.',
      ),
    };
  }
  return { url: judged.value };
}

function redirected(
  request: AllowedRequest,
  status: number,
  target: URL,
): { request: AllowedRequest; leftBehind: readonly string[] } {
  const { method } = request;
  const becomesGet =
    status === 303 ? method !== 'GET' && method !== 'HEAD' : status <= 302 && method === 'POST';
  const elsewhere = target.origin !== request.origin;
  const goesOn = (name: string): boolean => {
    const key = name.toLowerCase();
    return !(elsewhere && !harmless.has(key)) && !(becomesGet && aboutTheBody.has(key));
  };
  const losesSignIn = elsewhere && request.authorization.kind === 'token';
  const headersLost = elsewhere
    ? request.headers.map(([name]) => name).filter((name) => !harmless.has(name.toLowerCase()))
    : [];
  return {
    request: {
      ...placeOf(target),
      method: becomesGet ? 'GET' : method,
      headers: request.headers.filter(([name]) => goesOn(name)),
      body: becomesGet ? null : request.body,
      ...(request.secretBody === true ? { secretBody: true } : {}),
      ...(request.cookies === true && !elsewhere ? { cookies: true } : {}),
      authorization: elsewhere ? { kind: 'none' } : request.authorization,
    },
    leftBehind: [
      ...(losesSignIn ? ['Sign-in'] : []),
      ...new Set(headersLost),
      ...(becomesGet && request.body !== null ? ['Request body'] : []),
    ],
  };
}

/** A body that went over TLS does not go on in the clear. */
function lostTransport(next: AllowedRequest, from: URL): Failure | null {
  const target = new URL(next.url);
  if (next.body === null || from.protocol !== 'https:' || isProtected(target)) return null;
  return problem(
    from,
    `It leads to ${target.origin}, where anybody on the way could read the request body; it came here over https.`,
  );
}

/** A secret variable in the body stays with whom it was meant for, like one in a header. */
function lostSecret(next: AllowedRequest, from: URL): Failure | null {
  if (next.secretBody !== true || next.body === null || next.origin === from.origin) return null;
  return problem(
    from,
    `It leads to ${next.origin}, and the request body holds a secret variable, which is not handed on.`,
  );
}

function endless(next: AllowedRequest, asked: readonly AllowedRequest[]): Failure | null {
  const from = new URL(next.url);
  // With cookies the same address may be answered otherwise the next time; ten hops are the end of that, too.
  const again = asked.some(
    ({ method, url, authorization }) =>
      next.cookies !== true &&
      method === next.method &&
      url === next.url &&
      authorization.kind === next.authorization.kind,
  );
  if (again) {
    return failure(
      'redirect-refused',
      'The redirects lead in a circle.',
      `They come back to ${next.address}, which was asked already. A server that expects cookies does that: this connection keeps none, unless its settings say so.`,
      'What is shown is the last redirect. Tell whoever runs the server, or ask for the address that you mean.',
      { host: from.host },
    );
  }
  if (asked.length <= maximumHops) return null;
  return failure(
    'redirect-refused',
    'There are too many redirects.',
    `${String(maximumHops)} were followed, and the last answer leads on to ${next.address}.`,
    'What is shown is the last redirect. Tell whoever runs the server.',
    { host: from.host },
  );
}

function refused(reason: Failure): Redirection {
  return { kind: 'refused', failure: reason };
}

function problem(from: URL, why: string): Failure {
  return failure(
    'redirect-refused',
    `The redirect of ${from.host} was not followed.`,
    why,
    'What is shown is the redirect itself; its address is among the headers.',
    { host: from.host },
  );
}

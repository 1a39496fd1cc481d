import type { ApiOrigin } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { HeaderList, RequestDraft } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import type { BodyStream } from '../ports/fetch.ts';
import { allowedOrigin } from '../../shared/allowed-origin.ts';
import { encodeBody, noSupplies, withContentType, type BodySupplies } from './request-body.ts';
import { checkHeaders, isToken } from './request-headers.ts';
import { isProtected, parseRequestUrl } from './request-url.ts';

/** A request that passed the policy, without its credential. */
export interface AllowedRequest {
  readonly method: string;
  readonly url: string;
  readonly origin: string;
  /** Host and port, for words. */
  readonly host: string;
  /** The URL with its query left out, for the record: values there are the person's data. */
  readonly address: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | BodyStream | null;
  /** Whether the value of a secret variable stands in the body. */
  readonly secretBody?: true;
  /** Whether the cookies that the connection keeps go along, and those that come are kept. Absent: neither. */
  readonly cookies?: true;
  readonly authorization:
    { readonly kind: 'none' } | { readonly kind: 'token'; readonly resource: string | null };
}

/**
 * Decides whether a request may be sent, and whether it may carry the connection's access token. Pure: it asks nobody.
 *
 * SECURITY: a token goes only over TLS or within this computer, only to an origin that the connection names, itself or its level
 * (R24, RFC 9700 §4.10.2; test/unit/core/broker/policy.test.ts).
 * Fails with `request-url-invalid`, `request-url-insecure`, `request-method-invalid`, `request-header-invalid`,
 * `input-invalid` (the body), `not-found` (the file to send) or `origin-not-allowed`, whose `details.suggestion` is the origin to ask the person about.
 */
export function judgeRequest(
  draft: RequestDraft,
  apiOrigins: readonly ApiOrigin[],
  supplies: BodySupplies = noSupplies,
): Result<AllowedRequest> {
  const authorized = draft.authorization === 'on';

  const method = parseMethod(draft.method);
  if (!method.ok) return method;
  const url = parseRequestUrl(draft.url);
  if (!url.ok) return url;
  const headers = checkHeaders(draft.headers, authorized);
  if (!headers.ok) return headers;
  const body = encodeBody(draft, method.value, supplies);
  if (!body.ok) return body;

  const common = {
    ...placeOf(url.value),
    method: method.value,
    headers: withAccept(withContentType(headers.value, body.value)),
    body: body.value?.content ?? null,
  };
  if (!authorized) return succeed({ ...common, authorization: { kind: 'none' } });

  const destination = judgeDestination(url.value, apiOrigins);
  if (!destination.ok) return destination;
  return succeed({
    ...common,
    authorization: { kind: 'token', resource: destination.value.resource ?? null },
  });
}

/**
 * The same request with the cookies that a connection keeps, where it goes to an origin that the connection names. A cookie can
 * be a sign-in of its own: it obeys the rule for tokens, whether or not the request carries one.
 */
export function withCookies(request: AllowedRequest, apiOrigins: readonly ApiOrigin[]): AllowedRequest {
  const url = new URL(request.url);
  return isProtected(url) && allowedOrigin(url, apiOrigins) !== null
    ? { ...request, cookies: true }
    : request;
}

/** A URL in the forms that are needed of it. */
export function placeOf(url: URL): Pick<AllowedRequest, 'url' | 'origin' | 'host' | 'address'> {
  const { href, origin, host, pathname, search } = url;
  return { url: href, origin, host, address: `${origin}${pathname}${search === '' ? '' : '?…'}` };
}

function judgeDestination(url: URL, apiOrigins: readonly ApiOrigin[]): Result<ApiOrigin> {
  if (!isProtected(url)) {
    return fail(
      failure(
        'request-url-insecure',
        `Your sign-in is not sent to ${url.origin}.`,
        'The address is http: anybody on the way could read the sign-in and use it.',
        'Use https, or send the request without sign-in.',
        { field: 'URL', host: url.host },
      ),
    );
  }
  // R17, RFC 6750 §2.3 and §2: a token belongs into the header only, and a request carries one.
  if (
    url.search !== '' &&
    [...url.searchParams.keys()].some((name) => name.toLowerCase() === 'access_token')
  ) {
    return fail(
      failure(
        'request-url-invalid',
        'The URL holds an access_token parameter.',
        'Addresses end up in logs and histories, so no token may stand there; Latchkey sends yours in a header.',
        'Remove the parameter.',
        { field: 'URL', host: url.host },
      ),
    );
  }
  const allowed = allowedOrigin(url, apiOrigins);
  if (allowed === null) {
    return fail(
      failure(
        'origin-not-allowed',
        `This connection does not send your sign-in to ${url.origin} yet.`,
        'Your sign-in goes only to the API origins that you allowed.',
        'Allow this one for the connection, or send the request without sign-in.',
        { field: 'URL', host: url.host, suggestion: url.origin },
      ),
    );
  }
  return succeed(allowed);
}

/** Methods are upper case, as Chromium sends them. CONNECT, TRACE and TRACK are refused (Fetch standard §2.2.1). */
function parseMethod(text: string): Result<string> {
  const method = text.trim().toUpperCase();
  if (!isToken(method) || method.length > 32) {
    return fail(
      methodProblem('That is no request method.', 'A method is one word of letters, such as GET or POST.'),
    );
  }
  if (method === 'CONNECT' || method === 'TRACE' || method === 'TRACK') {
    return fail(
      methodProblem(
        `${method} requests are not sent.`,
        method === 'CONNECT'
          ? 'It opens a tunnel and asks for nothing.'
          : 'It makes a server repeat what it was sent, the sign-in included.',
      ),
    );
  }
  return succeed(method);
}

function methodProblem(what: string, why: string): Failure {
  return failure('request-method-invalid', what, why, 'Choose another method.', { field: 'Method' });
}

function withAccept(headers: HeaderList): HeaderList {
  return headers.some(([name]) => name.toLowerCase() === 'accept')
    ? headers
    : [...headers, ['accept', '*/*']];
}

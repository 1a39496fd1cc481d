import type { ManualEndpoints } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { exchangeOnce, header } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { failure, hostOf } from './failures.ts';
import { checkEndpoint, parseIssuer } from './issuer.ts';
import { parseJsonObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { judgeMetadata } from './metadata.ts';
import type { EndpointName } from './metadata.ts';
import type { ServerMetadata } from './types.ts';
import { parseUrl } from './url.ts';

/** Real documents have 2 to 10 kB. */
const limits = { maxBytes: 512_000, timeoutMilliseconds: 15_000 };

const wellKnown = '/.well-known/openid-configuration';

type Endpoints = Omit<ManualEndpoints, 'tag'>;

type Fetched =
  | { readonly kind: 'document'; readonly document: JsonObject }
  /** The server answered, but not with metadata: another location may have it. */
  | { readonly kind: 'elsewhere'; readonly failure: Failure }
  /** No other location would do better. */
  | { readonly kind: 'stop'; readonly failure: Failure };

/**
 * Reads the metadata of an authorization server at its own location (R77): OpenID Connect Discovery §4, then RFC 8414
 * §3.1 with the suffix before the issuer's path, then OpenID Connect's with a slash at the end, which some servers insist on.
 * Fails with a code of reaching a server, `metadata-not-found`, `metadata-redirected` (with `suggestion` where the
 * redirect names another issuer of the same origin), or as `judgeMetadata` does.
 */
export async function discover(issuer: string, deps: ExchangeDeps): Promise<Result<ServerMetadata>> {
  const checked = parseIssuer(issuer);
  return checked.ok ? discoverWith(checked.value, {}, 'issuer', deps) : checked;
}

/**
 * Metadata of a *manual* connection (R87): a discovery address of its own, endpoints by hand, or both; what is given
 * by hand wins. Without a discovery address and with both necessary endpoints nothing is fetched.
 * Fails as `discover` does.
 */
export async function manualMetadata(
  issuer: string,
  endpoints: ManualEndpoints,
  deps: ExchangeDeps,
): Promise<Result<ServerMetadata>> {
  const checked = parseIssuer(issuer);
  if (!checked.ok) return checked;
  const own = checked.value;
  const byHand = handEndpoints(endpoints);
  if (endpoints.discoveryUrl !== undefined) {
    const address = checkEndpoint(endpoints.discoveryUrl, 'discovery address');
    if (!address.ok) return address;
    const sameOrigin = parseUrl(address.value)?.origin === parseUrl(own)?.origin;
    const source = sameOrigin && Object.keys(byHand).length === 0 ? 'issuer' : 'manual';
    const fetched = await fetchDocument(address.value, own, deps);
    return fetched.kind === 'document'
      ? judgeMetadata(fetched.document, own, byHand, source)
      : fail(fetched.failure);
  }
  return metadataByHand(own, endpoints) ?? discoverWith(own, byHand, 'manual', deps);
}

/**
 * Metadata of a manual connection for which nobody has to be asked: both necessary endpoints are by hand. Null where one is
 * not, or a discovery address is given. Fails as `judgeMetadata` does.
 */
export function metadataByHand(issuer: string, endpoints: Endpoints): Result<ServerMetadata> | null {
  const byHand = handEndpoints(endpoints);
  const whole = byHand.authorization_endpoint !== undefined && byHand.token_endpoint !== undefined;
  return whole && endpoints.discoveryUrl === undefined
    ? judgeMetadata({ issuer }, issuer, byHand, 'manual')
    : null;
}

async function discoverWith(
  issuer: string,
  byHand: Partial<Record<EndpointName, string>>,
  source: ServerMetadata['source'],
  deps: ExchangeDeps,
): Promise<Result<ServerMetadata>> {
  let best: Failure | null = null;
  for (const location of metadataLocations(issuer)) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other on purpose: the next is asked only when this one had nothing
    const fetched = await fetchDocument(location, issuer, deps);
    if (fetched.kind === 'document') return judgeMetadata(fetched.document, issuer, byHand, source);
    if (fetched.kind === 'stop') return fail(fetched.failure);
    if (best === null || best.code === 'metadata-not-found') best = fetched.failure;
  }
  return fail(best ?? notFound(issuer, null));
}

/** Where metadata may be, best first. */
function metadataLocations(issuer: string): readonly string[] {
  const base = issuer.replace(/\/$/, '');
  const [, origin = base, path = ''] = /^([a-z]+:\/\/[^/]+)(.*)$/i.exec(base) ?? [];
  return [
    `${base}${wellKnown}`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${base}${wellKnown}/`,
  ];
}

async function fetchDocument(url: string, issuer: string, deps: ExchangeDeps): Promise<Fetched> {
  const answer = await exchangeOnce(
    { method: 'GET', url, headers: [['accept', 'application/json']] },
    limits,
    deps,
  );
  if (!answer.ok) return { kind: 'stop', failure: answer.failure };
  const { status } = answer.value;
  if (status >= 300 && status <= 399) {
    return { kind: 'elsewhere', failure: redirected(url, issuer, answer.value) };
  }
  if (status !== 200) {
    return {
      kind: 'elsewhere',
      failure: status >= 500 || status === 429 ? unavailable(issuer, status) : notFound(issuer, status),
    };
  }
  const html = /^\s*(text\/html|application\/xhtml)/i.test(
    header(answer.value.headers, 'content-type') ?? '',
  );
  const document = html ? null : parseJsonObject(answer.value.bytes);
  // A JSON object that names no issuer is some other answer, for example of a single-page app's catch-all.
  return document === null || !('issuer' in document)
    ? { kind: 'elsewhere', failure: notMetadata(issuer, html) }
    : { kind: 'document', document };
}

function handEndpoints(endpoints: Endpoints): Partial<Record<EndpointName, string>> {
  const given: [EndpointName, string | undefined][] = [
    ['authorization_endpoint', endpoints.authorizationEndpoint],
    ['token_endpoint', endpoints.tokenEndpoint],
    ['jwks_uri', endpoints.jwksUri],
    ['revocation_endpoint', endpoints.revocationEndpoint],
    ['end_session_endpoint', endpoints.endSessionEndpoint],
    ['userinfo_endpoint', endpoints.userinfoEndpoint],
    ['device_authorization_endpoint', endpoints.deviceAuthorizationEndpoint],
  ];
  return Object.fromEntries(given.filter(([, url]) => url !== undefined && url !== ''));
}

function redirected(url: string, issuer: string, answer: Answer): Failure {
  const location = header(answer.headers, 'location');
  const target = location === null ? null : parseUrl(location, url);
  const host = hostOf(issuer);
  const details = { host, httpStatus: answer.status };
  if (target === null || target.origin !== parseUrl(issuer)?.origin) {
    return failure(
      'metadata-redirected',
      'The provider sent the app to another address.',
      target === null
        ? 'It did not say to which one.'
        : `It points to ${target.host}. Its description has to come from its own address, or anybody could take its place.`,
      'Enter the issuer of the system that it points to, if that is the one you want.',
      details,
    );
  }
  const named = target.href.replace(/[?#].*$/, '').replace(/\/\.well-known\/openid-configuration\/?$/, '');
  const adopted = parseIssuer(named);
  const suggestion =
    named !== target.href && adopted.ok && named !== issuer.replace(/\/$/, '') ? named : null;
  return failure(
    'metadata-redirected',
    'The provider sent the app to another address of its own.',
    suggestion === null ? `It points to ${target.pathname}.` : `It seems to be called ${suggestion}.`,
    suggestion === null
      ? 'Check the issuer in your provider’s settings.'
      : 'If that name is right, use it. If it surprises you, check the address first.',
    { ...details, suggestion },
  );
}

function notFound(issuer: string, status: number | null): Failure {
  return failure(
    'metadata-not-found',
    `${hostOf(issuer)} does not describe itself as a sign-in provider.`,
    status === null
      ? 'Nothing was found where such a description has to be.'
      : `Where such a description has to be, it answered with status ${String(status)}.`,
    'Check the issuer, its path included. If it is right, ask whoever runs the provider.',
    { host: hostOf(issuer), httpStatus: status },
  );
}

function notMetadata(issuer: string, html: boolean): Failure {
  return failure(
    'metadata-not-found',
    `${hostOf(issuer)} does not describe itself as a sign-in provider.`,
    html
      ? 'Where such a description has to be, it answered with a web page. A sign-in page of the network, as in a hotel, does this too.'
      : 'Where such a description has to be, it answered with something else.',
    'Check the issuer, its path included, and that the internet connection needs no sign-in of its own.',
    { host: hostOf(issuer), httpStatus: 200 },
  );
}

function unavailable(issuer: string, status: number): Failure {
  return failure(
    'provider-unavailable',
    status === 429
      ? `${hostOf(issuer)} asks to slow down.`
      : `${hostOf(issuer)} is not working at the moment.`,
    `It answered with status ${String(status)}.`,
    'Try again in a few minutes. If it stays so, tell whoever runs the provider.',
    { host: hostOf(issuer), httpStatus: status },
  );
}

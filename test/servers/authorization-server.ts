import { createHash, randomBytes } from 'node:crypto';
import { json, startHttpServer, text } from './http-server.ts';
import type { HttpServer, Script, SeenRequest } from './http-server.ts';
import { present, unchanged } from './levers.ts';
import type { IdTokenMaker, Levers, Rewriter } from './levers.ts';
import { createSigningKey } from './signing-keys.ts';
import type { SigningKey } from './signing-keys.ts';

/**
 * A small authorization server that keeps the rules, and whose every answer a test can replace: metadata, keys, token,
 * UserInfo, revocation, and where the browser is sent. It refuses token calls with an `Origin`, as Okta and Entra do,
 * and codes without their PKCE verifier.
 */
export interface AuthorizationServer extends Levers {
  readonly issuer: string;
  readonly origin: string;
  readonly clientId: string;
  readonly requests: SeenRequest[];
  requestsTo(path: string): readonly SeenRequest[];
  /** Answers a path with something else; null: again as the rules say. */
  script(path: string, script: Script | null): void;
  /** Sends what the rules have a path answer with in another way; null: again as the rules say. */
  rewrite(path: string, rewriter: Rewriter | null): void;
  /** Takes every change back: the rules are kept again. Grants and keys stay. */
  reset(): void;
  /**
   * What the browser would do: signs a person in and gives the callback that it is redirected to. A real browser gets the
   * same from the authorization endpoint.
   */
  authorize(authorizationUrl: string, changes?: Readonly<Record<string, string>>): string;
  /** Refresh tokens that work. */
  readonly refreshTokens: ReadonlySet<string>;
  /** Has a token work no longer, whatever asks for that; what it was. */
  withdraw(token: string): 'refresh token' | 'access token' | null;
  stop(): Promise<void>;
}

export interface AuthorizationServerOptions {
  /** Path of the issuer, for example `/realms/acme`, or `/`. */
  readonly path?: string;
  readonly algorithm?: string;
  readonly port?: number;
  /** Instead of a new key. */
  readonly keys?: readonly SigningKey[];
  /** The authorization endpoint shows a page with a link, as for a person, instead of redirecting at once. */
  readonly link?: string;
  /** Milliseconds since the epoch: the server's own clock, which its `Date` and its ID tokens show. */
  readonly now?: () => number;
}

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly scope: string;
}

interface Answered {
  readonly status: number;
  readonly value: unknown;
  readonly location?: string;
}

export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const scripts = new Map<string, Script>();
  const rewriters = new Map<string, Rewriter>();
  const codes = new Map<string, Code>();
  const grants = new Map<string, Code>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Set<string>();
  const clientId = 'latchkey-test';
  const path = options.path ?? '';
  const now = options.now ?? Date.now;
  const levers: Levers = {
    ...unchanged(),
    keys: options.keys ?? [await createSigningKey(options.algorithm ?? 'RS256')],
  };

  const server: HttpServer = await startHttpServer(async (request, response) => {
    response.setHeader('date', new Date(now()).toUTCString());
    const scripted = scripts.get(request.path);
    if (scripted !== undefined) return scripted(request, response);
    const answered = await answerTo({ ...request, path: beforeItMoved(request.path, levers.moved) });
    if (answered === null) return text(response, 404, '');
    const { status, value, location } = answered;
    const rewriter = rewriters.get(request.path);
    if (rewriter !== undefined) return rewriter(value === null ? '' : JSON.stringify(value), response);
    if (location !== undefined && request.path === '/authorize' && options.link !== undefined) {
      return text(response, 200, linkPage(options.link, location));
    }
    if (location !== undefined) return text(response, status, '', { location });
    return value === null ? text(response, status, '') : json(response, status, value);
  }, options.port);
  const issuer = `${server.origin}${path}`;

  async function answerTo(request: SeenRequest): Promise<Answered | null> {
    switch (request.path) {
      case `${path.replace(/\/$/, '')}/.well-known/openid-configuration`:
        return { status: 200, value: metadata() };
      case '/jwks':
        return { status: 200, value: { keys: levers.keys.map(({ jwk }) => jwk) } };
      case '/authorize': {
        const callback = authorize(`${server.origin}/authorize?${request.query.toString()}`);
        return { status: 302, value: null, location: levers.callback?.(callback) ?? callback };
      }
      case '/token':
        return token(request);
      case '/userinfo':
        return userInfo(request);
      case '/revoke':
        withdraw(request.form.get('token') ?? '');
        return { status: 200, value: null };
      case '/logout':
        return loggedOut(request);
      default:
        return null;
    }
  }

  function metadata(): Record<string, unknown> {
    return {
      issuer,
      authorization_endpoint: `${server.origin}/authorize`,
      token_endpoint: `${server.origin}/token`,
      jwks_uri: `${server.origin}/jwks`,
      revocation_endpoint: `${server.origin}/revoke`,
      end_session_endpoint: `${server.origin}/logout`,
      userinfo_endpoint: `${server.origin}/userinfo`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: levers.keys.map(({ algorithm }) => algorithm),
      authorization_response_iss_parameter_supported: true,
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      ...levers.metadata,
    };
  }

  async function token(request: SeenRequest): Promise<Answered> {
    if (request.headers['origin'] !== undefined) return refusal(401, 'invalid_request', 'Origin was sent');
    if (request.headers['authorization'] !== undefined || request.form.has('client_secret')) {
      return refusal(401, 'invalid_client', 'a public client sends no secret');
    }
    if (request.form.get('client_id') !== clientId) return refusal(401, 'invalid_client', 'unknown client');
    const grantType = request.form.get('grant_type');
    if (grantType === 'authorization_code') {
      const code = request.form.get('code') ?? '';
      const known = codes.get(code);
      codes.delete(code);
      const verifier = request.form.get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (known === undefined) return refusal(400, 'invalid_grant', 'unknown code');
      if (known.redirectUri !== request.form.get('redirect_uri') || known.challenge !== challenge) {
        return refusal(400, 'invalid_grant', 'another redirect URI or verifier');
      }
      return { status: 200, value: await tokens(known, known.nonce) };
    }
    if (grantType === 'refresh_token') {
      const old = request.form.get('refresh_token') ?? '';
      const known = refreshTokens.has(old) ? grants.get(old) : undefined;
      if (levers.rotates) refreshTokens.delete(old);
      if (known === undefined) return refusal(400, 'invalid_grant', 'unknown refresh token');
      return { status: 200, value: await tokens(known, null) };
    }
    return refusal(400, 'unsupported_grant_type', grantType ?? '');
  }

  async function tokens(code: Code, nonce: string | null): Promise<Record<string, unknown>> {
    const refreshToken = `rt-${secret()}`;
    grants.set(refreshToken, code);
    refreshTokens.add(refreshToken);
    const accessToken = (await levers.makeAccessToken?.()) ?? `at-${secret()}`;
    accessTokens.add(accessToken);
    const openid = code.scope.split(' ').includes('openid');
    const seconds = Math.floor(now() / 1000);
    const claims = present({
      iss: issuer,
      sub: 'ada',
      aud: clientId,
      exp: seconds + 300,
      iat: seconds,
      ...(nonce === null ? {} : { nonce }),
      email: 'ada@example.test',
      ...levers.claims,
    });
    const [signer] = levers.keys;
    const make: IdTokenMaker = levers.makeIdToken ?? ((of, made) => made.signer.sign(of));
    return present({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 60,
      refresh_token: refreshToken,
      scope: code.scope,
      ...(openid && signer !== undefined ? { id_token: await make(claims, { signer, accessToken }) } : {}),
      ...levers.tokenAnswer,
    });
  }

  function userInfo(request: SeenRequest): Answered {
    const sent = String(request.headers['authorization'] ?? '').replace(/^Bearer /, '');
    if (!accessTokens.has(sent)) return refusal(401, 'invalid_token', 'unknown access token');
    return { status: 200, value: present({ sub: 'ada', email: 'ada@example.test', ...levers.userInfo }) };
  }

  function withdraw(given: string) {
    if (refreshTokens.delete(given)) return 'refresh token';
    return accessTokens.delete(given) ? 'access token' : null;
  }

  function authorize(authorizationUrl: string, changes: Readonly<Record<string, string>> = {}): string {
    const asked = new URL(authorizationUrl).searchParams;
    const redirectUri = asked.get('redirect_uri') ?? '';
    const code = `code-${secret()}`;
    codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
      nonce: asked.get('nonce'),
      scope: asked.get('scope') ?? '',
    });
    const query = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer, ...changes });
    return `${redirectUri}?${query.toString()}`;
  }

  return Object.assign(levers, {
    issuer,
    origin: server.origin,
    clientId,
    requests: server.requests,
    requestsTo: (at: string) => server.requestsTo(at),
    script: (at: string, script: Script | null) => set(scripts, at, script),
    rewrite: (at: string, rewriter: Rewriter | null) => set(rewriters, at, rewriter),
    reset() {
      scripts.clear();
      rewriters.clear();
      Object.assign(levers, unchanged());
    },
    authorize,
    refreshTokens,
    withdraw,
    stop: async () => server.stop(),
  });
}

function linkPage(name: string, address: string): string {
  const href = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><title>${name}</title><p><a href="${href}">${name}</a></p>`;
}

/** The path by which the rules know what is asked for. */
function beforeItMoved(path: string, moved: Levers['moved']): string {
  if (path in moved) return 'nowhere';
  return Object.keys(moved).find((from) => moved[from] === path) ?? path;
}

function loggedOut(request: SeenRequest) {
  const back = request.query.get('post_logout_redirect_uri');
  if (back === null) return { status: 200, value: 'Signed out.' };
  const state = request.query.get('state');
  return {
    status: 302,
    value: null,
    location: state === null ? back : `${back}?${new URLSearchParams({ state }).toString()}`,
  };
}

function refusal(status: number, error: string, description: string) {
  return { status, value: { error, error_description: description } };
}

function set<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function secret(): string {
  return randomBytes(16).toString('base64url');
}

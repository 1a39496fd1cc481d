import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { json, startHttpServer } from './http-server.ts';
import type { HttpServer, Script, SeenRequest } from './http-server.ts';
import { createSigningKey } from './signing-keys.ts';
import type { SigningKey } from './signing-keys.ts';

/**
 * A small authorization server that keeps the rules, and whose every answer a test can replace: metadata, keys, token,
 * revocation. It refuses token calls with an `Origin`, as Okta and Entra do, and codes without their PKCE verifier.
 */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly origin: string;
  readonly clientId: string;
  readonly requests: SeenRequest[];
  requestsTo(path: string): readonly SeenRequest[];
  /** Changes the metadata; a member that is undefined is left out. */
  metadata: Record<string, unknown>;
  /** Published at `jwks_uri`; the first one signs. */
  keys: SigningKey[];
  /** Changes the claims of ID tokens; a member that is undefined is left out. */
  claims: Record<string, unknown>;
  /** Changes the members of token answers; a member that is undefined is left out. */
  tokenAnswer: Record<string, unknown>;
  /** Answers a path with something else; null: again as the rules say. */
  script(path: string, script: Script | null): void;
  /** What the browser would do: signs a person in and gives the callback that it is redirected to. */
  authorize(authorizationUrl: string, changes?: Readonly<Record<string, string>>): string;
  /** Refresh tokens that work. */
  readonly refreshTokens: ReadonlySet<string>;
  stop(): Promise<void>;
}

export interface AuthorizationServerOptions {
  /** Path of the issuer, for example `/realms/acme`. */
  readonly path?: string;
  readonly algorithm?: string;
  readonly port?: number;
}

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly scope: string;
}

export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const scripts = new Map<string, Script>();
  const codes = new Map<string, Code>();
  const grants = new Map<string, Code>();
  const clientId = 'latchkey-test';
  const path = options.path ?? '';
  const keys = [await createSigningKey(options.algorithm ?? 'RS256')];
  const state: { metadata: Record<string, unknown>; keys: SigningKey[] } & Pick<
    AuthorizationServer,
    'claims' | 'tokenAnswer'
  > = { metadata: {}, keys, claims: {}, tokenAnswer: {} };

  const server: HttpServer = await startHttpServer(async (request, response) => {
    const scripted = scripts.get(request.path);
    if (scripted !== undefined) return scripted(request, response);
    if (request.path === `${path}/.well-known/openid-configuration`) return json(response, 200, metadata());
    if (request.path === '/jwks') return json(response, 200, { keys: state.keys.map(({ jwk }) => jwk) });
    if (request.path === '/token') return token(request, response);
    if (request.path === '/revoke') return revoke(request, response);
    return json(response, 404, { error: 'not_found' });
  }, options.port);
  const issuer = `${server.origin}${path}`;

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
      id_token_signing_alg_values_supported: state.keys.map(({ algorithm }) => algorithm),
      authorization_response_iss_parameter_supported: true,
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      ...state.metadata,
    };
  }

  async function token(request: SeenRequest, response: ServerResponse): Promise<void> {
    if (request.headers['origin'] !== undefined)
      return refuse(response, 401, 'invalid_request', 'Origin was sent');
    if (request.headers['authorization'] !== undefined || request.form.has('client_secret')) {
      return refuse(response, 401, 'invalid_client', 'a public client sends no secret');
    }
    if (request.form.get('client_id') !== clientId)
      return refuse(response, 401, 'invalid_client', 'unknown client');
    const grantType = request.form.get('grant_type');
    if (grantType === 'authorization_code') {
      const code = request.form.get('code') ?? '';
      const known = codes.get(code);
      codes.delete(code);
      const verifier = request.form.get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (known === undefined) return refuse(response, 400, 'invalid_grant', 'unknown code');
      if (known.redirectUri !== request.form.get('redirect_uri') || known.challenge !== challenge) {
        return refuse(response, 400, 'invalid_grant', 'another redirect URI or verifier');
      }
      return json(response, 200, await answer(known, known.nonce));
    }
    if (grantType === 'refresh_token') {
      const old = request.form.get('refresh_token') ?? '';
      const known = grants.get(old);
      grants.delete(old);
      if (known === undefined) return refuse(response, 400, 'invalid_grant', 'unknown refresh token');
      return json(response, 200, await answer(known, null));
    }
    return refuse(response, 400, 'unsupported_grant_type', grantType ?? '');
  }

  async function answer(code: Code, nonce: string | null): Promise<Record<string, unknown>> {
    const refreshToken = `rt-${secret()}`;
    grants.set(refreshToken, code);
    const openid = code.scope.split(' ').includes('openid');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      sub: 'ada',
      aud: clientId,
      exp: now + 300,
      iat: now,
      ...(nonce === null ? {} : { nonce }),
      email: 'ada@example.test',
      ...state.claims,
    };
    const signer = state.keys[0];
    return present({
      access_token: `at-${secret()}`,
      token_type: 'Bearer',
      expires_in: 60,
      refresh_token: refreshToken,
      scope: code.scope,
      ...(openid && signer !== undefined ? { id_token: await signer.sign(present(claims)) } : {}),
      ...state.tokenAnswer,
    });
  }

  function revoke(request: SeenRequest, response: ServerResponse): void {
    grants.delete(request.form.get('token') ?? '');
    response.writeHead(200);
    response.end();
  }

  return {
    issuer,
    origin: server.origin,
    clientId,
    requests: server.requests,
    requestsTo: (at) => server.requestsTo(at),
    get metadata() {
      return state.metadata;
    },
    set metadata(value) {
      state.metadata = value;
    },
    get keys() {
      return state.keys;
    },
    set keys(value) {
      state.keys = value;
    },
    get claims() {
      return state.claims;
    },
    set claims(value) {
      state.claims = value;
    },
    get tokenAnswer() {
      return state.tokenAnswer;
    },
    set tokenAnswer(value) {
      state.tokenAnswer = value;
    },
    script(at, script) {
      if (script === null) scripts.delete(at);
      else scripts.set(at, script);
    },
    authorize(authorizationUrl, changes = {}) {
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
    },
    get refreshTokens() {
      return new Set(grants.keys());
    },
    stop: () => server.stop(),
  };
}

function refuse(response: ServerResponse, status: number, error: string, description: string): void {
  json(response, status, { error, error_description: description });
}

function present(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function secret(): string {
  return randomBytes(16).toString('base64url');
}

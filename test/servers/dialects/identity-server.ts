import { randomUUID } from 'node:crypto';
import type { AuthorizationServer } from '../authorization-server.ts';
import { json, text } from '../http-server.ts';
import type { Script } from '../http-server.ts';
import { answerTokens, granted, knows, loginForm, redirect, refused, startAt } from './dialect.ts';
import type { Dialect, Registration } from './dialect.ts';
import { escapeHtml, page } from './pages.ts';

/*
 * Speaks as IdentityServer4 does; it is not IdentityServer4. What it imitates, with the evidence for each:
 * - the addresses below `/connect`, and keys at `/.well-known/openid-configuration/jwks` (documented);
 * - the issuer in lower case, without a slash at the end, whatever case it was asked in (documented);
 * - no `none` among the authentication methods of its metadata, and no `iss` in its answers (documented);
 * - access tokens that are JWTs of the type `at+jwt`, with `scope` as an array (documented);
 * - ID tokens that live for five minutes (documented);
 * - refresh tokens that work once; a spent one is `invalid_grant` without a description (documented; the missing words: unchecked);
 * - `Invalid redirect_uri` and `code challenge required` (documented), on a page of its own that begins
 *   “Sorry, there was an error” (unchecked), as for an unknown client and a scope that is not allowed;
 * - the sign-in at `/Account/Login?ReturnUrl=` (documented);
 * - a sign-out that asks without `id_token_hint`, and ends on a page with a link, not with a redirect (unchecked).
 * With `names`, as its successor Duende IdentityServer, which it is not either, has the same and says so besides: `iss` in its
 * answers, and in its metadata that it does (documented).
 */

const addresses = {
  authorize: '/connect/authorize',
  token: '/connect/token',
  jwks: '/.well-known/openid-configuration/jwks',
  userinfo: '/connect/userinfo',
  revoke: '/connect/revocation',
  logout: '/connect/endsession',
} as const;

const scopes = ['openid', 'profile', 'email', 'api1', 'offline_access'];

/**
 * @param path of the issuer, in lower case.
 * @param names whether its answers name it (RFC 9207).
 */
export async function startIdentityServer({
  path = '',
  names = false,
}: { path?: string; names?: boolean } = {}): Promise<Dialect> {
  const server = await startAt(addresses, { path });
  const dialect: Dialect = {
    issuer: server.issuer,
    server,
    registration: { redirectUris: [], afterSignOut: [] },
    stop: async () => server.stop(),
  };
  server.metadata = {
    ...server.metadata,
    ...(names ? { authorization_response_iss_parameter_supported: true } : {}),
    check_session_iframe: `${server.origin}/connect/checksession`,
    introspection_endpoint: `${server.origin}/connect/introspect`,
    device_authorization_endpoint: `${server.origin}/connect/deviceauthorization`,
    scopes_supported: scopes,
    response_modes_supported: ['form_post', 'query', 'fragment'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token', 'implicit'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['plain', 'S256'],
  };
  const named = names ? `&${new URLSearchParams({ iss: server.issuer }).toString()}` : '';
  const [signer] = server.keys;
  const access = { iss: server.issuer, client_id: server.clientId, sub: 'ada', scope: ['openid', 'api1'] };
  server.tokenAnswer = { expires_in: 3600 };
  server.makeAccessToken = async () =>
    (await signer?.sign({ ...access, jti: randomUUID() }, { typ: 'at+jwt' })) ?? '';

  server.script(addresses.authorize, ({ query }, response) => {
    const wrong = problemOf(query, server.clientId, dialect.registration);
    const back = `/connect/authorize/callback?${query.toString()}`;
    if (wrong === null)
      redirect(response, `/Account/Login?${new URLSearchParams({ ReturnUrl: back }).toString()}`);
    else redirect(response, `/home/error?${new URLSearchParams({ errorId: wrong }).toString()}`);
  });
  server.script('/home/error', ({ query }, response) => {
    const [error = '', description = ''] = (query.get('errorId') ?? '').split(': ', 2);
    const words = `Sorry, there was an error : <em>${error}</em> <div>${escapeHtml(description)}</div>`;
    text(response, 400, page('Error', words));
  });
  server.script('/Account/Login', (seen, response) => {
    if (seen.method === 'GET') {
      const [, request = ''] = (seen.query.get('ReturnUrl') ?? '').split('?', 2);
      const cancel = '<button name="button" value="cancel" form="login">Cancel</button>';
      const form = loginForm('/Account/Login', request, { user: 'Username', button: 'Login' });
      text(response, 200, page('Login', form.replace('<form', '<form id="login"') + cancel));
      return;
    }
    const request = seen.form.get('request') ?? '';
    if (seen.form.get('button') !== 'login') redirect(response, refused(request, 'access_denied'));
    else if (knows(seen, 'Username')) redirect(response, `${granted(server, request)}${named}`);
    else text(response, 200, page('Login', 'Invalid username or password'));
  });
  server.script(addresses.logout, (seen, response) => loggedOut(dialect.registration)(seen, response));
  answerTokens(server, addresses.token, (answer) => ({
    value: 'error' in answer ? { error: answer['error'] } : answer,
  }));
  if (path !== '') anyCase(server, path);
  return dialect;
}

/** It is asked in any case, and answers in its own. */
function anyCase(server: AuthorizationServer, path: string): void {
  server.script(`${path.toUpperCase()}/.well-known/openid-configuration`, async (_seen, response) => {
    const answer = await fetch(`${server.issuer}/.well-known/openid-configuration`);
    json(response, 200, await answer.json());
  });
}

/** What stays on a page of the server: code and description; null where the person may sign in. */
function problemOf(asked: URLSearchParams, clientId: string, { redirectUris }: Registration): string | null {
  if (asked.get('client_id') !== clientId) return 'unauthorized_client: Unknown client or client not enabled';
  if (!redirectUris.includes(asked.get('redirect_uri') ?? ''))
    return 'unauthorized_client: Invalid redirect_uri';
  if (asked.get('code_challenge') === null) return 'invalid_request: code challenge required';
  const wanted = (asked.get('scope') ?? '').split(' ');
  return wanted.every((scope) => scopes.includes(scope)) ? null : 'invalid_scope: Invalid scope';
}

/** Where the person is led back only by a link of the page, and only where it is known who is to be signed out. */
function loggedOut(registration: Registration): Script {
  return ({ query }, response) => {
    const back = query.get('post_logout_redirect_uri') ?? '';
    if (query.get('id_token_hint') === null) {
      text(response, 200, page('Logout', '<form method="post"><button>Yes</button></form>'));
      return;
    }
    const state = query.get('state');
    const address = state === null ? back : `${back}?${new URLSearchParams({ state }).toString()}`;
    const link = `Click <a class="PostLogoutRedirectUri" href="${escapeHtml(address)}">here</a> to return.`;
    const known = registration.afterSignOut.includes(back);
    text(response, 200, page('Logout', `You are now logged out. ${known ? link : ''}`));
  };
}

import { startHttpServer, json, text } from '../http-server.ts';
import type { HttpServer } from '../http-server.ts';
import { answerTokens, granted, knows, loginForm, redirect, refused, startAt } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { page } from './pages.ts';

/*
 * Speaks as Amazon Cognito does; it is not Amazon Cognito. What it imitates, with the evidence for each:
 * - metadata at the pool, everything else at the domain of the pool, which is another host (published);
 * - metadata without PKCE methods, grant types and `none`, and without an end-session address in older documents (published;
 *   the newer members: reported and published);
 * - a refresh token without being asked; `offline_access`, and a scope that is not listed, come back as `invalid_scope` (published);
 * - a renewal without a refresh token (documented: rotation is off), whose ID token has another `auth_time` (reported);
 * - `/logout` with `client_id` and `logout_uri`, without `state` on the way back; asked in the words of OpenID Connect it
 *   shows “Required String parameter 'redirect_uri' is not present” (reported);
 * - revocation of refresh tokens alone: an access token is 400 `unsupported_token_type` (published);
 * - a redirect address that is not listed ends at `/error?error=redirect_mismatch` (unchecked);
 * - `unauthorized_client` where the code grant is not switched on (unchecked);
 * - ID tokens with `token_use` and `cognito:username` (tried with cognito-local, which is not Cognito either).
 */

const addresses = {
  authorize: '/oauth2/authorize',
  token: '/oauth2/token',
  jwks: '/.well-known/jwks.json',
  userinfo: '/oauth2/userInfo',
  revoke: '/oauth2/revoke',
  logout: '/logout',
} as const;

export interface CognitoDialect extends Dialect {
  /** The host and port of the pool’s domain, where the browser goes. */
  readonly domain: string;
  /** “OpenID Connect scopes” of the app client. */
  scopes: readonly string[];
  /** “Authorization code grant” of the app client. */
  codeGrant: boolean;
}

const pool = 'us-east-1_LatchKey1';

/** @param documents `older` ones name no address to sign out or to revoke at. */
export async function startCognito({
  documents = 'newer',
}: { documents?: 'older' | 'newer' } = {}): Promise<CognitoDialect> {
  const server = await startAt(addresses, { path: `/${pool}` });
  const domain = server.origin.replace('127.0.0.1', 'localhost');
  const poolServer: HttpServer = await startHttpServer(async ({ path }, response) => {
    // The pool: metadata and keys, and nothing else.
    const answer = await fetch(
      `${server.origin}${path.replace(`/${pool}/.well-known/jwks.json`, addresses.jwks)}`,
    );
    json(response, answer.status, answer.ok ? await answer.json() : { message: 'Not found' });
  });
  const issuer = `${poolServer.origin}/${pool}`;
  const dialect: CognitoDialect = {
    issuer,
    domain: new URL(domain).host,
    server,
    registration: { redirectUris: [], afterSignOut: [] },
    scopes: ['openid', 'email', 'profile'],
    codeGrant: true,
    async stop() {
      await Promise.all([server.stop(), poolServer.stop()]);
    },
  };
  const newer = documents === 'newer';
  server.rotates = false;
  server.metadata = {
    issuer,
    authorization_endpoint: domain + addresses.authorize,
    token_endpoint: domain + addresses.token,
    userinfo_endpoint: domain + addresses.userinfo,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    revocation_endpoint: newer ? domain + addresses.revoke : undefined,
    end_session_endpoint: newer ? domain + addresses.logout : undefined,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    response_types_supported: ['code', 'token'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: undefined,
    authorization_response_iss_parameter_supported: undefined,
  };
  server.makeIdToken = async (claims, { signer }) =>
    signer.sign({
      ...claims,
      iss: issuer,
      token_use: 'id',
      'cognito:username': 'ada',
      auth_time: Math.floor(Date.now() / 1000),
    });

  server.script(addresses.authorize, ({ query }, response) => {
    const request = query.toString();
    const asked = (query.get('scope') ?? '').split(' ');
    if (!dialect.registration.redirectUris.includes(query.get('redirect_uri') ?? '')) {
      redirect(response, `/error?error=redirect_mismatch&client_id=${server.clientId}`);
    } else if (!asked.every((scope) => dialect.scopes.includes(scope))) {
      redirect(response, refused(request, 'invalid_request', 'invalid_scope'));
    } else if (dialect.codeGrant) redirect(response, `/login?${request}`);
    else redirect(response, refused(request, 'unauthorized_client'));
  });
  server.script('/error', ({ query }, response) => {
    text(response, 400, page('An error was encountered with the requested page.', query.get('error') ?? ''));
  });
  server.script('/login', (seen, response) => {
    const request = seen.query.toString() || (seen.form.get('request') ?? '');
    if (seen.method === 'POST' && knows(seen, 'username'))
      return redirect(response, granted(server, request));
    const form = loginForm('/login', request, { user: 'username', button: 'Sign in' });
    return text(response, 200, page('Sign in', form));
  });
  answerTokens(server, addresses.token, (answer, { form }) => {
    const { refresh_token: refreshToken, scope: _, ...rest } = answer;
    if ('error' in rest) return { value: { error: rest['error'] } };
    const first = form.get('grant_type') === 'authorization_code';
    return { value: { ...rest, ...(first ? { refresh_token: refreshToken } : {}) } };
  });
  server.script(addresses.revoke, ({ form }, response) => {
    const token = form.get('token') ?? '';
    if (!server.refreshTokens.has(token)) return json(response, 400, { error: 'unsupported_token_type' });
    server.withdraw(token);
    return text(response, 200, '');
  });
  server.script(addresses.logout, ({ query }, response) => {
    const back = query.get('logout_uri');
    if (query.get('client_id') === server.clientId && back !== null) {
      if (dialect.registration.afterSignOut.includes(back)) redirect(response, back);
      else redirect(response, '/error?error=redirect_mismatch');
      return;
    }
    text(response, 400, page('Error', "Required String parameter 'redirect_uri' is not present"));
  });
  return dialect;
}

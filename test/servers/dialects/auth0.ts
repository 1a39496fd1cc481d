import { text } from '../http-server.ts';
import { answerTokens, granted, knows, loginForm, redirect, refused, startAt } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { escapeHtml, page } from './pages.ts';

/*
 * Speaks as Auth0 does; it is not Auth0. What it imitates, with the evidence for each:
 * - metadata as a tenant publishes it (published): the issuer with a slash at its end, `none` missing from the authentication
 *   methods, HS256 among the algorithms of ID tokens, an address with `{connectionName}` in it that is no address, no `iss`;
 * - `/oidc/logout` in the metadata of tenants since November 2023, and `/v2/logout?client_id&returnTo` for older ones, which
 *   gives back no `state` (documented);
 * - a page between the sign-in and an app's own scheme that asks whether to go on (documented);
 * - `audience` for an API; one that is not known comes back as `access_denied: Service not found` (unchecked);
 * - a refresh token only where the API allows offline access (documented), which stays the same unless rotation is switched on,
 *   and is then refused in the words of Auth0 when it is used twice (unchecked);
 * - “Callback URL mismatch” on a page (unchecked), and `unauthorized_client` where the grant is not ticked (unchecked).
 */

const addresses = {
  authorize: '/authorize',
  token: '/oauth/token',
  jwks: '/.well-known/jwks.json',
  userinfo: '/userinfo',
  revoke: '/oauth/revoke',
  logout: '/oidc/logout',
} as const;

export interface Auth0Dialect extends Dialect {
  /** “Allow Offline Access” of the API. */
  offlineAccess: boolean;
  /** “Allow Refresh Token Rotation” of the application; `server.rotates` says whether the one before still works. */
  rotation: boolean;
  /** “Refresh Token” among the grant types of the application. */
  refreshGrant: boolean;
}

export const api = 'https://notes.example.test/';

/** @param logout which sign-out its metadata names: that of OpenID Connect, or none, as with an older tenant. */
export async function startAuth0({
  logout = 'openid',
}: { logout?: 'openid' | 'none' } = {}): Promise<Auth0Dialect> {
  const server = await startAt(addresses, { path: '/' });
  const dialect: Auth0Dialect = {
    issuer: server.issuer,
    server,
    registration: { redirectUris: [], afterSignOut: [] },
    offlineAccess: true,
    rotation: false,
    refreshGrant: true,
    stop: async () => server.stop(),
  };
  server.metadata = { ...server.metadata, ...published(server.issuer) };
  server.rotates = false;
  if (logout === 'none') server.metadata['end_session_endpoint'] = undefined;

  server.script(addresses.authorize, ({ query }, response) => {
    const request = query.toString();
    const audience = query.get('audience');
    if (!dialect.registration.redirectUris.includes(query.get('redirect_uri') ?? '')) {
      text(
        response,
        403,
        page(
          'Callback URL mismatch.',
          'The provided redirect_uri is not in the list of allowed callback URLs.',
        ),
      );
    } else if (audience !== null && audience !== api) {
      redirect(response, refused(request, 'access_denied', `Service not found: ${audience}`));
    } else {
      text(
        response,
        200,
        page('Log in', loginForm('/u/login', request, { user: 'username', button: 'Continue' })),
      );
    }
  });
  server.script('/u/login', (seen, response) => {
    const request = seen.form.get('request') ?? '';
    if (!knows(seen, 'username')) return text(response, 200, page('Log in', 'Wrong email or password'));
    const callback = granted(server, request);
    if (callback.startsWith('http:')) return redirect(response, callback);
    const go = `<a href="${escapeHtml(callback)}">Continue</a>`;
    return text(response, 200, page('You are about to open an app', go));
  });
  answerTokens(server, addresses.token, (answer, { form }) => {
    const renewal = form.get('grant_type') === 'refresh_token';
    if (renewal && !dialect.refreshGrant) return { status: 403, value: grantNotAllowed };
    if (renewal && 'error' in answer) return { status: 403, value: spent };
    const { refresh_token: refreshToken, ...rest } = answer;
    const kept =
      dialect.offlineAccess && (!renewal || dialect.rotation) ? { refresh_token: refreshToken } : {};
    return { value: { ...rest, ...kept } };
  });
  server.script('/v2/logout', ({ query }, response) => {
    const back = query.get('returnTo') ?? '';
    if (dialect.registration.afterSignOut.includes(back)) redirect(response, back);
    else
      text(
        response,
        400,
        page(
          'Oops!, something went wrong',
          'The returnTo parameter is not in the list of allowed logout URLs.',
        ),
      );
  });
  return dialect;
}

const spent = { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' };
const grantNotAllowed = {
  error: 'unauthorized_client',
  error_description: "Grant type 'refresh_token' not allowed for the client.",
};

/** Members that a tenant publishes and the base server does not. */
function published(issuer: string): Record<string, unknown> {
  return {
    device_authorization_endpoint: `${issuer}oauth/device/code`,
    mfa_challenge_endpoint: `${issuer}mfa/challenge`,
    registration_endpoint: `${issuer}oidc/register`,
    backchannel_authentication_endpoint: `${issuer}bc-authorize`,
    global_token_revocation_endpoint: `${issuer}oauth/global-token-revocation/connection/{connectionName}`,
    scopes_supported: ['openid', 'profile', 'offline_access', 'name', 'email', 'email_verified', 'picture'],
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token'],
    code_challenge_methods_supported: ['S256', 'plain'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
    request_uri_parameter_supported: false,
    dpop_signing_alg_values_supported: ['ES256'],
  };
}

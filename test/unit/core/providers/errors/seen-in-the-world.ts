import type { SeenError } from '../../../../../src/core/providers/errors/entry.ts';
import type { ProviderId } from '../../../../../src/shared/provider.ts';

/** What is known to be seen at each provider, as its people meet it, and the entry that explains it. */
export const seenInTheWorld: readonly (readonly [ProviderId, SeenError, entry: string])[] = [
  [
    'cognito',
    page('https://acme.auth.us-east-1.amazoncognito.com/error?error=redirect_mismatch'),
    'cognito-redirect-mismatch',
  ],
  ['cognito', { at: 'authorization', error: 'invalid_scope' }, 'cognito-scope-refused'],
  [
    'cognito',
    { at: 'authorization', error: 'invalid_request', description: 'invalid_scope' },
    'cognito-scope-refused',
  ],
  ['cognito', { at: 'token', error: 'unauthorized_client' }, 'cognito-client-not-allowed'],
  [
    'cognito',
    { at: 'token', error: 'invalid_client', description: 'public client sent secret', secretSent: true },
    'cognito-secret-sent',
  ],
  ['cognito', page("Required String parameter 'redirect_uri' is not present"), 'cognito-openid-logout'],
  ['cognito', page('Login pages unavailable\nPlease contact an administrator.'), 'cognito-no-login-page'],
  ['cognito', page('unexpected ID Token "nonce" claim value'), 'cognito-foreign-nonce'],
  ['auth0', page('Oops!, something went wrong\nCallback URL mismatch.'), 'auth0-callback-mismatch'],
  [
    'auth0',
    { at: 'authorization', error: 'access_denied', description: 'Service not found: https://api.acme.test' },
    'auth0-audience-unknown',
  ],
  [
    'auth0',
    { at: 'refresh', error: 'invalid_grant', description: 'Unknown or invalid refresh token.' },
    'auth0-refresh-token-unknown',
  ],
  [
    'auth0',
    {
      at: 'refresh',
      error: 'unauthorized_client',
      description: "Grant type 'refresh_token' not allowed for the client.",
    },
    'auth0-refresh-grant-off',
  ],
  ['auth0', { at: 'token', happened: 'nothing-to-renew-with-though-asked' }, 'auth0-no-refresh-token'],
  ['okta', { at: 'token', happened: 'nothing-to-renew-with-though-asked' }, 'okta-no-refresh-token'],
  [
    'okta',
    page(
      "400 Bad Request. The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://acme-admin.okta.com",
    ),
    'okta-redirect-unknown',
  ],
  [
    'okta',
    {
      at: 'authorization',
      error: 'access_denied',
      description: 'User is not assigned to the client application.',
    },
    'okta-not-assigned',
  ],
  [
    'okta',
    {
      at: 'authorization',
      error: 'access_denied',
      description: 'Policy evaluation failed for this request, please check the policy configurations.',
    },
    'okta-no-policy',
  ],
  ['okta', { at: 'authorization', error: 'no_matching_policy' }, 'okta-no-policy'],
  [
    'okta',
    {
      at: 'token',
      error: 'invalid_request',
      status: 401,
      description: 'Browser requests to the token endpoint must use Proof Key for Code Exchange.',
    },
    'okta-browser-request',
  ],
  ['okta', { at: 'token', error: 'use_dpop_nonce', status: 400 }, 'okta-proof-wanted'],
  ['keycloak', page('We are sorry...\nInvalid parameter: redirect_uri'), 'keycloak-redirect-unknown'],
  ['keycloak', page('We are sorry...\nClient not found.'), 'keycloak-client-unknown'],
  ['keycloak', page('We are sorry...\nRestart login cookie not found.'), 'keycloak-login-cookie-gone'],
  [
    'keycloak',
    { at: 'refresh', error: 'invalid_grant', description: 'Token is not active' },
    'keycloak-session-ended',
  ],
  [
    'keycloak',
    { at: 'refresh', error: 'invalid_grant', description: 'Session not active' },
    'keycloak-session-ended',
  ],
  [
    'keycloak',
    { at: 'refresh', error: 'invalid_grant', description: "Session doesn't have required client" },
    'keycloak-session-ended',
  ],
  [
    'keycloak',
    { at: 'refresh', error: 'invalid_grant', description: 'Stale token' },
    'keycloak-token-reused',
  ],
  [
    'keycloak',
    { at: 'refresh', error: 'invalid_grant', description: 'Maximum allowed refresh token reuse exceeded' },
    'keycloak-token-reused',
  ],
  [
    'keycloak',
    { at: 'token', error: 'invalid_grant', description: 'PKCE verification failed: Code mismatch' },
    'keycloak-verifier-refused',
  ],
  [
    'keycloak',
    {
      at: 'token',
      error: 'unauthorized_client',
      description: 'Invalid client or Invalid client credentials',
      secretSent: false,
    },
    'keycloak-client-has-secret',
  ],
  ['keycloak', page('Missing parameters: id_token_hint'), 'keycloak-logout-without-hint'],
  ['keycloak', page('Invalid redirect uri'), 'keycloak-logout-redirect-unknown'],
  [
    'keycloak',
    { at: 'authorization', error: 'temporarily_unavailable', description: 'authentication_expired' },
    'keycloak-login-too-slow',
  ],
  [
    'keycloak',
    {
      at: 'registration',
      status: 403,
      description:
        "Policy 'Trusted Hosts' rejected request to client-registration service. Details: Host not trusted.",
    },
    'keycloak-registration-policy',
  ],
  ['duende', page('Sorry, there was an error: unauthorized_client'), 'duende-error-page'],
  ['duende', page('Sorry, there was an error: invalid_request'), 'duende-error-page'],
  ['duende', { at: 'refresh', error: 'invalid_grant', status: 400 }, 'duende-refresh-token-spent'],
  [
    'identityserver4',
    page('Sorry, there was an error: invalid_request\ncode challenge required'),
    'identityserver4-challenge-wanted',
  ],
  [
    'identityserver4',
    page('Sorry, there was an error: unauthorized_client\nInvalid redirect_uri'),
    'identityserver4-redirect-unknown',
  ],
  [
    'entra',
    page('AADSTS50011: The redirect URI specified in the request does not match'),
    'entra-redirect-unknown',
  ],
  [
    'entra',
    {
      at: 'token',
      error: 'invalid_client',
      description:
        "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    },
    'entra-not-public',
  ],
  [
    'entra',
    {
      at: 'token',
      error: 'invalid_request',
      description: 'AADSTS9002326: Cross-origin token redemption is permitted only',
    },
    'entra-single-page',
  ],
  [
    'entra',
    {
      at: 'authorization',
      error: 'access_denied',
      description: 'AADSTS65001: The user or administrator has not consented',
    },
    'entra-consent',
  ],
  [
    'entra',
    page(
      'Need admin approval\nAADSTS90094: An administrator has set a policy that prevents you from granting',
    ),
    'entra-consent',
  ],
  [
    'entra',
    page('AADSTS50020: User account from identity provider does not exist in tenant'),
    'entra-another-tenant',
  ],
  [
    'entra',
    {
      at: 'refresh',
      error: 'invalid_grant',
      description: 'AADSTS700082: The refresh token has expired due to inactivity.',
    },
    'entra-not-used-for-long',
  ],
  ['google', page('Error 400: redirect_uri_mismatch'), 'google-redirect-mismatch'],
  [
    'google',
    page('Error 400: invalid_request\nCustom URI scheme is not supported on Desktop apps'),
    'google-custom-scheme',
  ],
  ['google', { at: 'authorization', error: 'redirect_uri_mismatch' }, 'google-redirect-mismatch'],
  [
    'google',
    { at: 'token', error: 'invalid_request', description: 'client_secret is missing.' },
    'google-secret-missing',
  ],
  ['google', { at: 'authorization', error: 'invalid_scope' }, 'google-scope-refused'],
  [
    'google',
    { at: 'refresh', error: 'invalid_grant', description: 'Token has been expired or revoked.' },
    'google-testing',
  ],
  [
    'better-auth',
    { at: 'token', error: 'invalid_request', status: 401, description: 'Invalid code verifier' },
    'better-auth-verifier-refused',
  ],
];

function page(description: string): SeenError {
  return { at: 'page', description };
}

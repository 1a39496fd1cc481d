import { reported, tried, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const guide = 'https://www.keycloak.org/docs/latest/server_admin/';

export const keycloakErrors: readonly ErrorEntry[] = [
  {
    id: 'keycloak-redirect-unknown',
    seen: { at: ['page', 'authorization', 'pushed'], texts: ['Invalid parameter: redirect_uri'] },
    cause: tried('The redirect address is not among the valid redirect URIs of the client.'),
    fix: tried('Copy the redirect address and add it there.'),
    place: unchecked(['Clients', 'your client', 'Settings', 'Valid redirect URIs']),
    documentation: guide,
    action: 'copy-redirect-address',
  },
  {
    id: 'keycloak-client-unknown',
    seen: { at: ['page', 'authorization'], texts: ['Client not found'] },
    cause: tried('The realm has no client with the client ID of this connection.'),
    fix: unchecked('Compare the client ID and the realm in Settings with what is registered.'),
    place: unchecked(['your realm', 'Clients']),
    documentation: guide,
    action: 'open-settings',
  },
  {
    id: 'keycloak-login-cookie-gone',
    seen: { at: ['page'], texts: ['Restart login cookie not found', 'Cookie not found'] },
    cause: tried(
      'The sign-in page lost its cookie: it was open for too long, or the browser keeps no cookies of this server.',
    ),
    fix: unchecked('Sign in again. If it stays so, allow cookies for this server in your browser.'),
    place: null,
    documentation: guide,
    action: 'sign-in-again',
  },
  {
    id: 'keycloak-logout-redirect-unknown',
    seen: { at: ['page'], texts: ['Invalid redirect uri'] },
    cause: tried('The address to return to after a sign-out is not registered at the client.'),
    fix: reported('You are signed out here. Add the sign-out address, or “+” for all redirect addresses.'),
    place: unchecked(['Clients', 'your client', 'Settings', 'Valid post logout redirect URIs']),
    documentation: guide,
    action: null,
  },
  {
    id: 'keycloak-logout-without-hint',
    seen: { at: ['page'], texts: ['Missing parameters: id_token_hint'] },
    cause: tried(
      'Keycloak was asked to sign out, and not told whom: the request named neither a person nor a client.',
    ),
    fix: reported('You are signed out here. Sign out with Latchkey’s own button: it sends both.'),
    place: null,
    documentation: guide,
    action: null,
  },
  {
    id: 'keycloak-token-reused',
    seen: {
      at: ['refresh'],
      errors: ['invalid_grant'],
      texts: ['maximum allowed refresh token reuse exceeded', 'stale token'],
    },
    cause: tried(
      'What renews the sign-in was used a second time, and the realm allows that once only: it ended the newest one too.',
    ),
    fix: unchecked('Sign in again. If it happens often, look at “Revoke Refresh Token”.'),
    place: unchecked(['Realm settings', 'Tokens', 'Revoke Refresh Token']),
    documentation: guide,
    action: 'sign-in-again',
  },
  {
    id: 'keycloak-session-ended',
    seen: {
      at: ['refresh'],
      errors: ['invalid_grant'],
      texts: ['token is not active', 'session not active', "session doesn't have required client"],
    },
    cause: tried('The session at Keycloak is over: it ran out, or somebody ended it.'),
    fix: unchecked('Sign in again. With the scope “offline_access” it lasts beyond that session.'),
    place: unchecked(['Realm settings', 'Sessions']),
    documentation: guide,
    action: 'sign-in-again',
  },
  {
    id: 'keycloak-verifier-refused',
    seen: { at: ['token', 'device'], errors: ['invalid_grant'], texts: ['pkce verification failed'] },
    cause: tried(
      'What Keycloak was sent at the end does not fit what the sign-in began with. Something on the way may have changed it.',
    ),
    fix: unchecked('Sign in again. If it stays so, set the PKCE method to S256.'),
    place: unchecked(['Clients', 'your client', 'Settings', 'PKCE Method']),
    documentation: guide,
    action: 'sign-in-again',
  },
  {
    id: 'keycloak-client-has-secret',
    seen: {
      at: ['token', 'refresh', 'device'],
      errors: ['unauthorized_client', 'invalid_client'],
      texts: ['invalid client or invalid client credentials'],
      secretSent: false,
    },
    cause: tried('This is registered as a web application: “Client authentication” is on.'),
    fix: unchecked('Switch “Client authentication” off, or enter its secret in Settings.'),
    place: unchecked(['Clients', 'your client', 'Settings', 'Client authentication']),
    documentation: guide,
    action: 'open-settings',
  },
  {
    id: 'keycloak-login-too-slow',
    seen: {
      at: ['authorization'],
      errors: ['temporarily_unavailable'],
      texts: ['authentication_expired'],
    },
    cause: unchecked('The sign-in page was open for too long.'),
    fix: unchecked('Sign in again.'),
    place: null,
    documentation: guide,
    action: 'sign-in-again',
  },
  {
    id: 'keycloak-registration-policy',
    seen: { at: ['registration'], texts: ['host not trusted'] },
    cause: tried('The realm lets nobody register an app from this computer.'),
    fix: unchecked('Register the client by hand, or add this computer to the trusted hosts.'),
    place: unchecked(['Clients', 'Client registration', 'Trusted Hosts']),
    documentation: guide,
    action: null,
  },
];

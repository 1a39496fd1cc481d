import { published, reported, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const appClients =
  'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html';
const authorize = 'https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html';

export const cognitoErrors: readonly ErrorEntry[] = [
  {
    id: 'cognito-redirect-mismatch',
    seen: { at: ['page'], texts: ['redirect_mismatch'] },
    cause: unchecked(
      'The redirect address is not among the callback URLs of the app client, exactly as it is sent.',
    ),
    fix: unchecked('Copy the redirect address and add it there.'),
    place: unchecked(['App clients', 'your app client', 'Login pages', 'Allowed callback URLs']),
    documentation: authorize,
    action: 'copy-redirect-address',
  },
  {
    id: 'cognito-scope-refused',
    // In the code, or in the description of `invalid_request`, as people report.
    seen: { at: ['authorization', 'token'], texts: ['invalid_scope'] },
    cause: published(
      'Cognito refuses a sign-in that asks for offline_access, or for a scope that the app client does not list.',
    ),
    fix: published(
      'Leave offline_access out: Cognito gives a refresh token without it. Tick every other scope.',
    ),
    place: unchecked(['App clients', 'your app client', 'Login pages', 'OpenID Connect scopes']),
    documentation: authorize,
    action: 'drop-scope',
    scope: 'offline_access',
  },
  {
    id: 'cognito-secret-sent',
    seen: { at: ['token', 'refresh'], texts: ['public client sent secret'] },
    cause: unchecked('The app client has no secret, and this connection sends one.'),
    fix: unchecked('Remove the client secret in Settings.'),
    place: null,
    documentation: appClients,
    action: 'open-settings',
  },
  {
    id: 'cognito-client-not-allowed',
    seen: { at: ['authorization', 'token', 'refresh'], errors: ['unauthorized_client'] },
    cause: unchecked(
      'The app client has a secret, or the authorization code grant is not switched on for it.',
    ),
    fix: unchecked(
      'Tick “Authorization code grant”. If the app client has a secret, make another one of the type “Mobile app”, and enter its client ID in Settings.',
    ),
    place: unchecked(['App clients', 'your app client', 'Login pages', 'OAuth grant types']),
    documentation: appClients,
    action: 'open-settings',
  },
  {
    id: 'cognito-openid-logout',
    seen: { at: ['page'], texts: ["Required String parameter 'redirect_uri' is not present"] },
    cause: reported('Cognito signs out by words of its own, and was asked in those of OpenID Connect.'),
    fix: reported(
      'You are signed out here. Sign out with Latchkey’s own button: it uses the words that Cognito knows.',
    ),
    place: unchecked(['App clients', 'your app client', 'Login pages', 'Allowed sign-out URLs']),
    documentation: 'https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html',
    action: null,
  },
  {
    id: 'cognito-no-login-page',
    seen: { at: ['page'], texts: ['Login pages unavailable'] },
    cause: unchecked('No style is assigned to the sign-in page of the app client, so there is none.'),
    fix: unchecked('Make a style for the app client.'),
    place: unchecked(['User pools', 'your pool', 'Branding', 'Managed login', 'Styles']),
    documentation: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html',
    action: null,
  },
  {
    id: 'cognito-foreign-nonce',
    seen: {
      at: ['page'],
      texts: ['unexpected ID Token "nonce" claim value', "unexpected ID Token 'nonce' claim value"],
    },
    cause: reported(
      'A sign-in with Google behind Cognito brings a value that nobody sent (“nonce”), which some other apps refuse.',
    ),
    fix: reported('Sign in with Latchkey, which always sends one of its own.'),
    place: null,
    documentation: null,
    action: 'sign-in-again',
  },
];

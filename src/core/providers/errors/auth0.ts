import { documented, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const settings = 'https://auth0.com/docs/get-started/applications/application-settings';
const refreshTokens = 'https://auth0.com/docs/secure/tokens/refresh-tokens';

export const auth0Errors: readonly ErrorEntry[] = [
  {
    id: 'auth0-callback-mismatch',
    seen: { at: ['page'], texts: ['Callback URL mismatch'] },
    cause: unchecked('The redirect address is not among the callback URLs of the application.'),
    fix: unchecked('Copy the redirect address and add it there.'),
    place: unchecked(['Applications', 'your application', 'Settings', 'Allowed Callback URLs']),
    documentation: settings,
    action: 'copy-redirect-address',
  },
  {
    id: 'auth0-audience-unknown',
    seen: { at: ['authorization'], errors: ['access_denied'], texts: ['service not found'] },
    cause: unchecked('The resource of an API origin is not the identifier of an API in Auth0.'),
    fix: unchecked('Compare it in Settings with the identifier of the API.'),
    place: unchecked(['Applications', 'APIs', 'your API', 'Identifier']),
    documentation: 'https://auth0.com/docs/get-started/apis/api-settings',
    action: 'open-settings',
  },
  {
    id: 'auth0-refresh-token-unknown',
    seen: { at: ['refresh'], errors: ['invalid_grant'], texts: ['unknown or invalid refresh token'] },
    cause: unchecked('Auth0 ended the sign-in: it ran out, or what renews it was used a second time.'),
    fix: unchecked('Sign in again. If it happens often, a longer overlap helps.'),
    place: unchecked(['Applications', 'your application', 'Settings', 'Rotation Overlap Period']),
    documentation: refreshTokens,
    action: 'sign-in-again',
  },
  {
    id: 'auth0-refresh-grant-off',
    seen: {
      at: ['refresh', 'token'],
      errors: ['unauthorized_client'],
      texts: ["grant type 'refresh_token' not allowed"],
    },
    cause: unchecked('The application may not renew a sign-in.'),
    fix: unchecked('Tick “Refresh Token” among its grant types.'),
    place: unchecked(['Applications', 'your application', 'Advanced Settings', 'Grant Types']),
    documentation: settings,
    action: null,
  },
  {
    id: 'auth0-no-refresh-token',
    seen: { at: ['token'], happened: 'nothing-to-renew-with-though-asked' },
    cause: documented('Auth0 lets an app renew a sign-in only for an API that allows offline access.'),
    fix: documented('Switch “Allow Offline Access” on for the API that this connection names.'),
    place: unchecked(['Applications', 'APIs', 'your API', 'Settings', 'Allow Offline Access']),
    documentation: refreshTokens,
    action: 'sign-in-again',
  },
];

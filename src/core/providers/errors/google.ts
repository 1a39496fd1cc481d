import { unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const nativeApps = 'https://developers.google.com/identity/protocols/oauth2/native-app';

export const googleErrors: readonly ErrorEntry[] = [
  {
    id: 'google-custom-scheme',
    seen: { at: ['page', 'authorization'], texts: ['custom URI scheme', 'custom scheme'] },
    cause: unchecked('Google takes no app link from a desktop app.'),
    fix: unchecked('Sign in over the loopback address.'),
    place: null,
    documentation: nativeApps,
    action: 'use-loopback',
  },
  {
    id: 'google-redirect-mismatch',
    seen: { at: ['page', 'authorization', 'token'], texts: ['redirect_uri_mismatch'] },
    cause: unchecked('The client is not one for a desktop app, or the sign-in came by an app link.'),
    fix: unchecked('Make a client of the type “Desktop app”, and sign in over the loopback address.'),
    place: unchecked(['Google Auth Platform', 'Clients', 'Create client', 'Desktop app']),
    documentation: nativeApps,
    action: 'use-loopback',
  },
  {
    id: 'google-secret-missing',
    seen: { at: ['token', 'refresh'], texts: ['client_secret is missing'] },
    cause: unchecked('Google insists on the secret of a desktop app, although it keeps nothing safe.'),
    fix: unchecked('Enter the client secret that Google shows for the client in Settings.'),
    place: unchecked(['Google Auth Platform', 'Clients', 'your client', 'Client secrets']),
    documentation: nativeApps,
    action: 'open-settings',
  },
  {
    id: 'google-scope-refused',
    seen: { at: ['authorization'], errors: ['invalid_scope'] },
    cause: unchecked(
      'Google refuses a sign-in that asks for offline_access, or for a scope that it does not know.',
    ),
    fix: unchecked('Leave offline_access out: Latchkey asks for a refresh token in Google’s own way.'),
    place: null,
    documentation: 'https://developers.google.com/identity/protocols/oauth2/scopes',
    action: 'drop-scope',
    scope: 'offline_access',
  },
  {
    id: 'google-testing',
    seen: { at: ['refresh'], errors: ['invalid_grant'] },
    cause: unchecked(
      'Google ended the sign-in. While the app is in “Testing”, that happens after seven days; else it was revoked, or not used for long.',
    ),
    fix: unchecked('Sign in again. To stay signed in for longer, publish the app.'),
    place: unchecked(['Google Auth Platform', 'Audience', 'Publish app']),
    documentation: nativeApps,
    action: 'sign-in-again',
  },
];

import { googleGuide } from '../guides/google.ts';
import { found } from './recognized.ts';
import { documented, published, unchecked } from './evidence.ts';
import type { ProviderPreset } from './preset.ts';

const issuer = 'https://accounts.google.com';
const hosts = [
  'accounts.google.com',
  'oauth2.googleapis.com',
  'openidconnect.googleapis.com',
  'console.cloud.google.com',
  'console.developers.google.com',
];

export const google: ProviderPreset = {
  id: 'google',
  name: 'Google',
  unmaintained: null,
  issuer: published({ template: issuer, endsInSlash: 'never' }),
  inputs: [],
  scopes: unchecked(['openid', 'email', 'profile']),
  refusedScopes: unchecked(['offline_access']),
  refresh: unchecked(
    'Google gives a refresh token at the first consent, and refuses a sign-in that asks for offline_access.',
  ),
  resource: unchecked('A token for an API is asked for by the scopes of that API.'),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: { access_type: 'offline' } }),
  moreAccess: unchecked({ parameters: { include_granted_scopes: 'true' }, prompt: 'consent' }),
  prompts: { anotherAccount: documented('select_account'), consent: unchecked('always') },
  clientSecret: unchecked('required'),
  redirects: {
    scheme: unchecked('refused'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'any' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked(
    'A redirect address that is not listed ends on a page of Google, “redirect_uri_mismatch”.',
  ),
  facts: [
    unchecked('A desktop app has no app link there: tick the loopback address.'),
    unchecked('Google issues a client secret for a desktop app and insists on it: enter both.'),
    unchecked('While the app is in “Testing” at Google, refresh tokens end after seven days.'),
    unchecked('Refresh tokens stay the same, and ID tokens live for an hour.'),
    unchecked('Access tokens are opaque: no API of yours can check them by itself.'),
    published('There is no address to sign out at in the browser.'),
  ],
  guide: googleGuide,

  owns: (metadata) => metadata.issuer === issuer,

  recognize: ({ host, usualPort }) =>
    hosts.includes(host) && usualPort ? found({ issuer, words: issuer }) : null,
};

import { betterAuthGuide } from '../guides/better-auth.ts';
import { tried, unchecked } from './evidence.ts';
import type { ProviderPreset } from './preset.ts';
import { found, pathUpTo } from './recognized.ts';

export const betterAuth: ProviderPreset = {
  id: 'better-auth',
  name: 'Better Auth',
  unmaintained: null,
  issuer: tried({ template: '{app}/api/auth', endsInSlash: 'as published' }),
  inputs: [{ name: 'app', label: 'Address of the app', example: 'https://app.example.com' }],
  scopes: tried(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: tried('Better Auth gives a refresh token for offline_access.'),
  resource: unchecked('A token for an API is asked for by its address.'),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: 'consent' }),
  prompts: { anotherAccount: tried('login'), consent: tried('never') },
  clientSecret: tried('not used'),
  redirects: {
    scheme: tried('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1'], ports: 'as registered' }),
  },
  logout: tried({ kind: 'openid', otherwise: null }),
  revocation: tried(['refresh token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: tried('A redirect address that is not registered ends on a page of the server.'),
  facts: [
    tried('A refresh token that was just replaced brings the same answer once more, for a short time.'),
    tried('ID tokens are signed with EdDSA unless that was changed.'),
    tried('Signing out in the browser works only for a client with enableEndSession.'),
    tried('Revoking a token that it does not know is answered with an error.'),
  ],
  guide: betterAuthGuide,

  owns: ({ issuer, authorizationEndpoint, tokenEndpoint }) =>
    authorizationEndpoint.endsWith('/api/auth/oauth2/authorize') &&
    tokenEndpoint.endsWith('/api/auth/oauth2/token') &&
    authorizationEndpoint.startsWith(issuer.replace(/\/api\/auth$/, '')),

  recognize({ origin, segments }) {
    const at = segments.findIndex(
      (segment, index) =>
        segment === 'api' && segments[index + 1] === 'auth' && segments[index + 2] === 'oauth2',
    );
    const issuer = `${origin}${pathUpTo(segments, at + 2)}`;
    return at === -1 || at > 3 ? null : found({ issuer, words: issuer });
  },
};

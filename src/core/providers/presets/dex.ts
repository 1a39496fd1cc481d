import { dexGuide } from '../guides/dex.ts';
import { unchecked } from './evidence.ts';
import type { ProviderPreset } from './preset.ts';
import { found, pathUpTo } from './recognized.ts';

/** What stands behind the issuer in an address of dex. */
const pages = ['auth', 'token', 'keys', 'userinfo', 'device', 'callback', 'approval', '.well-known'];

export const dex: ProviderPreset = {
  id: 'dex',
  name: 'dex',
  unmaintained: null,
  issuer: unchecked({ template: '{server}/dex', endsInSlash: 'as published' }),
  inputs: [{ name: 'server', label: 'Server', example: 'https://sso.example.com' }],
  scopes: unchecked(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked('A refresh token comes for offline_access, where the connector of dex can renew.'),
  resource: unchecked(
    'A token for another client is asked for by the scope audience:server:client_id:{client}.',
  ),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: unchecked('login'), consent: unchecked('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked([]),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked('A redirect address that is not registered ends on a page of dex.'),
  facts: [
    unchecked(
      'A refresh token works once, unless rotation was switched off; the one before stays valid for the reuse interval.',
    ),
    unchecked('It cannot be told of a sign-out, and there is no address to sign out at in the browser.'),
    unchecked('It asks another provider who you are: signing out there is another step.'),
  ],
  guide: dexGuide,

  owns: ({ issuer, authorizationEndpoint, jwksUri, tokenEndpoint }) =>
    authorizationEndpoint === `${issuer}/auth` &&
    tokenEndpoint === `${issuer}/token` &&
    jwksUri === `${issuer}/keys`,

  recognize({ origin, segments }) {
    const at = segments.findIndex(
      (segment, index) =>
        segment === 'dex' && (index === segments.length - 1 || pages.includes(segments[index + 1] ?? '')),
    );
    const issuer = `${origin}${pathUpTo(segments, at + 1)}`;
    return at === -1 || at > 3 ? null : found({ issuer, words: issuer });
  },
};

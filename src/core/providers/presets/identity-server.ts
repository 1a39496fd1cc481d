import type { ServerMetadata } from '../../oauth/types.ts';
import { documented, unchecked } from './evidence.ts';
import type { PastedAddress } from './pasted-address.ts';
import type { ProviderPreset, Recognized } from './preset.ts';
import { found, pathUpTo } from './recognized.ts';

/** What IdentityServer4 brought and Duende IdentityServer took over: one code base, so one fact each. */
export const identityServer = {
  issuer: documented({ template: '{authority}', endsInSlash: 'never' }),
  inputs: [{ name: 'authority', label: 'Authority', example: 'https://identity.example.com' }],
  scopes: unchecked(['openid', 'profile', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked(
    'IdentityServer gives a refresh token for offline_access, where the client has AllowOfflineAccess.',
  ),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: unchecked('login'), consent: unchecked('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  // Of access tokens only those that are references; it says nothing to others.
  revocation: unchecked(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked(
    'A wrong redirect address, grant or scope ends on a page of the server, “Sorry, there was an error”.',
  ),
  facts: [
    documented('It writes its issuer in lower case, without a slash at the end.'),
    documented('ID tokens live for five minutes.'),
    documented(
      'Access tokens are JWTs with their scopes as a list, or references that only the server can read.',
    ),
    unchecked(
      'A sign-out in the browser ends on a page with a link, unless AutomaticRedirectAfterSignOut is on.',
    ),
    unchecked('Refresh tokens end 15 days after their last use, and 30 days after the sign-in.'),
  ],
} satisfies Partial<ProviderPreset>;

/** Whether metadata is that of one of the two: their addresses are the same. */
export function isIdentityServer({ authorizationEndpoint, jwksUri }: ServerMetadata): boolean {
  return (
    authorizationEndpoint.endsWith('/connect/authorize') &&
    jwksUri?.endsWith('/.well-known/openid-configuration/jwks') === true
  );
}

/** The pages of IdentityServer, in both of its products, below the path at which it runs. */
const pages = [
  'authorize',
  'token',
  'userinfo',
  'endsession',
  'checksession',
  'revocation',
  'introspect',
  'deviceauthorization',
  'ciba',
  'par',
];

/** The issuer to which a page of IdentityServer belongs; it writes itself in lower case. Null for another address. */
export function identityServerAt({ origin, segments, query }: PastedAddress): Recognized | null {
  const at = segments.findIndex(
    (segment, index) => segment === 'connect' && pages.includes(segments[index + 1] ?? ''),
  );
  const base = at !== -1 && at < 4 ? at : (loginAt(segments, query) ?? keysAt(segments));
  if (base === null) return null;
  const issuer = `${origin}${pathUpTo(segments, base)}`.toLowerCase();
  return found({ issuer, words: issuer });
}

/** `/Account/Login?ReturnUrl=/connect/authorize/callback?…` */
function loginAt(segments: readonly string[], query: URLSearchParams): number | null {
  const at = segments.findIndex((segment) => segment.toLowerCase() === 'account');
  const back = query.get('ReturnUrl') ?? query.get('returnUrl') ?? '';
  return at !== -1 && at < 4 && back.includes('/connect/authorize') ? at : null;
}

/** `/.well-known/openid-configuration/jwks`, where no other product has its keys. */
function keysAt(segments: readonly string[]): number | null {
  const at = segments.indexOf('.well-known');
  return at !== -1 && segments[at + 1] === 'openid-configuration' && segments[at + 2] === 'jwks' ? at : null;
}

import { keycloakGuide } from '../guides/keycloak.ts';
import { documented, published, tried, unchecked } from './evidence.ts';
import { isPlainName } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { found, lacks, pathUpTo } from './recognized.ts';

const realm = {
  label: 'Realm',
  example: 'acme',
  why: 'Keycloak shows it at the top left of its admin console.',
};

export const keycloak: ProviderPreset = {
  id: 'keycloak',
  name: 'Keycloak',
  unmaintained: null,
  issuer: published({ template: '{server}/realms/{realm}', endsInSlash: 'never' }),
  inputs: [
    { name: 'server', label: 'Server', example: 'https://sso.example.com' },
    { name: 'realm', label: realm.label, example: realm.example },
  ],
  scopes: tried(['openid', 'profile', 'email']),
  refusedScopes: unchecked([]),
  refresh: tried(
    'Keycloak gives a refresh token without being asked, for as long as the session there lasts; with offline_access for longer.',
  ),
  resource: unchecked('Which API a token is for is set at Keycloak, by client scopes.'),
  resources: documented('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: tried('login'), consent: tried('never') },
  clientSecret: unchecked('not used'),
  redirects: { scheme: tried('taken'), loopback: tried({ hosts: ['127.0.0.1'], ports: 'any' }) },
  logout: tried({ kind: 'openid', otherwise: null }),
  revocation: tried(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: tried(
    'A redirect address that is not listed ends on a page of Keycloak; other refusals come back to the app.',
  ),
  facts: [
    unchecked(
      'Each renewal brings a new refresh token; the one before stays valid unless “Revoke Refresh Token” is on.',
    ),
    tried('Where “Revoke Refresh Token” is on, a refresh token that is used twice ends the newest one too.'),
    tried('Over loopback Keycloak takes any port of 127.0.0.1, and neither localhost nor [::1].'),
    tried('Revoking a token ends what was signed in with it at once.'),
    tried(
      'Its page for another account names the one that is signed in there; “Restart login” beside it leads to another.',
    ),
    tried(
      'A sign-out without an ID token or client ID ends on a page that asks for it; Latchkey sends both.',
    ),
    unchecked('Access tokens are JWTs for the audience “account”, unless a client scope names an API.'),
    unchecked('ID tokens live as long as access tokens, five minutes unless that was changed.'),
  ],
  guide: keycloakGuide,

  owns: ({ authorizationEndpoint, issuer }) =>
    authorizationEndpoint === `${issuer}/protocol/openid-connect/auth` && issuer.includes('/realms/'),

  recognize({ origin, segments, fragment }, part) {
    const at = segments.indexOf('realms');
    const named = segments[at + 1];
    if (at !== -1 && at < 4) {
      // `/admin/realms/…` is the programming interface of the same realm.
      const base = pathUpTo(segments, segments[at - 1] === 'admin' ? at - 1 : at);
      return realmAt(`${origin}${base}`, named ?? part.trim());
    }
    const console = segments.indexOf('console');
    if (console < 2 || console > 4 || segments[console - 2] !== 'admin') return null;
    // `/admin/{realm of the administrator}/console/#/{realm}/clients`
    const [opened = ''] = fragment.replace(/^\//, '').split('/', 1);
    return realmAt(`${origin}${pathUpTo(segments, console - 2)}`, part.trim() === '' ? opened : part.trim());
  },
};

function realmAt(base: string, name: string) {
  // As in an address: what has to be escaped there is escaped here already.
  const plain = isPlainName(name.replaceAll(/%[0-9A-Fa-f]{2}/g, '-'));
  return plain ? found({ issuer: `${base}/realms/${name}`, words: `the realm “${name}”` }) : lacks(realm);
}

import { auth0Guide } from '../guides/auth0.ts';
import { parseUrl } from '../../oauth/url.ts';
import { documented, published, unchecked } from './evidence.ts';
import { isPlainName, labelBefore } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { found, lacks, wrong } from './recognized.ts';

const domain = 'auth0.com';
/** Hosts of the company itself. */
const notTenants = [
  'www',
  'auth0',
  'community',
  'docs',
  'marketplace',
  'support',
  'accounts',
  'cdn',
  'status',
];

const tenant = {
  label: 'Tenant domain',
  example: 'acme.us.auth0.com',
  why: 'Auth0 shows it under Applications, in the settings of your application, as “Domain”.',
};

export const auth0: ProviderPreset = {
  id: 'auth0',
  name: 'Auth0',
  unmaintained: null,
  issuer: documented({ template: 'https://{domain}/', endsInSlash: 'always' }),
  inputs: [{ name: 'domain', label: tenant.label, example: tenant.example }],
  scopes: unchecked(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked('Auth0 gives a refresh token for offline_access, where the API allows offline access.'),
  resource: unchecked('A token for an API is asked for by its identifier; without one the token is opaque.'),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'audience', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: documented('login'), consent: documented('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: published({
    kind: 'openid',
    otherwise: { path: '/v2/logout', clientParameter: 'client_id', returnParameter: 'returnTo' },
  }),
  revocation: published(['refresh token']),
  unnamedEndpoints: published({ revocation: '/oauth/revoke', userInfo: null }),
  refusals: unchecked(
    'A redirect address that is not listed ends on a page of Auth0, “Callback URL mismatch”.',
  ),
  facts: [
    documented(
      'A sign-in over the app link shows a page of Auth0 that asks whether to go on, since April 2026.',
    ),
    documented(
      'Refresh tokens are rotated only where that is switched on; then only the one before stays valid, for the overlap period.',
    ),
    unchecked('A refresh token that is used twice ends every sign-in that came from it.'),
    unchecked('ID tokens live for ten hours.'),
  ],
  guide: auth0Guide,

  owns({ issuer, authorizationEndpoint, tokenEndpoint, jwksUri }) {
    const host = parseUrl(issuer)?.hostname ?? '';
    return (
      labelBefore(host, domain) !== null ||
      // A tenant under a domain of its own: the slash at the end, and three paths that nobody else has together.
      (issuer.endsWith('/') &&
        authorizationEndpoint === `${issuer}authorize` &&
        tokenEndpoint === `${issuer}oauth/token` &&
        jwksUri === `${issuer}.well-known/jwks.json`)
    );
  },

  recognize({ host, usualPort, segments }, part) {
    const label = host === domain ? 'www' : labelBefore(host, domain);
    if (label === null || !usualPort) return null;
    if (label === 'manage') return fromDashboard(segments, part);
    return notTenants.includes(label)
      ? wrong('This page belongs to Auth0 itself. Paste the domain of your own tenant.')
      : found({ issuer: `https://${host}/`, words: host });
  },
};

/** `manage.auth0.com/dashboard/{region}/{tenant}/…`. */
function fromDashboard(segments: readonly string[], part: string) {
  const [dashboard, region, name] = segments;
  if (dashboard === 'dashboard' && region !== undefined && name !== undefined) {
    if (isPlainName(region) && isPlainName(name)) {
      const regional = `${name}.${region}.${domain}`.toLowerCase();
      const old = `${name}.${domain}`.toLowerCase();
      const first = { issuer: `https://${regional}/`, words: regional };
      // Tenants from before there were regions have none in their domain.
      return region === 'us' ? found(first, { issuer: `https://${old}/`, words: old }) : found(first);
    }
  }
  const host = part.trim().toLowerCase();
  return isPlainName(host) && labelBefore(host, domain) !== null
    ? found({ issuer: `https://${host}/`, words: host })
    : lacks(tenant);
}

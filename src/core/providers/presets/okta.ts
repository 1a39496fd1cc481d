import { oktaGuide } from '../guides/okta.ts';
import { parseUrl } from '../../oauth/url.ts';
import { documented, published, reported, unchecked } from './evidence.ts';
import { isPlainName, labelBefore } from './pasted-address.ts';
import type { PastedAddress } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { found, wrong } from './recognized.ts';

const domains = ['okta.com', 'oktapreview.com', 'okta-emea.com', 'okta-gov.com'];
/** Hosts of the company itself. */
const notTenants = ['www', 'login', 'developer', 'support', 'help', 'trust', 'status', 'devforum'];

export const okta: ProviderPreset = {
  id: 'okta',
  name: 'Okta',
  unmaintained: null,
  issuer: documented({ template: 'https://{domain}/oauth2/{server}', endsInSlash: 'never' }),
  inputs: [
    { name: 'domain', label: 'Okta domain', example: 'acme.okta.com' },
    { name: 'server', label: 'Authorization server', example: 'default' },
  ],
  scopes: documented(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: documented(
    'Okta gives a refresh token for offline_access, where the app’s Refresh Token grant is ticked.',
  ),
  resource: documented(
    'Each authorization server issues tokens for one audience: another API is another server.',
  ),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: documented('login'), consent: documented('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: documented('taken'),
    loopback: published({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: published({ kind: 'openid', otherwise: null }),
  revocation: published(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked(
    'A redirect address that is not listed ends on a page of Okta that names the parameter “redirect_uri”.',
  ),
  facts: [
    documented(
      'Access tokens of the organization’s own server are for Okta alone: no API of yours can check them.',
    ),
    documented(
      'On the free plan the server “default” has no access policy, and refuses every sign-in until it has one.',
    ),
    documented(
      'Refresh tokens of a native app stay the same unless rotation is switched on; then the one before stays valid for 30 seconds.',
    ),
    documented(
      'A refresh token that is used twice ends the latest one, and every access token since the sign-in.',
    ),
    reported('An app that calls from a web page is refused; Latchkey does not.'),
    unchecked('ID tokens live for an hour, refresh tokens end after seven days without use.'),
  ],
  guide: oktaGuide,

  owns({ issuer, authorizationEndpoint }) {
    const host = parseUrl(issuer)?.hostname ?? '';
    return (
      domains.some((domain) => labelBefore(host, domain) !== null) ||
      // Under a domain of its own: a custom server, or the organization's.
      (/\/oauth2\/[A-Za-z0-9]+$/.test(issuer) && authorizationEndpoint === `${issuer}/v1/authorize`) ||
      authorizationEndpoint === `${issuer}/oauth2/v1/authorize`
    );
  },

  recognize(address) {
    const { host, usualPort, segments } = address;
    const domain = domains.find((one) => host === one || labelBefore(host, one) !== null);
    if (domain === undefined || !usualPort) return null;
    const label = labelBefore(host, domain) ?? 'www';
    if (notTenants.includes(label)) {
      return wrong('This page belongs to Okta itself. Paste the address of your own organization.');
    }
    const organization = `https://${label.endsWith('-admin') ? label.slice(0, -'-admin'.length) : label}.${domain}`;
    const own = { issuer: organization, words: 'the organization’s own server' };
    const server = serverOf(segments);
    if (server === '') return found(own, serverIssuer(organization, 'default'));
    if (server !== null) return found(serverIssuer(organization, server), own);
    return asOrganization(address)
      ? found(own, serverIssuer(organization, 'default'))
      : found(serverIssuer(organization, 'default'), own);
  },
};

/** The id of the authorization server that a path names; empty: the organization's own; null: none. */
function serverOf(segments: readonly string[]): string | null {
  const [first, second = '', third = '', id = ''] = segments;
  // oauth2/{id}/v1/authorize, and the same without id; admin/oauth2/as/{id}.
  if (first === 'oauth2' && second !== '') return second === 'v1' || !isPlainName(second) ? '' : second;
  if (first === 'admin' && second === 'oauth2' && third === 'as' && isPlainName(id)) return id;
  return first === '.well-known' ? '' : null;
}

function serverIssuer(organization: string, server: string) {
  return { issuer: `${organization}/oauth2/${server}`, words: `the server “${server}”, for your own APIs` };
}

/** An address without a path is an issuer as it stands, where it was given as one. */
function asOrganization({ segments, query, fragment, host }: PastedAddress): boolean {
  return segments.length === 0 && query.size === 0 && fragment === '' && !host.includes('-admin.');
}

import { entraGuide } from '../guides/entra.ts';
import { parseUrl } from '../../oauth/url.ts';
import { documented, reported, unchecked } from './evidence.ts';
import { isPlainName } from './pasted-address.ts';
import type { PastedAddress } from './pasted-address.ts';
import type { ProviderPreset, Recognized } from './preset.ts';
import { found, lacks } from './recognized.ts';

const loginHosts = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];
const consoleHosts = ['portal.azure.com', 'entra.microsoft.com', 'aad.portal.azure.com'];
/** Addresses for everybody: they name no tenant, so nobody can say who issued what. */
const shared = ['common', 'organizations', 'consumers'];
const tenantId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const tenant = {
  label: 'Tenant',
  example: 'contoso.onmicrosoft.com',
  why: 'Its domain or its ID. Entra shows the ID in the overview of your app registration, as “Directory (tenant) ID”.',
};

export const entra: ProviderPreset = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  unmaintained: null,
  issuer: unchecked({ template: 'https://login.microsoftonline.com/{tenant}/v2.0', endsInSlash: 'never' }),
  inputs: [{ name: 'tenant', label: tenant.label, example: tenant.example }],
  scopes: unchecked(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked('Entra gives a refresh token for offline_access.'),
  resource: unchecked(
    'A token for an API is asked for by scopes of the form api://{app}/{scope}, of one API at a time.',
  ),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: documented('select_account'), consent: reported('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['localhost'], ports: 'any' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked([]),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked('A redirect address that is not listed ends on a page of Microsoft, “AADSTS50011”.'),
  facts: [
    documented('An app that calls from a web page is refused (“AADSTS9002326”); Latchkey does not.'),
    unchecked('It cannot be told of a sign-out: refresh tokens end by themselves.'),
    unchecked('A domain leads to the tenant’s ID, which stands in the issuer.'),
    unchecked('Each renewal brings a new refresh token, and the one before stays valid.'),
    unchecked('Access tokens for Microsoft Graph can be read by nobody but Microsoft Graph.'),
    unchecked('A sign-out in the browser asks which account to sign out.'),
    unchecked('ID tokens live for an hour.'),
  ],
  guide: entraGuide,

  owns({ issuer, authorizationEndpoint, tokenEndpoint }) {
    const { hostname = '', pathname = '' } = parseUrl(issuer) ?? {};
    const [, id = '', version] = pathname.split('/');
    return (
      loginHosts.includes(hostname) ||
      // Under another host (External ID, a copy on this computer): a tenant's ID, and the paths of version 2.
      (tenantId.test(id) &&
        version === 'v2.0' &&
        authorizationEndpoint.endsWith('/oauth2/v2.0/authorize') &&
        tokenEndpoint.endsWith('/oauth2/v2.0/token'))
    );
  },

  recognize(address, part) {
    const { host, usualPort, segments } = address;
    if (!usualPort) return null;
    if (loginHosts.includes(host)) return atLogin(host, segments[0] ?? '', part);
    // The issuer of version 1 names the tenant, too.
    if (host === 'sts.windows.net') return atLogin('login.microsoftonline.com', segments[0] ?? '', part);
    return consoleHosts.includes(host) ? fromConsole(address, part) : null;
  },
};

function atLogin(host: string, named: string, part: string): Recognized {
  const everybody = shared.includes(named.toLowerCase());
  const given = part.trim();
  const name = everybody || named === '' ? given : named;
  if (isTenant(name)) {
    const issuer = `https://${host}/${name.toLowerCase()}/v2.0`;
    return found({ issuer, words: name.toLowerCase() });
  }
  return everybody
    ? lacks(
        tenant,
        `“${named.toLowerCase()}” stands for every tenant at once, so it cannot say who you are. Name your own.`,
      )
    : lacks(tenant);
}

/** `portal.azure.com/#@contoso.onmicrosoft.com/…`, or the path of it; most pages do not say whose they are. */
function fromConsole({ fragment, segments }: PastedAddress, part: string): Recognized {
  const [first = ''] = fragment.split('/', 1);
  const named = [first, segments[0] ?? ''].map((text) => text.replace(/^@/, '')).find(isTenant);
  return atLogin('login.microsoftonline.com', named ?? '', part);
}

/** A domain or an ID. */
function isTenant(name: string): boolean {
  return tenantId.test(name) || (isPlainName(name) && /^[^.]+(?:\.[^.]+)+$/.test(name));
}

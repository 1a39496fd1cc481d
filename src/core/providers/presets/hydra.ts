import { hydraGuide } from '../guides/hydra.ts';
import { reported, unchecked } from './evidence.ts';
import { labelBefore } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { found, lacks, pathUpTo } from './recognized.ts';

const network = 'projects.oryapis.com';

const project = {
  label: 'Project slug',
  example: 'acme-x1y2z3',
  why: 'The Ory Console shows it in the overview of your project.',
};

export const hydra: ProviderPreset = {
  id: 'hydra',
  name: 'Ory Hydra',
  unmaintained: null,
  issuer: reported({ template: '{server}', endsInSlash: 'as published' }),
  inputs: [{ name: 'server', label: 'Server', example: `https://acme-x1y2z3.${network}` }],
  scopes: unchecked(['openid', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked('Hydra gives a refresh token for offline_access, or for offline.'),
  resource: unchecked('A token for an API is asked for by the scopes of that API.'),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: reported('login'), consent: unchecked('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1'], ports: 'any' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked(
    'A redirect address that is not registered ends on the error page of whoever runs the server.',
  ),
  facts: [
    unchecked(
      'Each renewal brings a new refresh token; the one before stays valid only where a grace period is set.',
    ),
    reported('Older versions write a slash at the end of the issuer, whatever was configured.'),
    unchecked('Its pages for signing in are those of whoever runs it, so they look different everywhere.'),
  ],
  guide: hydraGuide,

  owns({ issuer, authorizationEndpoint, tokenEndpoint }) {
    const base = issuer.replace(/\/$/, '');
    return authorizationEndpoint === `${base}/oauth2/auth` && tokenEndpoint === `${base}/oauth2/token`;
  },

  recognize({ host, origin, usualPort, segments }, part) {
    if (usualPort && labelBefore(host, network) !== null) return inNetwork(host);
    if (host === 'console.ory.sh') {
      const slug = part.trim().toLowerCase();
      return /^[a-z0-9-]{1,63}$/.test(slug) ? inNetwork(`${slug}.${network}`) : lacks(project);
    }
    const page = segments.findIndex(
      (segment, index) => segment === 'oauth2' && segments[index + 1] === 'auth',
    );
    return page === -1 || page > 3 ? null : at(`${origin}${pathUpTo(segments, page)}`);
  },
};

function inNetwork(host: string) {
  return found({ issuer: `https://${host}`, words: host });
}

/** Whether it ends in a slash is the server’s own to say. */
function at(issuer: string) {
  return found(
    { issuer, words: 'without a slash at the end' },
    { issuer: `${issuer}/`, words: 'with a slash at the end' },
  );
}

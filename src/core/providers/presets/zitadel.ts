import { zitadelGuide } from '../guides/zitadel.ts';
import { unchecked } from './evidence.ts';
import { labelBefore } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { found, pathUpTo, wrong } from './recognized.ts';

const cloud = 'zitadel.cloud';

export const zitadel: ProviderPreset = {
  id: 'zitadel',
  name: 'ZITADEL',
  unmaintained: null,
  issuer: unchecked({ template: 'https://{instance}', endsInSlash: 'never' }),
  inputs: [{ name: 'instance', label: 'Instance', example: 'acme-x1y2z3.zitadel.cloud' }],
  scopes: unchecked(['openid', 'profile', 'email', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked(
    'ZITADEL gives a refresh token for offline_access, where the app’s Refresh Token grant is ticked.',
  ),
  resource: unchecked(
    'A token for an API is asked for by the scope urn:zitadel:iam:org:project:id:{project}:aud.',
  ),
  resources: unchecked('one'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: unchecked('select_account'), consent: unchecked('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked('A redirect address that is not listed ends on a page of ZITADEL.'),
  facts: [
    unchecked('Each renewal brings a new refresh token, and the one before ends.'),
    unchecked('Access tokens are opaque, unless the app was set to JWT.'),
    unchecked(
      'After a sign-out it leads back only where it is told whom, or which app, signed out; Latchkey sends both.',
    ),
  ],
  guide: zitadelGuide,

  owns: ({ issuer, authorizationEndpoint, tokenEndpoint }) =>
    authorizationEndpoint === `${issuer}/oauth/v2/authorize` && tokenEndpoint === `${issuer}/oauth/v2/token`,

  recognize({ host, origin, usualPort, segments }) {
    if (host === 'zitadel.com' || labelBefore(host, 'zitadel.com') !== null || host === cloud) {
      return wrong('This page belongs to ZITADEL itself. Paste the domain of your own instance.');
    }
    const hosted = usualPort && labelBefore(host, cloud) !== null;
    const at = segments.findIndex((_, index) => isPage(segments.slice(index, index + 3)));
    if (!hosted && (at === -1 || at > 3)) return null;
    const issuer = hosted ? `https://${host}` : `${origin}${pathUpTo(segments, at)}`;
    return found({ issuer, words: issuer });
  },
};

/** Its pages for signing in and for administrators, and the endpoint that nobody else has under this name. */
function isPage([first, second, third]: readonly string[]): boolean {
  return (
    (first === 'oauth' && second === 'v2' && third === 'authorize') ||
    (first === 'ui' && (second === 'console' || second === 'login' || (second === 'v2' && third === 'login')))
  );
}

import { isLoopbackHost } from '../../../shared/loopback-host.ts';
import { parseUrl } from '../../oauth/url.ts';
import { cognitoGuide } from '../guides/cognito.ts';
import { documented, published, reported, unchecked } from './evidence.ts';
import { labelBefore } from './pasted-address.ts';
import type { PastedAddress } from './pasted-address.ts';
import type { ProviderPreset, Recognized } from './preset.ts';
import { found, lacks, wrong } from './recognized.ts';

const regionPattern = '[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\\d{1,2}';
const poolPattern = new RegExp(`^(${regionPattern})_[A-Za-z0-9]{1,55}$`);
const localPool = /^local_[A-Za-z0-9]{1,55}$/;
const issuerHost = new RegExp(`^cognito-idp(?:-fips)?\\.(${regionPattern})\\.amazonaws\\.com(?:\\.cn)?$`);
const domainHost = new RegExp(
  `^[a-z0-9-]{1,63}\\.auth(?:-fips)?\\.(${regionPattern})\\.amazoncognito\\.com$`,
);

const pool = {
  label: 'User pool ID',
  example: 'us-east-1_AbCdEf123',
  why: 'Cognito shows it on the overview of your user pool.',
};

export const cognito: ProviderPreset = {
  id: 'cognito',
  name: 'Amazon Cognito',
  unmaintained: null,
  issuer: documented({
    template: 'https://cognito-idp.{region}.amazonaws.com/{pool}',
    endsInSlash: 'never',
  }),
  inputs: [
    { name: 'region', label: 'Region', example: 'us-east-1' },
    { name: 'pool', label: pool.label, example: pool.example },
  ],
  scopes: published(['openid', 'email', 'profile']),
  refusedScopes: published(['offline_access']),
  refresh: published(
    'Cognito gives a refresh token without being asked, and refuses a sign-in that asks for offline_access.',
  ),
  resource: documented('A token for an API is asked for by scopes of the form {resource server}/{scope}.'),
  resources: unchecked('one'),
  authorization: documented({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: null }),
  prompts: { anotherAccount: documented('login'), consent: documented('never') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: documented('taken with two slashes for certain'),
    loopback: unchecked({ hosts: ['localhost'], ports: 'as registered' }),
  },
  logout: reported({
    kind: 'own',
    own: { path: '/logout', clientParameter: 'client_id', returnParameter: 'logout_uri' },
  }),
  revocation: published(['refresh token']),
  unnamedEndpoints: published({ revocation: '/oauth2/revoke', userInfo: '/oauth2/userInfo' }),
  refusals: unchecked(
    'A redirect address that is not listed ends on a page of Cognito, “redirect_mismatch”.',
  ),
  facts: [
    documented(
      'Rotation of refresh tokens is off unless it is switched on; then the one before stays valid for up to 60 seconds.',
    ),
    documented('A refresh token that is used again after that is refused (“invalid_grant”).'),
    unchecked('The user pool needs a domain, or there is no page to sign in at.'),
    unchecked(
      'An app client with a secret refuses a sign-in without it: make one of the type “Mobile app”, which has none.',
    ),
    unchecked('Access tokens name no audience; they carry the client ID.'),
    unchecked('ID tokens live for an hour.'),
  ],
  guide: cognitoGuide,

  owns: ({ issuer }) => {
    const { hostname = '', pathname = '' } = parseUrl(issuer) ?? {};
    const [, id = '', ...more] = pathname.split('/');
    if (more.length > 0) return false;
    const onAws = issuer.startsWith('https://') && issuerHost.test(hostname) && poolPattern.test(id);
    // A copy that developers run on their own computer keeps the form of the pool’s ID.
    return onAws || (isLoopbackHost(hostname) && (poolPattern.test(id) || localPool.test(id)));
  },

  recognize(address, part) {
    const { host, usualPort, segments } = address;
    if (!usualPort) return null;
    const inIssuer = issuerHost.exec(host)?.[1];
    if (inIssuer !== undefined) return poolIn(inIssuer, segments[0] ?? part.trim(), host);
    const inDomain = domainHost.exec(host)?.[1];
    if (inDomain !== undefined) {
      return poolIn(inDomain, part.trim(), `cognito-idp.${inDomain}.amazonaws.com`);
    }
    return host === 'console.aws.amazon.com' || labelBefore(host, 'console.aws.amazon.com') !== null
      ? fromConsole(address, part.trim())
      : null;
  },
};

/** The issuer that a pool's id names by itself: its region stands before the underscore. Null for another text. */
export function issuerOfPool(id: string): string | null {
  const named = poolPattern.exec(id)?.[1];
  return named === undefined ? null : `https://cognito-idp.${named}.amazonaws.com/${id}`;
}

function poolIn(region: string, id: string, host: string): Recognized {
  const named = poolPattern.exec(id)?.[1];
  if (named === undefined) return lacks(pool);
  const issuer = issuerOfPool(id) ?? '';
  return named === region
    ? found({ issuer: `https://${host}/${id}`, words: id })
    : wrong(`The address is of the region ${region}, and the user pool ${id} is in ${named}.`, {
        issuer,
        words: id,
      });
}

function fromConsole({ segments, query }: PastedAddress, part: string): Recognized {
  if (segments[0] !== 'cognito') {
    return wrong(
      'This page of the AWS console is not about a user pool. Open Cognito there, then your user pool, and paste that address.',
    );
  }
  const id = [...segments, query.get('id') ?? '', part].find((text) => poolPattern.test(text));
  const issuer = id === undefined ? null : issuerOfPool(id);
  return issuer === null ? lacks(pool) : found({ issuer, words: id ?? issuer });
}

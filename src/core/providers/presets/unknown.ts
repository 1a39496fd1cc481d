import type { ServerMetadata } from '../../oauth/types.ts';
import { unknownGuide } from '../guides/unknown.ts';
import { published, unchecked } from './evidence.ts';
import type { ProviderPreset } from './preset.ts';

const usual = ['openid', 'profile', 'email', 'offline_access'];

const listed = 'It lists offline_access, which is how a refresh token is asked for.';
const unlisted =
  'It does not list offline_access, so that is left out. Add it if you are asked to sign in too often.';
const silent =
  'It does not say which scopes it takes; offline_access is how a refresh token is usually asked for.';

/** What is assumed of a server before it was asked. */
export const unknown: ProviderPreset = {
  id: 'unknown',
  name: 'OpenID Connect provider',
  unmaintained: null,
  issuer: unchecked({ template: '{issuer}', endsInSlash: 'as published' }),
  inputs: [{ name: 'issuer', label: 'Issuer', example: 'https://login.example.com' }],
  scopes: unchecked(usual),
  refusedScopes: unchecked([]),
  refresh: unchecked(silent),
  resource: unchecked('A token for an API is asked for by its address, where the server knows RFC 8707.'),
  resources: unchecked('every'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  moreAccess: unchecked({ parameters: {}, prompt: 'consent' }),
  prompts: { anotherAccount: unchecked('select_account'), consent: unchecked('for offline_access') },
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: unchecked('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1'], ports: 'any' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked(['refresh token', 'access token']),
  unnamedEndpoints: unchecked({ revocation: null, userInfo: null }),
  refusals: unchecked('A redirect address that is not registered ends on a page of the server.'),
  facts: [],
  guide: unknownGuide,
  owns: () => true,
  recognize: () => null,
};

const plain =
  'It names no keys, so no ID token of it can be checked: openid is left out, and the account has no name here. Which scopes it takes, and which of them keeps you signed in, its documentation says.';

/** The same for a server that nobody knows, as far as its own metadata says otherwise. */
export function presetFromDiscovery(metadata: ServerMetadata): ProviderPreset {
  const { scopesSupported, revocationEndpoint, jwksUri } = metadata;
  const evidence = scopesSupported === null ? 'unchecked' : 'published';
  const identifies = jwksUri !== null;
  const scopes =
    scopesSupported === null
      ? identifies
        ? usual
        : []
      : usual.filter((scope) => (scope === 'openid' ? identifies : scopesSupported.includes(scope)));
  return {
    ...unknown,
    ...promptsOf(metadata),
    name: identifies ? unknown.name : 'OAuth 2.0 server',
    scopes: { value: scopes, evidence },
    refresh: { value: identifies ? refreshWords(scopesSupported) : plain, evidence },
    revocation: {
      value: revocationEndpoint === null ? [] : unknown.revocation.value,
      evidence: 'published',
    },
  };
}

/** Some refuse a sign-in that asks for a prompt which they do not list. `login` every one has to know (OpenID Connect Core §15.1). */
function promptsOf({
  promptValuesSupported: supported,
}: ServerMetadata): Pick<ProviderPreset, 'prompts' | 'moreAccess'> {
  if (supported === null) return { prompts: unknown.prompts, moreAccess: unknown.moreAccess };
  const asksForConsent = supported.includes('consent');
  return {
    prompts: {
      anotherAccount: published(supported.includes('select_account') ? 'select_account' : 'login'),
      consent: published(asksForConsent ? unknown.prompts.consent.value : 'never'),
    },
    moreAccess: published({ parameters: {}, prompt: asksForConsent ? 'consent' : null }),
  };
}

function refreshWords(supported: readonly string[] | null): string {
  if (supported === null) return silent;
  return supported.includes('offline_access') ? listed : unlisted;
}

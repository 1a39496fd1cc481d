import type { ConnectionCheckId, Finding } from '../../../shared/doctor.ts';
import { endSessionUrl } from '../../oauth/end-session.ts';
import { hostOf } from '../../oauth/failures.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import type { ProviderPreset } from '../../providers/presets/preset.ts';
import { note } from '../finding.ts';
import type { Endpoint } from './judge-endpoint.ts';

/** One address of a provider: where it is, how it is asked, and what is said where there is none. */
export interface EndpointQuestion {
  readonly id: ConnectionCheckId;
  readonly method: 'GET' | 'POST';
  readonly urlOf: (metadata: ServerMetadata, preset: ProviderPreset) => string | null;
  readonly endpoint: Omit<Endpoint, 'host'>;
  readonly absent: Finding;
}

/** Every address that a check asks for nothing but whether it is there. */
export const endpointQuestions: readonly EndpointQuestion[] = [
  {
    id: 'token-endpoint',
    method: 'POST',
    urlOf: ({ tokenEndpoint }) => tokenEndpoint,
    endpoint: {
      words: 'token address',
      without: 'wrong',
      lost: 'Without it nobody can sign in or stay signed in.',
      inBrowser: false,
    },
    absent: note('The provider names no token address.', ''),
  },
  {
    id: 'user-info-endpoint',
    method: 'GET',
    urlOf: ({ userinfoEndpoint }) => userinfoEndpoint,
    endpoint: {
      words: 'account address',
      without: 'note',
      lost: 'Without it less is shown of your account.',
      inBrowser: false,
    },
    absent: note('The provider has no account address, so less may be shown of your account.', ''),
  },
  {
    id: 'device-endpoint',
    method: 'POST',
    urlOf: ({ deviceAuthorizationEndpoint }) => deviceAuthorizationEndpoint,
    endpoint: {
      words: 'address for sign-in with a code',
      without: 'note',
      lost: 'Without it you cannot sign in with a code that is entered elsewhere.',
      inBrowser: false,
    },
    absent: note('The provider offers no sign-in with a code that is entered elsewhere.', ''),
  },
  {
    id: 'sign-out',
    method: 'GET',
    urlOf: signOutAddress,
    endpoint: {
      words: 'sign-out address',
      without: 'note',
      lost: 'Without it you stay signed in in the browser after signing out here.',
      inBrowser: true,
    },
    absent: note(
      'The provider has no sign-out address: signing out here leaves you signed in in the browser.',
      'Sign out at the provider’s own pages where that matters.',
    ),
  },
  {
    id: 'revocation',
    method: 'POST',
    urlOf: ({ revocationEndpoint }) => revocationEndpoint,
    endpoint: {
      words: 'revocation address',
      without: 'note',
      lost: 'Without it the provider is not told of a sign-out.',
      inBrowser: false,
    },
    absent: note(
      'The provider takes no sign-in back: signing out forgets it here, and it ends there by itself.',
      'Where a computer was lost, end its sign-ins in the provider’s own pages.',
    ),
  },
];

/** OpenID Connect's, or what the provider has in its place, without anything in it: no client, no person, no way back. */
function signOutAddress(metadata: ServerMetadata, { logout }: ProviderPreset): string | null {
  const url = endSessionUrl({
    metadata,
    dialect: logout.value,
    clientId: '',
    idToken: null,
    scheme: '',
    spelling: 'path',
    state: '',
  });
  return url === null ? null : url.replace(/[?#].*$/, '');
}

/** The same endpoint with the host that it is at. */
export function at({ endpoint }: EndpointQuestion, url: string): Endpoint {
  return { ...endpoint, host: hostOf(url) };
}

import { documented, reported } from '../presets/evidence.ts';
import { choose, copy, enter, switchOff, switchOn, type ProviderGuide } from './provider-guide.ts';

const create = ['your realm', 'Clients', 'Create client'];

export const keycloakGuide: ProviderGuide = {
  application: documented(['Clients', 'Create client', 'OpenID Connect']),
  steps: [
    {
      id: 'application',
      place: documented([...create, 'General settings']),
      words: 'Make a new client, then press “Next”.',
      entries: [
        documented(choose('Client type', 'OpenID Connect')),
        documented(enter('Client ID', 'client id', { why: 'Any name will do; enter the same in Latchkey.' })),
        documented(enter('Name', 'name', { optional: true })),
      ],
    },
    {
      id: 'capabilities',
      place: documented([...create, 'Capability config']),
      words: 'Allow what the app uses, then press “Next”.',
      entries: [
        documented(
          switchOff('Client authentication', { why: 'A desktop app cannot keep a secret, so it has none.' }),
        ),
        documented(switchOn('Standard flow')),
        documented(switchOff('Direct access grants')),
        documented(switchOff('Implicit flow')),
        documented(switchOff('Service account roles')),
        documented(choose('PKCE method', 'S256')),
        documented(
          switchOn('OAuth 2.0 Device Authorization Grant', {
            optional: true,
            why: 'Only to sign in with a code, on a computer without a browser.',
          }),
        ),
      ],
    },
    {
      id: 'addresses',
      place: documented([...create, 'Login settings']),
      words: 'Enter the addresses, then press “Save”.',
      entries: [
        documented(
          enter('Valid redirect URIs', 'redirect addresses', {
            why: 'Each on a line of its own, without a star.',
          }),
        ),
        reported(enter('Valid post logout redirect URIs', 'sign-out address')),
      ],
    },
    {
      id: 'refresh-tokens',
      place: documented(['your realm', 'Realm settings', 'Tokens']),
      words: 'Have each refresh token work once.',
      entries: [
        documented(
          switchOn('Revoke Refresh Token', {
            optional: true,
            why: 'A refresh token that was stolen is noticed then. It holds for every client of the realm.',
          }),
        ),
      ],
    },
    {
      id: 'client-id',
      place: documented(['your realm', 'Clients', 'your client', 'Settings']),
      words: 'Copy the client ID for Latchkey, as it stands there.',
      entries: [documented(copy('Client ID'))],
    },
  ],
  documentation: 'https://www.keycloak.org/docs/latest/server_admin/',
};

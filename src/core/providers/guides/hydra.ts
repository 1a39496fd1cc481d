import { unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, tick, type ProviderGuide } from './provider-guide.ts';

const clients = ['OAuth 2', 'OAuth2 Clients'];

/** By the names of its interface, which the command line and the console share. */
export const hydraGuide: ProviderGuide = {
  application: unchecked([...clients, 'Create OAuth2 Client']),
  steps: [
    {
      id: 'application',
      place: unchecked([...clients, 'Create OAuth2 Client']),
      words: 'Make a new client, in the console or with “hydra create oauth2-client”.',
      entries: [
        unchecked(enter('client_name', 'name')),
        unchecked(
          choose('token_endpoint_auth_method', 'none', {
            why: 'A desktop app cannot keep a secret, so it has none.',
          }),
        ),
        unchecked(tick('grant_types', ['authorization_code', 'refresh_token'])),
        unchecked(tick('response_types', ['code'])),
      ],
    },
    {
      id: 'addresses',
      place: unchecked([...clients, 'your client']),
      words: 'Enter the addresses, exactly as they stand here.',
      entries: [
        unchecked(enter('redirect_uris', 'redirect addresses')),
        unchecked(enter('post_logout_redirect_uris', 'sign-out address')),
      ],
    },
    {
      id: 'scopes',
      place: unchecked([...clients, 'your client']),
      words: 'Allow what the app asks for.',
      entries: [unchecked(enter('scope', 'scopes', { why: 'Separated by spaces.' }))],
    },
    {
      id: 'client-id',
      place: unchecked([...clients, 'your client']),
      words: 'Copy the client ID for Latchkey.',
      entries: [unchecked(copy('client_id'))],
    },
  ],
  documentation: 'https://www.ory.sh/docs/hydra/guides/oauth2-clients',
};

import { tried, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOn, tick, type ProviderGuide } from './provider-guide.ts';

export const betterAuthGuide: ProviderGuide = {
  application: tried(['The OAuth provider plugin', 'Register a client', 'application_type: native']),
  steps: [
    {
      id: 'application',
      place: tried(['The OAuth provider plugin', 'Register a client']),
      words: 'Register a client with this description.',
      entries: [
        unchecked(enter('client_name', 'name')),
        tried(choose('application_type', 'native')),
        tried(choose('token_endpoint_auth_method', 'none')),
        tried(tick('grant_types', ['authorization_code', 'refresh_token'])),
        tried(tick('response_types', ['code'])),
        tried(enter('redirect_uris', 'redirect addresses')),
        unchecked(enter('post_logout_redirect_uris', 'sign-out address')),
        unchecked(enter('scope', 'scopes')),
      ],
      code: 'JSON',
    },
    {
      id: 'sign-out',
      place: tried(['The OAuth provider plugin', 'your client']),
      words: 'Let the app sign out in the browser.',
      entries: [tried(switchOn('enableEndSession', { optional: true }))],
    },
    {
      id: 'client-id',
      place: tried(['The OAuth provider plugin', 'your client']),
      words: 'Copy the client ID for Latchkey.',
      entries: [tried(copy('client_id'))],
    },
  ],
  documentation: null,
};

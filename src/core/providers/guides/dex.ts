import { unchecked } from '../presets/evidence.ts';
import { copy, enter, switchOn, type ProviderGuide } from './provider-guide.ts';

const clients = ['The configuration file', 'staticClients'];

export const dexGuide: ProviderGuide = {
  application: unchecked([...clients, 'public: true']),
  steps: [
    {
      id: 'application',
      place: unchecked(clients),
      words: 'Add a client, then restart the server.',
      entries: [
        unchecked(enter('id', 'client id')),
        unchecked(enter('name', 'name')),
        unchecked(switchOn('public', { why: 'A desktop app cannot keep a secret, so it has none.' })),
        unchecked(enter('redirectURIs', 'redirect addresses', { why: 'Each on a line of its own.' })),
      ],
    },
    {
      id: 'refresh-tokens',
      place: unchecked(['The configuration file', 'expiry', 'refreshTokens']),
      words:
        'See that refresh tokens work once, which is so unless “disableRotation” is there, and that they live long enough.',
      entries: [],
    },
    {
      id: 'client-id',
      place: unchecked(clients),
      words: 'Copy the id for Latchkey, as it stands there.',
      entries: [unchecked(copy('id'))],
    },
  ],
  documentation: 'https://dexidp.io/docs/configuration/',
};

import { documented, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, type ProviderGuide } from './provider-guide.ts';

export const googleGuide: ProviderGuide = {
  application: unchecked(['Google Auth Platform', 'Clients', 'Create client', 'Desktop app']),
  steps: [
    {
      id: 'audience',
      place: unchecked(['Google Auth Platform', 'Audience']),
      words:
        'Say who may sign in. While the app is in “Testing”, only the test users may, and each sign-in ends after seven days.',
      entries: [],
    },
    {
      id: 'application',
      place: documented(['Google Auth Platform', 'Clients', 'Create client']),
      words:
        'Make a new client. There is no address to enter: Google takes every port of the loopback address from a desktop app.',
      entries: [
        unchecked(
          choose('Application type', 'Desktop app', {
            why: 'Any other type refuses the loopback address. An app link is not taken from any of them.',
          }),
        ),
        unchecked(enter('Name', 'name')),
      ],
    },
    {
      id: 'client-id',
      place: documented(['Google Auth Platform', 'Clients', 'your client']),
      words:
        'Copy both for Latchkey. Google insists on the secret of a desktop app, although it keeps nothing safe.',
      entries: [documented(copy('Client ID')), unchecked(copy('Client secret'))],
    },
  ],
  documentation: 'https://support.google.com/cloud/answer/15549257',
};

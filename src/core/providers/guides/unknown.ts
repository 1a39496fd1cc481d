import { unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOff, tick, type ProviderGuide } from './provider-guide.ts';

/** For a server whose pages nobody knows: in the words of the standards (RFC 8252, RFC 7591). */
export const unknownGuide: ProviderGuide = {
  application: null,
  steps: [
    {
      id: 'application',
      place: unchecked([]),
      words: 'Make a new client, or application, for a desktop app.',
      entries: [
        unchecked(enter('Name', 'name')),
        unchecked(
          choose('Type', 'native', {
            why: 'It may also be called “public”, “desktop”, “mobile” or “installed”. A web application is something else.',
          }),
        ),
        unchecked(
          switchOff('Client secret', { why: 'A desktop app cannot keep one, so it is better without.' }),
        ),
        unchecked(tick('Grant types', ['authorization code', 'refresh token'])),
        unchecked(choose('PKCE', 'S256')),
      ],
    },
    {
      id: 'addresses',
      place: unchecked([]),
      words: 'Enter the addresses, exactly as they stand here.',
      entries: [
        unchecked(enter('Redirect addresses', 'redirect addresses')),
        unchecked(enter('Address after a sign-out', 'sign-out address', { optional: true })),
      ],
    },
    {
      id: 'scopes',
      place: unchecked([]),
      words: 'Allow what the app asks for.',
      entries: [unchecked(tick('Scopes', 'scopes'))],
    },
    {
      id: 'client-id',
      place: unchecked([]),
      words: 'Copy the client ID for Latchkey.',
      entries: [unchecked(copy('Client ID'))],
    },
  ],
  documentation: null,
};

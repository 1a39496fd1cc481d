import { documented, reported, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOff, tick, type ProviderGuide } from './provider-guide.ts';

const app = ['App registrations', 'your app'];

export const entraGuide: ProviderGuide = {
  application: documented([
    'App registrations',
    'Authentication',
    'Add a platform',
    'Mobile and desktop applications',
  ]),
  steps: [
    {
      id: 'application',
      place: documented(['App registrations', 'New registration']),
      words: 'Register a new application. Leave the redirect URI empty for now.',
      entries: [
        unchecked(enter('Name', 'name')),
        documented(
          choose('Supported account types', 'Accounts in this organizational directory only', {
            why: 'With several tenants at once nobody could say who you are.',
          }),
        ),
      ],
    },
    {
      id: 'addresses',
      place: documented([...app, 'Authentication', 'Add a platform', 'Mobile and desktop applications']),
      words: 'Add the platform for desktop apps, and its addresses.',
      entries: [
        unchecked(enter('Custom redirect URIs', 'redirect addresses')),
        unchecked(
          enter('Custom redirect URIs', 'sign-out address', {
            optional: true,
            why: 'After a sign-out in the browser Microsoft leads back only to an address that stands in this list.',
          }),
        ),
        documented(
          switchOff('Web', {
            why: 'An address of another platform leads to AADSTS7000218 or AADSTS9002326.',
          }),
        ),
        documented(switchOff('Single-page application')),
      ],
    },
    {
      id: 'public-client',
      place: documented([...app, 'Authentication', 'Advanced settings']),
      words: 'Say that the app has no secret, then press “Save”.',
      entries: [
        reported(
          choose('Allow public client flows', 'Yes', {
            why: 'Without it the sign-in ends with AADSTS7000218.',
          }),
        ),
      ],
    },
    {
      id: 'permissions',
      place: unchecked([...app, 'API permissions', 'Add a permission', 'Delegated permissions']),
      words: 'Add what the app asks for. Where people may not agree by themselves, grant admin consent.',
      entries: [unchecked(tick('Delegated permissions', 'scopes', { optional: true }))],
    },
    {
      id: 'client-id',
      place: documented([...app, 'Overview']),
      words: 'Copy the client ID for Latchkey.',
      entries: [documented(copy('Application (client) ID'))],
    },
  ],
  documentation: 'https://learn.microsoft.com/entra/identity-platform/scenario-desktop-app-registration',
};

import { documented, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOn, tick, switchOff, type ProviderGuide } from './provider-guide.ts';

const settings = ['Applications', 'Applications', 'your application', 'Settings'];

export const auth0Guide: ProviderGuide = {
  application: documented(['Applications', 'Create Application', 'Native']),
  steps: [
    {
      id: 'application',
      place: documented(['Applications', 'Applications', 'Create Application']),
      words: 'Make a new application, then press “Create”.',
      entries: [
        documented(enter('Name', 'name')),
        documented(
          choose('Application Type', 'Native', {
            why: 'It is the type for mobile and desktop apps, which have no secret.',
          }),
        ),
      ],
    },
    {
      id: 'addresses',
      place: documented([...settings, 'Application URIs']),
      words: 'Enter the addresses, then press “Save Changes” at the bottom.',
      entries: [
        documented(
          enter('Allowed Callback URLs', 'redirect addresses', { why: 'Separate them with commas.' }),
        ),
        documented(enter('Allowed Logout URLs', 'sign-out address')),
      ],
    },
    {
      id: 'grant-types',
      place: documented([...settings, 'Show Advanced Settings', 'Grant Types']),
      words: 'Allow what the app uses, and nothing else, then press “Save Changes”.',
      entries: [
        unchecked(tick('Grant Types', ['Authorization Code', 'Refresh Token'])),
        unchecked(switchOff('Implicit')),
        unchecked(switchOff('Password')),
      ],
    },
    {
      id: 'refresh-tokens',
      place: documented([...settings, 'Refresh Token Rotation']),
      words: 'Have each refresh token work once.',
      entries: [
        documented(
          switchOn('Allow Refresh Token Rotation', {
            optional: true,
            why: 'A refresh token that was stolen is noticed then.',
          }),
        ),
      ],
    },
    {
      id: 'api',
      place: unchecked(['Applications', 'APIs', 'your API', 'Settings']),
      words: 'Where the app calls an API of yours, let it stay signed in there.',
      entries: [
        documented(
          switchOn('Allow Offline Access', {
            optional: true,
            why: 'Without it Auth0 gives no refresh token for this API.',
          }),
        ),
      ],
    },
    {
      id: 'client-id',
      place: documented([...settings, 'Basic Information']),
      words: 'Copy the client ID for Latchkey. The client secret is not needed.',
      entries: [documented(copy('Client ID'))],
    },
  ],
  documentation: 'https://auth0.com/docs/get-started/applications/application-settings',
};

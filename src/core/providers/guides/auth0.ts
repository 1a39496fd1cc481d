import { documented, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOn, tick, switchOff, type ProviderGuide } from './provider-guide.ts';

const settings = ['Applications', 'Applications', 'your application', 'Settings'];

export const auth0Guide: ProviderGuide = {
  application: unchecked(['Applications', 'Create Application', 'Native']),
  steps: [
    {
      id: 'application',
      place: unchecked(['Applications', 'Applications', 'Create Application']),
      words: 'Make a new application.',
      entries: [
        unchecked(enter('Name', 'name')),
        unchecked(
          choose('Choose an application type', 'Native', {
            why: 'Any other type wants a secret, or refuses the way in which a desktop app signs in.',
          }),
        ),
      ],
    },
    {
      id: 'addresses',
      place: documented(settings),
      words: 'Enter the addresses, then press “Save Changes” at the bottom.',
      entries: [
        unchecked(
          enter('Allowed Callback URLs', 'redirect addresses', { why: 'Separate them with commas.' }),
        ),
        unchecked(enter('Allowed Logout URLs', 'sign-out address')),
      ],
    },
    {
      id: 'grant-types',
      place: unchecked([...settings, 'Advanced Settings', 'Grant Types']),
      words: 'Allow what the app uses, and nothing else.',
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
      words: 'Let the app stay signed in to the API that it calls.',
      entries: [
        documented(
          switchOn('Allow Offline Access', { why: 'Without it Auth0 gives no refresh token for this API.' }),
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

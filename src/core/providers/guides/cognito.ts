import { documented, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOff, tick, type ProviderGuide } from './provider-guide.ts';

const client = ['User pools', 'your pool', 'Applications', 'App clients'];
const loginPages = [...client, 'your app client', 'Login pages', 'Edit'];

export const cognitoGuide: ProviderGuide = {
  application: unchecked(['User pools', 'your pool', 'App clients', 'Create app client', 'Mobile app']),
  steps: [
    {
      id: 'domain',
      place: unchecked(['User pools', 'your pool', 'Branding', 'Domain']),
      words: 'See that the user pool has a domain. Without one there is no page to sign in at.',
      entries: [],
    },
    {
      id: 'application',
      place: unchecked([...client, 'Create app client']),
      words: 'Make a new app client.',
      entries: [
        unchecked(
          choose('Application type', 'Mobile app', {
            why: 'It has no client secret. One with a secret refuses this app, and the secret cannot be taken away later.',
          }),
        ),
        unchecked(enter('Name your application', 'name')),
      ],
    },
    {
      id: 'addresses',
      place: unchecked(loginPages),
      words: 'Enter the addresses, then press “Save changes”.',
      entries: [
        unchecked(enter('Allowed callback URLs', 'redirect addresses')),
        unchecked(enter('Allowed sign-out URLs', 'sign-out address')),
      ],
    },
    {
      id: 'grants',
      place: unchecked(loginPages),
      words: 'On the same page: allow what the app uses.',
      entries: [
        unchecked(tick('Identity providers', ['Cognito user pool'])),
        documented(tick('OAuth 2.0 grant types', ['Authorization code grant'])),
        unchecked(switchOff('Implicit grant')),
        documented(
          tick('OpenID Connect scopes', 'scopes', {
            why: 'Scopes of your own APIs stand below “Custom scopes”. There is none for a refresh token: it comes by itself.',
          }),
        ),
      ],
    },
    {
      id: 'client-id',
      place: unchecked([...client, 'your app client']),
      words: 'Copy the client ID for Latchkey.',
      entries: [unchecked(copy('Client ID'))],
    },
  ],
  documentation:
    'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html',
};

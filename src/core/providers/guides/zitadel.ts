import { unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, tick, type ProviderGuide } from './provider-guide.ts';

const project = ['Projects', 'your project', 'Applications'];
const app = [...project, 'your application'];

export const zitadelGuide: ProviderGuide = {
  application: unchecked([...project, 'New', 'Native']),
  steps: [
    {
      id: 'application',
      place: unchecked([...project, 'New']),
      words: 'Make a new application, then press “Continue”.',
      entries: [
        unchecked(enter('Name of the application', 'name')),
        unchecked(
          choose('Type of application', 'Native', {
            why: 'It is the type for desktop and mobile apps, which have no secret and use PKCE.',
          }),
        ),
      ],
    },
    {
      id: 'addresses',
      place: unchecked([...project, 'New', 'Redirect URIs']),
      words: 'Enter the addresses, then press “Continue” and “Create”.',
      entries: [
        unchecked(enter('Redirect URIs', 'redirect addresses')),
        unchecked(enter('Post Logout URIs', 'sign-out address')),
      ],
    },
    {
      id: 'grant-types',
      place: unchecked([...app, 'Configuration']),
      words: 'Allow what the app uses, then press “Save”.',
      entries: [
        unchecked(
          tick('Grant Types', ['Authorization Code', 'Refresh Token'], {
            why: 'Without “Refresh Token” nothing can be renewed, and you have to sign in again and again.',
          }),
        ),
      ],
    },
    {
      id: 'client-id',
      place: unchecked([...app, 'Configuration']),
      words: 'Copy the client ID for Latchkey.',
      entries: [unchecked(copy('Client ID'))],
    },
  ],
  documentation: 'https://zitadel.com/docs/guides/integrate/login/oidc/login-users',
};

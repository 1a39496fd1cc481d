import { documented, reported, unchecked } from '../presets/evidence.ts';
import { choose, copy, enter, switchOff, tick, type ProviderGuide } from './provider-guide.ts';

export const oktaGuide: ProviderGuide = {
  application: documented([
    'Applications',
    'Create App Integration',
    'OIDC - OpenID Connect',
    'Native Application',
  ]),
  steps: [
    {
      id: 'application',
      place: documented(['Applications', 'Applications', 'Create App Integration']),
      words: 'Make a new app integration, then press “Next”.',
      entries: [
        documented(choose('Sign-in method', 'OIDC - OpenID Connect')),
        documented(
          choose('Application type', 'Native Application', {
            why: 'With another type the sign-in does not work.',
          }),
        ),
      ],
    },
    {
      id: 'settings',
      place: unchecked(['New Native App Integration']),
      words: 'Fill in what the app uses, then press “Save”.',
      entries: [
        unchecked(enter('App integration name', 'name')),
        documented(
          tick('Grant type', ['Authorization Code', 'Refresh Token'], {
            why: 'Without “Refresh Token” nothing can be renewed, and you have to sign in again and again.',
          }),
        ),
        unchecked(switchOff('Implicit (hybrid)')),
        unchecked(enter('Sign-in redirect URIs', 'redirect addresses')),
        unchecked(enter('Sign-out redirect URIs', 'sign-out address')),
      ],
    },
    {
      id: 'assignments',
      place: unchecked(['Applications', 'Applications', 'your app', 'Assignments']),
      words: 'Assign the people, or the groups, who may sign in. Okta refuses everybody else.',
      entries: [],
    },
    {
      id: 'general',
      place: documented(['Applications', 'Applications', 'your app', 'General', 'General Settings', 'Edit']),
      words: 'Have each refresh token work once, and leave the proof of possession off.',
      entries: [
        documented(
          choose('Refresh Token', 'Rotate token after every use', {
            optional: true,
            why: 'A refresh token that was stolen is noticed then.',
          }),
        ),
        reported(
          switchOff('Require Demonstrating Proof of Possession (DPoP) header in token requests', {
            why: 'Latchkey does not do that yet.',
          }),
        ),
      ],
    },
    {
      id: 'policy',
      place: documented(['Security', 'API', 'Authorization Servers', 'your server', 'Access Policies']),
      words:
        'Add a policy for the app with a rule that allows the authorization code grant and the scopes. On the free plan the server “default” has none, and refuses every sign-in.',
      entries: [unchecked(tick('THEN Grant these scopes', 'scopes'))],
    },
    {
      id: 'client-id',
      place: unchecked(['Applications', 'Applications', 'your app', 'General', 'Client Credentials']),
      words: 'Copy the client ID for Latchkey.',
      entries: [unchecked(copy('Client ID'))],
    },
  ],
  documentation: 'https://help.okta.com/oie/en-us/content/Topics/apps/apps_app_integration_wizard_oidc.htm',
};

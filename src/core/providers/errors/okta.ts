import { documented, reported, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const policies = 'https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm';
const refreshTokens = 'https://developer.okta.com/docs/guides/refresh-tokens/main/';

export const oktaErrors: readonly ErrorEntry[] = [
  {
    id: 'okta-redirect-unknown',
    seen: {
      at: ['page', 'authorization', 'pushed'],
      texts: ["'redirect_uri' parameter must be a Login redirect URI in the client app settings"],
    },
    cause: unchecked('The redirect address is not among the sign-in redirect URIs of the app.'),
    fix: unchecked('Copy the redirect address and add it there.'),
    place: unchecked(['Applications', 'your app', 'General', 'Sign-in redirect URIs']),
    documentation: 'https://developer.okta.com/docs/reference/error-codes/',
    action: 'copy-redirect-address',
  },
  {
    id: 'okta-not-assigned',
    seen: {
      at: ['authorization', 'device'],
      errors: ['access_denied'],
      texts: ['User is not assigned to the client application'],
    },
    cause: unchecked('Your account is not assigned to this app in Okta.'),
    fix: unchecked('Ask an administrator to assign you, or a group that you are in, to the app.'),
    place: unchecked(['Applications', 'your app', 'Assignments']),
    documentation: 'https://developer.okta.com/docs/reference/error-codes/',
    action: 'sign-in-again',
  },
  {
    id: 'okta-no-policy',
    seen: {
      at: ['authorization', 'device', 'token', 'refresh'],
      texts: ['Policy evaluation failed', 'no_matching_policy'],
    },
    cause: documented(
      'No access policy of the authorization server lets this app, this account and these scopes through. On the free plan the server “default” has none at all.',
    ),
    fix: documented(
      'Add a policy for the app with a rule that allows the authorization code grant and the scopes.',
    ),
    place: documented(['Security', 'API', 'Authorization Servers', 'your server', 'Access Policies']),
    documentation: policies,
    action: 'sign-in-again',
  },
  {
    id: 'okta-browser-request',
    seen: {
      at: ['token', 'refresh'],
      texts: [
        'browser requests to the token endpoint must use',
        'browser requests to the token endpoint may not',
      ],
    },
    cause: reported(
      'Okta takes the request for one of a web page. Latchkey sends none: something on the way adds an origin.',
    ),
    fix: unchecked(
      'Check the proxy of your network, and that the app is registered as a native application.',
    ),
    place: documented([
      'Applications',
      'Create App Integration',
      'OIDC - OpenID Connect',
      'Native Application',
    ]),
    documentation: 'https://developer.okta.com/docs/reference/error-codes/',
    action: null,
  },
  {
    id: 'okta-proof-wanted',
    seen: { at: ['token', 'refresh', 'pushed'], errors: ['use_dpop_nonce', 'invalid_dpop_proof'] },
    cause: documented(
      'The app requires each request to be proved with a key (DPoP), which Latchkey does not do yet.',
    ),
    fix: unchecked('Switch “Require Demonstrating Proof of Possession (DPoP)” off for the app.'),
    place: unchecked(['Applications', 'your app', 'General', 'Proof of possession']),
    documentation: 'https://developer.okta.com/docs/guides/dpop/main/',
    action: null,
  },
  {
    id: 'okta-no-refresh-token',
    seen: { at: ['token'], happened: 'nothing-to-renew-with-though-asked' },
    cause: documented('Okta lets an app renew a sign-in only where its grant “Refresh Token” is ticked.'),
    fix: documented('Tick “Refresh Token”, then sign in again.'),
    place: unchecked(['Applications', 'your app', 'General', 'Grant type', 'Refresh Token']),
    documentation: refreshTokens,
    action: 'sign-in-again',
  },
];

import type { ProviderId } from '../../../src/shared/provider.ts';

/** Software that the app was run against. */
export interface Ran {
  readonly software: string;
  /** What was seen to work with it. */
  readonly seen: string;
  /** The tests that do it, from the root of the project. */
  readonly tests: readonly string[];
}

/** What ran, for each provider. A server of ours, or an emulator, is never the provider. */
export const ran: Readonly<Record<ProviderId, readonly Ran[]>> = {
  auth0: [
    {
      software:
        'a loopback server of ours that imitates what is published of it; its header says which facts',
      seen: 'sign-in over the page that asks, the slash of the issuer, an audience, renewal and rotation, both sign-outs, refusals explained',
      tests: ['test/integration/providers/auth0.test.ts', 'test/e2e/providers/systems.test.ts'],
    },
    {
      software: '`@simulacrum/auth0-simulator` 0.11.4, an emulator that others wrote',
      seen: 'sign-in, renewal, its own sign-out',
      tests: ['test/integration/providers/auth0-simulator.test.ts'],
    },
  ],
  okta: [
    {
      software: '`emulate` 0.12.2, an emulator that others wrote',
      seen: 'sign-in, renewal, revocation, sign-out in the browser, refusals explained',
      tests: [
        'test/integration/providers/okta.test.ts',
        'test/integration/providers/emulated-errors.test.ts',
        'test/e2e/providers/systems.test.ts',
      ],
    },
  ],
  cognito: [
    {
      software:
        'a loopback server of ours that imitates what is published of it; its header says which facts',
      seen: 'sign-in at another host, sparse metadata, refused scopes, renewal, its own sign-out, revocation, refusals explained',
      tests: ['test/integration/providers/cognito.test.ts', 'test/e2e/providers/systems.test.ts'],
    },
    {
      software: '`cognito-local` 5.3.0, an emulator that others wrote',
      seen: 'sign-in with addresses by hand and without `openid`, renewal, refusals; its ID tokens repeat no nonce, and are refused for it',
      tests: ['test/integration/providers/cognito-local.test.ts'],
    },
  ],
  keycloak: [
    {
      software: 'Keycloak 26.7.3, the real server',
      seen: 'by the real window and browser: sign-in by app link, by loopback and by a code, restart, rotation and reuse, sessions ended by the administrator, revocation, both sign-outs; errors explained; a client that is registered by the guide, word for word',
      tests: [
        'test/e2e/providers/keycloak/window.test.ts',
        'test/e2e/providers/keycloak/errors.test.ts',
        'test/e2e/providers/keycloak/guide.test.ts',
      ],
    },
  ],
  identityserver4: [
    {
      software:
        'a loopback server of ours that imitates what is published of it; its header says which facts',
      seen: 'sign-in without iss, ID tokens of five minutes, refresh tokens that work once, the sign-out page with a link, refusals explained',
      tests: [
        'test/integration/providers/identityserver4.test.ts',
        'test/integration/providers/identity-server-errors.test.ts',
        'test/e2e/providers/systems.test.ts',
      ],
    },
  ],
  duende: [
    {
      software:
        'a loopback server of ours that imitates what is published of it; its header says which facts',
      seen: 'sign-in with iss, renewal, revocation of both tokens, the sign-out page with a link, refusals explained',
      tests: [
        'test/integration/providers/duende.test.ts',
        'test/integration/providers/identity-server-errors.test.ts',
        'test/e2e/providers/systems.test.ts',
      ],
    },
  ],
  entra: [
    {
      software: '`emulate` 0.12.2, an emulator that others wrote',
      seen: 'sign-in, renewal, sign-out, refusals explained',
      tests: [
        'test/integration/providers/entra.test.ts',
        'test/integration/providers/emulated-errors.test.ts',
        'test/e2e/providers/systems.test.ts',
      ],
    },
  ],
  google: [],
  'better-auth': [
    {
      software: 'Better Auth 1.7.5, the real server',
      seen: 'sign-in, renewal, revocation, sign-out in the browser, refusals explained',
      tests: ['test/integration/providers/better-auth.test.ts', 'test/e2e/providers/systems.test.ts'],
    },
  ],
  zitadel: [],
  hydra: [],
  dex: [],
  unknown: [
    {
      software: '`oidc-provider` 9, a certified server by others, as the demo that comes with the app',
      seen: 'sign-in by app link and loopback, renewal, restart, sign-out',
      tests: ['test/e2e/demo.test.ts', 'test/e2e/ways.test.ts'],
    },
    {
      software: '`oauth2-mock-server` 9.3.0, by others',
      seen: 'sign-in, renewal, sign-out, and a fault in each of its answers',
      tests: ['test/integration/providers/oauth2-mock-server.test.ts', 'test/e2e/providers/systems.test.ts'],
    },
  ],
};

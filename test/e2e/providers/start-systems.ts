import { whyNoThirdPartyServers } from '../../../scripts/lib/packages.mjs';
import { startAuth0 } from '../../servers/dialects/auth0.ts';
import { startCognito } from '../../servers/dialects/cognito.ts';
import type { Dialect } from '../../servers/dialects/dialect.ts';
import { startIdentityServer } from '../../servers/dialects/identity-server.ts';
import { person as known } from '../../servers/dialects/pages.ts';
import { startBetterAuth } from '../../servers/third-party/better-auth.ts';
import { startEmulatedEntra, startEmulatedOkta } from '../../servers/third-party/emulated.ts';
import { startMockServer } from '../../servers/third-party/oauth2-mock-server.ts';
import type { MockServer } from '../../servers/third-party/oauth2-mock-server.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';

export type SystemName =
  | 'okta'
  | 'entra'
  | 'better-auth'
  | 'auth0'
  | 'cognito'
  | 'identityserver4'
  | 'duende'
  | 'oauth2-mock-server';

/** A server that runs, with the app registered and one person. */
export interface System {
  readonly issuer: string;
  /** Where its pages are. */
  readonly origin: string;
  readonly clientId: string;
  readonly person: { readonly user: string; readonly password: string };
  readonly email: string;
  /** Whether it has an address that takes tokens back. */
  readonly revokes: boolean;
  /** Whether a person leads the browser back from a page after the sign-out; others send it back at once. */
  readonly leadsBack: boolean;
}

const email = 'ada@example.test';
const usual = { email, revokes: true, leadsBack: false } as const;

type Some = Readonly<Partial<Record<SystemName, System>>>;

/** Servers that run. */
interface Running {
  readonly systems: Some;
  /** The one among them whose answers can be changed; null where those of others are not installed. */
  readonly mockServer: MockServer | null;
  readonly stop: () => Promise<void>;
}

/** One that publishes nothing of itself, as plain OAuth 2.0 servers do: its addresses are in its documentation. */
export async function startPlain(): Promise<Dialect> {
  const plain = await startIdentityServer();
  plain.server.script('/.well-known/openid-configuration', (_seen, response) => {
    response.writeHead(404).end();
  });
  return plain;
}

/** Starts all of them side by side; those of others only where they are installed. */
export async function startSystems(scheme: string): Promise<Running> {
  const others = whyNoThirdPartyServers() === null ? [startOthers(scheme)] : [];
  const running = await Promise.all([startOurs(scheme), ...others]);
  return {
    systems: running.reduce<Some>((all, { systems }) => ({ ...all, ...systems }), {}),
    mockServer: running.map(({ mockServer }) => mockServer).find((server) => server !== null) ?? null,
    async stop() {
      await Promise.all(running.map(async (some) => some.stop()));
    },
  };
}

async function startOthers(scheme: string): Promise<Running> {
  const addresses = (issuer: string) => registeredAddresses(issuer, scheme);
  const [okta, entra, betterAuth, mockServer] = await Promise.all([
    startEmulatedOkta(addresses),
    startEmulatedEntra(addresses),
    startBetterAuth(),
    startMockServer({ asks: true }),
  ]);
  const clientId = await betterAuth.register(...addresses(betterAuth.issuer));
  await betterAuth.tell({ signsOut: clientId });
  return {
    systems: {
      okta: emulated(okta),
      entra: { ...emulated(entra), revokes: false },
      'better-auth': {
        issuer: betterAuth.issuer,
        origin: new URL(betterAuth.issuer).origin,
        clientId,
        person: { user: betterAuth.person.email, password: betterAuth.person.password },
        ...usual,
      },
      // It takes every client and every address, and knows one person.
      'oauth2-mock-server': {
        ...emulated({ ...mockServer, clientId: 'latchkey-desktop' }),
        email: 'johndoe',
      },
    },
    mockServer,
    async stop() {
      await Promise.all([okta, entra, betterAuth, mockServer].map(async (server) => server.stop()));
    },
  };
}

async function startOurs(scheme: string): Promise<Running> {
  const [auth0, cognito, identityServer, duende] = await Promise.all([
    startAuth0(),
    startCognito(),
    startIdentityServer(),
    startIdentityServer({ names: true }),
  ]);
  return {
    systems: {
      auth0: spoken(auth0, registeredAddresses(auth0.issuer, scheme)),
      // The guide gives it the addresses with two slashes.
      cognito: {
        ...spoken(cognito, registeredAddresses(cognito.issuer, scheme, 'authority')),
        origin: `http://${cognito.domain}`,
      },
      identityserver4: {
        ...spoken(identityServer, registeredAddresses(identityServer.issuer, scheme)),
        leadsBack: true,
      },
      duende: { ...spoken(duende, registeredAddresses(duende.issuer, scheme)), leadsBack: true },
    },
    mockServer: null,
    async stop() {
      await Promise.all([auth0, cognito, identityServer, duende].map(async (server) => server.stop()));
    },
  };
}

/** Its pages ask for no password: whoever is there is chosen. */
function emulated({ issuer, clientId }: { readonly issuer: string; readonly clientId: string }): System {
  const { origin } = new URL(issuer);
  return { issuer, origin, clientId, person: { user: email, password: '' }, ...usual };
}

/** Of ours: what is registered has to be told first. */
function spoken(dialect: Dialect, [redirectUri, afterSignOut]: readonly [string, string]): System {
  const { issuer, server } = dialect;
  dialect.registration = { redirectUris: [redirectUri], afterSignOut: [afterSignOut] };
  return {
    issuer,
    origin: new URL(issuer).origin,
    clientId: server.clientId,
    person: { user: known.name, password: known.password },
    ...usual,
  };
}

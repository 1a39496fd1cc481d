import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialect } from '../../servers/dialects/dialect.ts';
import { startIdentityServer } from '../../servers/dialects/identity-server.ts';
import { person } from '../../servers/dialects/pages.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, parameter } from './at-provider.ts';

/** What IdentityServer4 says and its successor took over, with the entry of each of the two; our server speaks as both do. */
const products = [
  {
    product: 'IdentityServer4',
    names: false,
    entries: {
      address: 'identityserver4-redirect-unknown',
      challenge: 'identityserver4-challenge-wanted',
      page: 'identityserver4-error-page',
      spent: 'identityserver4-refresh-token-spent',
      withheld: 'identityserver4-no-refresh-token',
    },
  },
  {
    product: 'Duende IdentityServer',
    names: true,
    entries: {
      address: 'duende-redirect-unknown',
      challenge: 'duende-challenge-wanted',
      page: 'duende-error-page',
      spent: 'duende-refresh-token-spent',
      withheld: 'duende-no-refresh-token',
    },
  },
] as const;

describe.each(products)('$product', ({ product, names, entries }) => {
  let server: Dialect;
  beforeAll(async () => {
    server = await startIdentityServer({ path: '/identity', names });
    const [redirectUri, afterSignOut] = registeredAddresses(server.issuer);
    server.registration = { redirectUris: [redirectUri], afterSignOut: [afterSignOut] };
  });
  afterAll(async () => server.stop());

  const atServer = async (): Promise<AtProvider> =>
    AtProvider.with({ issuer: server.issuer, clientId: server.server.clientId }, async (browser, page) =>
      browser.submit(page, 'Login', { Username: person.name, Password: person.password }),
    );

  test.each([
    [entries.address, parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere')],
    [entries.page, parameter('scope', 'openid moon')],
    [entries.page, parameter('client_id', 'somebody-else')],
    [entries.challenge, (address: string) => address.replace(/&code_challenge=[^&]*/, '')],
  ])('%s: an error that stays on a page of the server is explained', async (entry, request) => {
    const { details, next } = await (await atServer()).explained(request);
    expect(details?.help?.entry).toBe(entry);
    expect(next).toContain(`At ${product}: `);
  });

  test('R21+ F4+: renews with a token that works once; used by somebody else, it ends the session without any words', async () => {
    const at = await atServer();
    await at.signIn();
    const first = at.stage.sealed()?.refreshToken ?? '';
    await at.renewed();
    const second = at.stage.sealed()?.refreshToken ?? '';
    expect(second).not.toBe(first);
    await spend(server, second);
    await at.stage.sessions.renewNow('one');
    expect(at.stage.view().kind).toBe('needs-sign-in');
    const { details, next } = at.reason();
    expect(details).toMatchObject({ providerError: 'invalid_grant', help: { entry: entries.spent } });
    expect(next).toContain('RefreshTokenUsage');
  });

  test('R76+: without AllowOfflineAccess it says which setting brings a refresh token', async () => {
    const at = await atServer();
    server.server.tokenAnswer = { expires_in: 3600, refresh_token: undefined };
    await at.signIn().finally(() => {
      server.server.tokenAnswer = { expires_in: 3600 };
    });
    expect(at.stage.view().kind).toBe('signed-in-until');
    const { details, next } = at.reason();
    expect(details?.help?.entry).toBe(entries.withheld);
    expect(next).toContain('AllowOfflineAccess');
  });
});

/** Somebody else redeems a refresh token. */
async function spend({ server }: Dialect, refreshToken: string): Promise<void> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: server.clientId,
  });
  const answer = await fetch(`${server.origin}/connect/token`, { method: 'POST', body });
  expect(answer.status).toBe(200);
}

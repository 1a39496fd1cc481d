import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dialect } from '../../servers/dialects/dialect.ts';
import { startIdentityServer } from '../../servers/dialects/identity-server.ts';
import { person } from '../../servers/dialects/pages.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, presetAt } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* A loopback server of ours that speaks as Duende IdentityServer does; its header says what it imitates. */
let server: Dialect;
beforeAll(async () => {
  server = await startIdentityServer({ names: true });
  const [redirectUri, afterSignOut] = registeredAddresses(server.issuer);
  server.registration = { redirectUris: [redirectUri], afterSignOut: [afterSignOut] };
});
afterAll(async () => server.stop());

const asAda: Walk = async (browser, page) =>
  browser.submit(page, 'Login', { Username: person.name, Password: person.password });

test('it is taken for Duende by its addresses, and because it sends its issuer', async () => {
  expect(await presetAt(server.issuer)).toBe('duende');
});

test('R26+ R50+: signs in by an answer that names its issuer, renews, and takes back whatever it gave', async () => {
  const at = await AtProvider.with({ issuer: server.issuer, clientId: server.server.clientId }, asAda);
  await at.signIn();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  await at.renewed();
  const last = at.stage.sealed()?.refreshToken ?? '';
  expect(server.server.refreshTokens.has(last)).toBe(true);
  const { length } = server.server.requestsTo('/connect/revocation');
  await at.stage.sessions.signOut('one', { alsoInBrowser: false });
  await at.signedOut();
  const told = server.server.requestsTo('/connect/revocation').slice(length);
  expect(told.map(({ form }) => form.get('token_type_hint'))).toEqual(['refresh_token', 'access_token']);
  expect(server.server.refreshTokens.has(last)).toBe(false);
});

import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import { createGuides } from '../../../../src/core/providers/guides/create-guides.ts';
import { AtProvider, type Walk } from '../../../integration/providers/at-provider.ts';
import { realDeps } from '../../../integration/oauth/support.ts';
import type { Administration } from '../../../servers/keycloak/administration.ts';
import { realm } from '../../../servers/keycloak/realm.ts';
import { replayGuide } from '../../../servers/keycloak/replay-guide.ts';
import { whyNoKeycloak } from '../../../servers/keycloak/start-keycloak.ts';
import { valueOf } from '../../../support/results.ts';
import { scheme } from '../../../unit/core/oauth/session/stage.ts';
import { meetKeycloak } from './place.ts';
import { skipEach } from '../../../support/skip-each.ts';

const missing = whyNoKeycloak();
const name = 'by-the-guide';
const ada = { username: 'ada', email: 'ada@example.test', password: randomBytes(18).toString('base64url') };
const asAda: Walk = (browser, page) =>
  browser.submit(page, 'Sign In', { username: ada.username, password: ada.password });

let administration: Administration;
let clientId = '';

/** The guide that the window shows for this realm, done word for word by an administrator. */
beforeAll(async () => {
  if (missing !== null) return;
  administration = await meetKeycloak();
  await administration.createRealm(
    realm({ name, users: [ada], clients: [], settings: { revokeRefreshToken: false } }),
  );
  const issuer = administration.issuerOf(name);
  const guides = createGuides(scheme);
  guides.read(valueOf(await discover(issuer, realDeps())));
  const guide = valueOf(
    guides.make({
      issuer,
      scopes: 'openid profile email',
      redirectWays: ['scheme', 'loopback'],
      redirectSpelling: 'path',
      loopbackHost: '127.0.0.1',
      loopbackPorts: '',
    }),
  );
  if (guide.provisional)
    throw new Error('The metadata of the realm was read, and the guide does not know it.');
  clientId = guide.steps
    .flatMap(({ entries }) => entries.flatMap(({ values }) => values))
    .filter(({ kind }) => kind === 'client-id')
    .map(({ text }) => text)
    .join();
  const entered = replayGuide(guide);
  await administration.createClient(name, entered.client);
  await administration.changeRealm(name, entered.realm);
}, 420_000);

skipEach(missing);

async function atRealm(): Promise<AtProvider> {
  const issuer = administration.issuerOf(name);
  return AtProvider.with(
    { issuer, clientId, scopes: ['openid', 'profile', 'email'], redirectWays: ['scheme', 'loopback'] },
    asAda,
  );
}

it('R4+ R21+ R46+: a client that is registered by the guide signs in by the app link, renews, and signs out to the app', async () => {
  const at = await atRealm();
  await at.signIn();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: ada.email } });
  const before = at.stage.sealed()?.refreshToken;
  await at.renewed();
  expect(at.stage.sealed()?.refreshToken).not.toBe(before);
  const { url } = await at.signOutInBrowser();
  expect(url.href).toMatch(/^app\.latchkey\.desktop:\/logged-out\?state=/);
});

it('R4+: it signs in by the loopback address at a port that nobody registered', async () => {
  const at = await atRealm();
  valueOf(await at.stage.sessions.signIn('one', { way: 'loopback' }));
  const { url } = await asAda(at.browser, await at.browser.open(at.stage.lastOpened));
  expect(url.hostname).toBe('127.0.0.1');
  expect(url.port).not.toBe('');
  // The browser goes there, too.
  expect((await at.browser.open(url.href)).text).toContain('Signed in');
  await at.stage.shows('signed-in');
});

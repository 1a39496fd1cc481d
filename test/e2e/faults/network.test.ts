import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { openWorld } from '../harness/open-world.ts';
import { eventually } from '../harness/processes.ts';
import type { World } from '../harness/world.ts';
import { account, addConnection, signIn, startLinkProvider } from './support/link-provider.ts';
import { putOwnNetwork } from './support/own-network.ts';
import type { OwnNetwork } from './support/own-network.ts';

/* The real app in a network of its own, whose only cable is pulled, and put into another socket. */

let provider: AuthorizationServer;
let network: OwnNetwork;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  provider = await startLinkProvider();
  ({ world, close } = await openWorld('network', { origins: [provider.origin] }, async (opened) => {
    network = await putOwnNetwork(opened.desktop, Number(new URL(provider.origin).port));
    await network.enter('10.20.0.2');
    await Promise.all([opened.start(), network.reachDebugger()]);
    await addConnection(opened, 'Fieldnotes', provider);
    await signIn(opened, provider);
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`network ${task.name.slice(0, 60)}`);
});
afterAll(async () => {
  await close();
  await network.stop();
  await provider.stop();
});

it.each([
  {
    what: 'it is back',
    lose: () => network.leave(),
    address: '10.20.0.2',
  },
  { what: 'there is another', lose: () => network.goDead(), address: '10.30.0.7' },
])('F10- F10+ F5-: nothing is renewed while the network is away, and once when $what', async (change) => {
  const { window } = world;
  const before = new Set(provider.refreshTokens);
  const seen = provider.requests.length;
  await change.lose();
  await window.menu('Renew now');
  await window.shows('Offline, still signed in');
  // By itself the app would not try again within the time that this test waits.
  await eventually('a long wait', async () => {
    if (await window.page.getByText(/Trying again in ([2-9]|\d\d):\d\d/).isVisible()) return true;
    const again = window.button('Try now');
    if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined);
    return null;
  });
  // A request says so as well, by whatever name it goes.
  await window.openTab('Requests');
  await window.leaveSignInOut();
  for (const host of ['api.acme.test', '10.99.0.1']) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await window.send(`http://${host}/`);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await window.page.getByText(new RegExp(`${host}.*this computer is offline`)).waitFor();
  }
  expect(provider.requests.slice(seen)).toEqual([]);
  expect(new Set(provider.refreshTokens)).toEqual(before);

  await network.enter(change.address);
  await window.settledAs(account);
  expect(provider.requests.slice(seen).map(({ path }) => path)).toEqual(['/token']);
});

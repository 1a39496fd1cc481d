import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import type { SeenRequest } from '../../servers/http-server.ts';
import { openWorld } from '../harness/open-world.ts';
import { eventually } from '../harness/processes.ts';
import { filesBelow, filesWith } from '../harness/profile.ts';
import type { Window } from '../harness/window.ts';
import type { World } from '../harness/world.ts';
import { account, addConnection, renewed, signIn, startLinkProvider } from './support/link-provider.ts';

/* The real app is ended with SIGKILL in the middle of what must not be lost, and started again. */

let first: AuthorizationServer;
let second: AuthorizationServer;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  [first, second] = await Promise.all([startLinkProvider(), startLinkProvider()]);
  ({ world, close } = await openWorld('kills', { origins: [first.origin, second.origin] }, async (opened) => {
    await opened.start();
    await addConnection(opened, 'First', first);
    await signIn(opened, first);
    await addConnection(opened, 'Second', second);
    await signIn(opened, second);
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`kills ${task.name.slice(0, 60)}`);
});
afterAll(async () => {
  await close();
  await first.stop();
  await second.stop();
});

/** Presses a button; the app may be killed before the press has ended. */
async function press(pressing: Promise<void>): Promise<void> {
  await pressing.catch(() => undefined);
}

/** The app is killed while the answer to its renewal is under way: the provider has given it, and it never arrives. */
async function killedWhileRenewing(provider: AuthorizationServer): Promise<Window> {
  await world.window.chooseConnection('First');
  const killed = new Promise<void>((resolve, reject) => {
    provider.rewrite('/token', () => {
      provider.rewrite('/token', null);
      world.kill().then(resolve, reject);
    });
  });
  await press(world.window.menu('Renew now'));
  await killed;
  return await world.start();
}

function tokenRequests(provider: AuthorizationServer, seen: number): readonly SeenRequest[] {
  return provider.requests.slice(seen).filter(({ path }) => path === '/token');
}

/** Everything that this provider was told to revoke since, in order. */
function revoked(provider: AuthorizationServer, seen: number): readonly (string | null)[] {
  const told = provider.requests.slice(seen).filter(({ path }) => path === '/revoke');
  return told.map(({ form }) => form.get('token_type_hint'));
}

/** Which connections have something of this kind on the disk, in whatever generation. */
function sealed(kind: 'session' | 'sign-out'): readonly string[] {
  const ids = filesBelow(world.desktop.profile).flatMap((name) => {
    const id = new RegExp(`/${kind}\\.([^.]+)\\.record`).exec(name)?.[1];
    return id === undefined ? [] : [id];
  });
  return [...new Set(ids)];
}

it('F1-: killed while the renewed token is under way, only that session asks for sign-in, and says why', async () => {
  const [before = ''] = first.refreshTokens;
  const seen = first.requests.length;
  const window = await killedWhileRenewing(first);
  await window.chooseConnection('First');
  await window.shows('Latchkey was closed in the moment in which it renewed the sign-in');
  const asked = tokenRequests(first, seen).map(({ form }) => form.get('refresh_token'));
  expect(asked).toEqual([before, before]);
  await window.chooseConnection('Second');
  await window.signedInAs(account);
  const others = new Set(second.refreshTokens);
  await window.menu('Renew now');
  await renewed(world, second, others);
  await window.chooseConnection('First');
  await signIn(world, first);
});

it('F1+: where the provider still takes the token before, the session goes on as if nothing had been', async () => {
  const before = [...first.refreshTokens].at(-1);
  const seen = first.requests.length;
  first.rotates = false;
  const window = await killedWhileRenewing(first);
  await window.chooseConnection('First');
  await window.signedInAs(account);
  await expect.poll(() => tokenRequests(first, seen).length).toBe(2);
  const asked = tokenRequests(first, seen).map(({ form }) => form.get('refresh_token'));
  expect(asked).toEqual([before, before]);
  await window.signedInAs(account);
  expect(await window.page.getByText('Sign in again').count()).toBe(0);
  first.rotates = true;
});

it('F33+ R49+ R50+: killed with a sign-out that the provider could not be told, the next run tells it, once', async () => {
  const secrets = [...second.refreshTokens];
  expect(secrets).toHaveLength(1);
  second.script('/revoke', (_request, response) => {
    response.destroy();
  });
  const { window } = world;
  await window.chooseConnection('Second');
  await window.button('Sign out').click();
  await window.shows('Signed out here, provider told later');
  await eventually('a try', () => second.requestsTo('/revoke')[0] ?? null);
  await world.kill();
  expect(sealed('session')).toHaveLength(1);
  expect(sealed('sign-out')).toHaveLength(1);
  expect(second.refreshTokens.size).toBe(1);

  second.script('/revoke', null);
  const seen = second.requests.length;
  const again = await world.start();
  await eventually('the provider to be told', () => (second.refreshTokens.size === 0 ? true : null));
  await again.chooseConnection('Second');
  await again.button('Sign in').waitFor();
  await again.connection('Second').getByText('Signed out', { exact: true }).waitFor();
  await world.restart();
  expect(revoked(second, seen)).toEqual(['refresh_token', 'access_token']);
  expect(tokenRequests(second, seen)).toEqual([]);
  expect(sealed('sign-out')).toEqual([]);
  expect(filesWith(world.desktop.profile, secrets)).toEqual([]);
});

it('F33- R49- R50+: killed while it tells the provider, it tells it once more, and the session does not come back', async () => {
  const { window } = world;
  const token = [...first.refreshTokens].at(-1) ?? '';
  await window.chooseConnection('First');
  await window.signedInAs(account);
  const killed = new Promise<void>((resolve, reject) => {
    first.script('/revoke', () => {
      first.script('/revoke', null);
      world.kill().then(resolve, reject);
    });
  });
  const seen = first.requests.length;
  await press(window.button('Sign out').click());
  await killed;
  expect(first.refreshTokens.has(token)).toBe(true);

  const again = await world.start();
  await again.chooseConnection('First');
  await eventually('the provider to be told', () => (first.refreshTokens.has(token) ? null : true));
  await again.connection('First').getByText('Signed out', { exact: true }).waitFor();
  await world.quit();
  expect(revoked(first, seen)).toEqual(['refresh_token', 'refresh_token', 'access_token']);
  expect(tokenRequests(first, seen)).toEqual([]);
  expect([...sealed('session'), ...sealed('sign-out')]).toEqual([]);
  expect(filesWith(world.desktop.profile, [token])).toEqual([]);
});

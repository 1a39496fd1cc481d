import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { text } from '../../servers/http-server.ts';
import type { Script } from '../../servers/http-server.ts';
import { openWorld } from '../harness/open-world.ts';
import { eventually, signal } from '../harness/processes.ts';
import type { World } from '../harness/world.ts';
import { closedReason, mainIsOpen } from '../security/support/caged-app.ts';
import { processTree } from '../security/support/processes.ts';
import { makeAuthority, trust } from '../../support/authority.ts';
import type { Authority } from '../../support/authority.ts';
import { startLogind } from './support/logind.ts';
import type { Logind } from './support/logind.ts';
import { account, addConnection, renewed, signIn, startLinkProvider } from './support/link-provider.ts';
import { startWayOut } from './support/way-out.ts';
import type { WayOut } from './support/way-out.ts';

/* What a computer does to the real app: its network fails, it sleeps, its clock is wrong. Nothing of the app is replaced. */

const minute = 60_000;

/** A name that no resolver knows (RFC 6761 §6.4): only the proxy finds it. */
const host = 'tokens.latchkey.invalid';

let known: Authority;
let unknown: Authority;
let provider: AuthorizationServer;
let silent: AuthorizationServer;
let way: WayOut;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();
let logind: Logind;
/** Milliseconds by which the clocks of both providers are ahead of the computer's own. */
let ahead = 0;
const now = (): number => Date.now() + ahead;

const throughProxy = (): readonly string[] => [`--proxy-server=https=${way.proxy}`];

beforeAll(async () => {
  known = makeAuthority('Latchkey test authority');
  unknown = makeAuthority('An authority that nobody knows');
  provider = await startLinkProvider({ now });
  silent = await startLinkProvider({ now });
  way = await startWayOut(provider.origin, known.vouchFor(host));
  provider.metadata = { token_endpoint: `https://${host}/token` };
  const origins = [provider.origin, silent.origin];
  ({ world, close } = await openWorld('computer', { origins, ownSystemBus: true }, async (opened) => {
    trust(opened.desktop.env['HOME'] ?? '', known);
    logind = await startLogind(opened.desktop.systemBus);
    await opened.start(throughProxy());
    await addConnection(opened, 'Silent', silent);
    await signIn(opened, silent);
    // Nobody answers for twenty seconds, twice: the other outages come and go meanwhile.
    silent.script('/token', () => undefined);
    await opened.window.menu('Renew now');
    await eventually('the question', () => silent.requestsTo('/token')[1] ?? null);
    await addConnection(opened, 'Far away', provider);
    await signIn(opened, provider);
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`computer ${task.name.slice(0, 60)}`);
});
afterAll(async () => {
  await close();
  logind.stop();
  await way.stop();
  await provider.stop();
  await silent.stop();
  known.remove();
  unknown.remove();
});

interface Outage {
  readonly what: string;
  readonly begin: () => void | Promise<void>;
  /** What the person does about it. */
  readonly person?: () => Promise<void>;
  readonly words: string;
  readonly state: 'Offline' | 'Provider unavailable';
  /** When the window says that the next try is. */
  readonly tryAgain?: RegExp;
}

/** Up to a minute of it may have passed. */
const notBeforeAnHour = /Trying again in (59:\d\d|\d:\d\d:\d\d)/;

const answers = (status: number, body: string, headers: Record<string, string> = {}): Outage['begin'] => {
  const script: Script = (_request, response) => text(response, status, body, headers);
  return () => provider.script('/token', script);
};

const outages: readonly Outage[] = [
  {
    what: 'the proxy is gone',
    begin: () => way.proxyThat('is gone'),
    words: `${host} could not be reached.`,
    state: 'Offline',
  },
  {
    what: 'the proxy asks for a sign-in of its own (407)',
    begin: () => way.proxyThat('asks for a sign-in'),
    person: async () => {
      const question = world.window.page.getByRole('dialog', { name: 'Sign in to your network’s proxy' });
      await question.getByRole('button', { name: 'Cancel' }).click();
    },
    words: `The way to ${host} is blocked by a proxy.`,
    state: 'Offline',
  },
  {
    what: 'the proxy refuses',
    begin: () => way.proxyThat('refuses'),
    words: `${host} could not be reached.`,
    state: 'Offline',
  },
  {
    what: 'nobody vouches for the certificate',
    begin: () => way.serverWith(unknown.vouchFor(host)),
    words: `${host} could not prove who it is.`,
    state: 'Offline',
  },
  {
    what: 'the certificate has expired',
    begin: () => way.serverWith(known.vouchFor(host, -1)),
    words: `${host} could not prove who it is.`,
    state: 'Offline',
  },
  {
    what: 'the certificate is of another name',
    begin: () => way.serverWith(known.vouchFor('another.latchkey.invalid')),
    words: `${host} could not prove who it is.`,
    state: 'Offline',
  },
  {
    what: 'a page of the network answers in its place',
    begin: answers(200, '<!doctype html><title>Welcome to our hotel</title>'),
    words: `The answer of ${host} could not be used.`,
    state: 'Provider unavailable',
  },
  {
    what: 'it sends to a page of the network',
    begin: answers(302, '', { location: 'http://hotel.invalid/welcome' }),
    words: 'The provider sent the app somewhere else.',
    state: 'Provider unavailable',
  },
  {
    what: 'it is overloaded, and says when to come again (503)',
    begin: answers(503, '', { 'retry-after': '3600' }),
    words: `${host} is not working at the moment.`,
    state: 'Provider unavailable',
    tryAgain: notBeforeAnHour,
  },
  {
    what: 'it was asked too often (429)',
    begin: answers(429, '', { 'retry-after': '3600' }),
    words: `${host} asks to slow down.`,
    state: 'Provider unavailable',
    tryAgain: notBeforeAnHour,
  },
];

async function well(): Promise<void> {
  await way.proxyThat('lets through');
  way.serverWith(known.vouchFor(host));
  provider.script('/token', null);
}

type Told = Pick<Outage, 'words' | 'state' | 'tryAgain'>;

async function isKept({ words, state, tryAgain = /Trying again (in \d+:\d\d|now)/ }: Told): Promise<void> {
  const { page } = world.window;
  const told = [`${state}, still signed in`, words, tryAgain].map((line) => page.getByText(line).first());
  // In one look: none of it is there while the app tries again, which is forty seconds where nobody answers.
  const look = async (): Promise<true | null> => {
    const seen = await Promise.all(told.map((line) => line.isVisible()));
    return seen.includes(false) ? null : true;
  };
  await eventually(`“${state}”, “${words}” and when it is tried again`, look, 80_000);
}

/** What the provider was asked with since. */
function spent(seen: number): readonly (string | null)[] {
  const asked = provider.requests.slice(seen).filter(({ path }) => path === '/token');
  return asked.map(({ form }) => form.get('refresh_token'));
}

describe('F5- F6- F7- R75-: the way to the provider fails, and the sign-in is kept and goes on', () => {
  it.each(outages)('$what: $state', async (outage) => {
    const before = new Set(provider.refreshTokens);
    await outage.begin();
    await world.window.menu('Renew now');
    await outage.person?.();
    await isKept(outage);
    expect(new Set(provider.refreshTokens)).toEqual(before);
    await well();
    await renewed(world, provider, before);
  });
});

it('F2+: an answer that is lost on the way is asked for once more with the same token, and nobody notices', async () => {
  const before = new Set(provider.refreshTokens);
  const seen = provider.requests.length;
  // A new connection: on one that was used before, Chromium itself asks again.
  await way.proxyThat('lets through');
  provider.rotates = false;
  provider.rewrite('/token', (_answer, response) => {
    provider.rewrite('/token', null);
    response.destroy();
  });
  await world.window.menu('Renew now');
  await expect.poll(() => spent(seen)).toEqual([...before, ...before]);
  await world.window.openTab('Activity');
  await world.window.shows('The answer was lost; the same question is asked once more.');
  await world.window.signedInAs(account);
  expect(await world.window.button('Try now').count()).toBe(0);
  provider.rotates = true;
});

describe('a clock that is wrong', () => {
  it('F9+: by three minutes is made good by the provider’s own', async () => {
    const before = new Set(provider.refreshTokens);
    ahead = 3 * minute;
    await world.window.menu('Renew now');
    await renewed(world, provider, before);
    expect(await world.window.page.getByText(/minutes off/).count()).toBe(0);
  });

  it('F9-: by twelve is told, the sign-in is kept, and goes on once it is set', async () => {
    const { window } = world;
    ahead = 12 * minute;
    await window.menu('Renew now');
    await window.shows('Clock is 12 minutes off');
    await window.button('Open the clock settings').waitFor();
    ahead = 0;
    const before = new Set(provider.refreshTokens);
    await window.button('Try now').click();
    await renewed(world, provider, before);
    expect(await window.page.getByText(/minutes off/).count()).toBe(0);
  });

  it('F34+: a clock that is set back by an hour is noticed, and renews once', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const before = new Set(provider.refreshTokens);
    const seen = provider.requests.length;
    // Only the main process of an unpackaged app can be reached into. The provider goes with it: it was right.
    await world.app.electron?.evaluate((_, milliseconds) => {
      const { now: real } = Date;
      Date.now = () => real() - milliseconds;
    }, 60 * minute);
    ahead = -60 * minute;
    await renewed(world, provider, before);
    expect(spent(seen)).toHaveLength(1);
  });
});

it('F5- R75-: a provider that takes the question and never answers: Offline', async (context) => {
  if (!mainIsOpen) context.skip('It lasts forty seconds, and a package has the same main bundle.');
  const before = new Set(silent.refreshTokens);
  await world.window.chooseConnection('Silent');
  expect(before.size).toBe(1);
  await isKept({ words: `${new URL(silent.origin).host} did not answer in time.`, state: 'Offline' });
  silent.script('/token', null);
  await renewed(world, silent, before);
  await world.window.chooseConnection('Far away');
});

it('F10- F10+: nothing is renewed while the computer goes to sleep, and once after it woke', async () => {
  const before = new Set(provider.refreshTokens);
  const seen = provider.requests.length;
  const all = processTree(world.desktop.profile).map(({ pid }) => pid);
  await logind.prepareForSleep(true);
  // Chromium ends every connection before a sleep, and that of the debugger with them.
  const window = await world.attach();
  await window.menu('Renew now');
  await window.signedInAs(account);
  expect(spent(seen)).toEqual([]);
  for (const pid of all) signal(pid, 'SIGSTOP');
  await sleep(2000);
  for (const pid of all) signal(pid, 'SIGCONT');
  expect(spent(seen)).toEqual([]);
  await logind.prepareForSleep(false);
  await renewed(world, provider, before);
  expect(spent(seen)).toHaveLength(1);
});

it('F5- R75-: without the proxy the name is not found, also after a restart; with it the sign-in goes on', async () => {
  ahead = 0;
  const window = await world.restart();
  await window.chooseConnection('Far away');
  await window.signedInAs(account);
  const before = new Set(provider.refreshTokens);
  await window.menu('Renew now');
  await isKept({ words: `${host} was not found.`, state: 'Offline' });
  const again = await world.restart(throughProxy());
  await again.chooseConnection('Far away');
  await again.menu('Renew now');
  await renewed(world, provider, before);
  expect(world.browser.count(provider.origin)).toBe(1);
});

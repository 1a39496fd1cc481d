import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../servers/authorization-server.ts';
import type { AuthorizationServer } from '../servers/authorization-server.ts';
import { startHttpServer, text } from '../servers/http-server.ts';
import type { HttpServer } from '../servers/http-server.ts';
import { behaviours } from '../servers/misbehaving/table/all.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { openWorld } from './harness/open-world.ts';
import type { World } from './harness/world.ts';

let server: AuthorizationServer;
let elsewhere: HttpServer;
let keys: AuthorizationServer['keys'];
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  server = await startAuthorizationServer({ link: 'Continue' });
  keys = server.keys;
  elsewhere = await startHttpServer((_request, response) => text(response, 200, 'Welcome.'));
  ({ world, close } = await openWorld('conformance', { origins: [server.origin] }, async (opened) => {
    const window = await opened.start();
    await window.addConnection({
      name: 'Misbehaving',
      issuer: server.issuer,
      clientId: server.clientId,
      scopes: 'openid offline_access',
      apiOrigins: '',
    });
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`conformance ${task.name.slice(0, 40)}`);
});
afterAll(async () => {
  await close();
  await server.stop();
  await elsewhere.stop();
});

/** The server lies as one line of the table says. */
async function lie(id: string): Promise<void> {
  server.reset();
  server.keys = keys;
  const behaviour = behaviours.find((one) => one.id === id);
  if (behaviour === undefined) throw new Error(`There is no behaviour ${id}.`);
  await behaviour.lie(server, {
    clock: new FakeClock(Date.now()),
    elsewhere: elsewhere.origin,
    silence: () => undefined,
    ahead: () => undefined,
    network: () => undefined,
  });
}

function honest(): void {
  server.reset();
  server.keys = keys;
}

/** Presses *Sign in*; where the browser opens, the person goes on from the provider's page. */
async function signIn(browserOpens: boolean): Promise<void> {
  await world.window.button('Sign in').click();
  if (!browserOpens) return;
  const tab = await world.browser.tab(server.origin);
  await tab.getByRole('link', { name: 'Continue' }).click();
  world.browser.answered(tab);
}

/** Reads why it came to nothing. Each one of these tests has other words than the one before it. */
async function read(words: string): Promise<void> {
  await world.window.shows(words);
  await world.window.button('Sign in').waitFor();
}

/** What the server was asked for, but for the picture that browsers ask for by themselves. */
function pathsSince(seen: number): readonly string[] {
  const paths = server.requests.slice(seen).map(({ path }) => path);
  return paths.filter((path) => path !== '/favicon.ico');
}

/** The last request of a sign-in, which comes once it is kept: it is not taken for one of what is done next. */
async function describedSince(seen: number): Promise<void> {
  await expect.poll(() => pathsSince(seen)).toContain('/userinfo');
}

interface Refused {
  readonly id: string;
  readonly words: string;
  /** The last request that the server may see. */
  readonly last: string;
}

const metadata = '/.well-known/openid-configuration';

/** What a person reads. */
const beforeTheBrowser: readonly Refused[] = [
  { id: 'metadata-issuer-other', words: 'The provider calls itself something else.', last: metadata },
  {
    id: 'metadata-token-endpoint-plain',
    words: 'The token address of this provider is not protected.',
    last: metadata,
  },
  { id: 'metadata-jwks-uri-file', words: 'The key address of this provider cannot be used.', last: metadata },
  { id: 'metadata-pkce-plain', words: 'This provider cannot protect a sign-in from an app.', last: metadata },
  {
    id: 'discovery-sent-redirect-307',
    words: 'The provider sent the app to another address.',
    last: `${metadata}/`,
  },
  { id: 'discovery-sent-endless', words: 'was too large and was cut off.', last: metadata },
  {
    id: 'discovery-sent-portal',
    words: 'does not describe itself as a sign-in provider.',
    last: `${metadata}/`,
  },
  { id: 'discovery-sent-gzip-bomb', words: 'was too large and was cut off.', last: metadata },
];

const afterTheBrowser: readonly Refused[] = [
  { id: 'answer-iss-wrong', words: 'The answer came from another provider.', last: '/authorize' },
  {
    id: 'answer-iss-missing',
    words: 'This provider promises to say who it is in its answers, and this one does not.',
    last: '/authorize',
  },
  { id: 'answer-code-and-error', words: 'It says yes and no at once.', last: '/authorize' },
  { id: 'answer-error-markup', words: 'The provider did not sign you in.', last: '/authorize' },
  { id: 'token-sent-redirect-302', words: 'The provider sent the app somewhere else.', last: '/token' },
  {
    id: 'token-type-dpop',
    words: 'It gave a kind of token that this connection cannot use.',
    last: '/token',
  },
  { id: 'alg-none', words: 'It is not of the form that such a token has.', last: '/token' },
  { id: 'alg-hs256-pem', words: 'It is signed with “HS256”', last: '/token' },
  { id: 'nonce-wrong', words: 'its one-time mark is missing or another.', last: '/token' },
  {
    id: 'aud-second',
    words: 'It is for others too, and does not say that it was given to this app.',
    last: '/token',
  },
  { id: 'payload-deep', words: 'It is not of the form that such a token has.', last: '/token' },
  // Before the keys are known: then they are not asked for.
  { id: 'keys-unavailable', words: 'The sign-in could not be checked.', last: '/jwks' },
  { id: 'signature-attacker', words: 'Its signature does not fit the provider’s key', last: '/jwks' },
];

describe('R15- R20- R23- R26- R27- R32- R33- R34- R37- R44- R55- R73- F8-: what a person reads when a server lies', () => {
  it.each(beforeTheBrowser)('$id: $words', async ({ id, words, last }) => {
    await lie(id);
    const seen = server.requests.length;
    await signIn(false);
    await read(words);
    expect(pathsSince(seen).at(-1)).toBe(last);
    expect(pathsSince(seen)).not.toContain('/authorize');
  });

  it.each(afterTheBrowser)('$id: $words', async ({ id, words, last }) => {
    await lie(id);
    const seen = server.requests.length;
    await signIn(true);
    await read(words);
    expect(pathsSince(seen).at(-1)).toBe(last);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('R43- R45+ R75- F7- F11+: the same app, once the server is honest, and while it is signed in', () => {
  it('honest: signs in', async () => {
    honest();
    const seen = server.requests.length;
    await signIn(true);
    await world.window.signedInAs('ada@example.test');
    expect(pathsSince(seen)).toContain('/token');
    await describedSince(seen);
  });

  it('refresh-status-503: says that the provider is away, and keeps the sign-in', async () => {
    await lie('refresh-status-503');
    await world.window.menu('Renew now');
    await world.window.shows('Provider unavailable, still signed in');
    expect(server.refreshTokens.size).toBeGreaterThan(0);
    honest();
    const seen = server.requests.length;
    await world.window.button('Try now').click();
    // The header names the account before too: what says that it was tried is the request.
    await expect.poll(() => pathsSince(seen)).toContain('/token');
    await world.window.page
      .getByText('Provider unavailable, still signed in')
      .first()
      .waitFor({ state: 'hidden' });
    await world.window.signedInAs('ada@example.test');
  });

  it('refresh-sub: another account in a renewal is refused, and says what to do', async () => {
    await lie('refresh-sub');
    await world.window.menu('Renew now');
    await world.window.shows('It is about another account than the one that signed in.');
    expect(await world.window.page.getByText('Signed in as').count()).toBe(0);
    honest();
    const seen = server.requests.length;
    await signIn(true);
    await world.window.signedInAs('ada@example.test');
    await describedSince(seen);
  });

  it('refresh-rotated: takes the new key', async () => {
    await lie('refresh-rotated');
    const seen = server.requests.length;
    await world.window.menu('Renew now');
    await expect.poll(() => pathsSince(seen)).toEqual(['/token', '/jwks']);
    await world.window.signedInAs('ada@example.test');
  });

  it('refresh-invalid-grant: says that the sign-in has ended', async () => {
    await lie('refresh-invalid-grant');
    await world.window.menu('Renew now');
    await world.window.shows('Your sign-in has ended.');
    expect(await world.window.page.getByText('Signed in as').count()).toBe(0);
  });
});

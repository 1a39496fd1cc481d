import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Fetch } from '../../../src/core/ports/fetch.ts';
import { startAuth0Simulator } from '../../servers/third-party/auth0-simulator.ts';
import type { Auth0Simulator } from '../../servers/third-party/auth0-simulator.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { AtProvider, altering, parameter, presetAt, withoutToken } from './at-provider.ts';
import type { Fields, Walk } from './at-provider.ts';

/* `auth0-simulator` has addresses and answers of Auth0 as its authors wrote them down; it is not Auth0. */
let server: Auth0Simulator;
let network: Fetch;
whileRunning(
  async () => {
    server = await startAuth0Simulator();
    network = nodeFetch({ ca: server.certificate });
  },
  async () => server.stop(),
);

/** What the script of its page sends, which it loads from Auth0. */
const asAda: Walk = async (browser, page) => {
  const asked = page.url.searchParams;
  const form = await browser.open(`${server.issuer}usernamepassword/login`, {
    method: 'POST',
    body: new URLSearchParams({
      ...Object.fromEntries(asked),
      ...server.person,
      client_id: asked.get('client') ?? '',
      connection: 'Username-Password-Authentication',
      tenant: 'acme',
    }),
  });
  const wctx = /name="wctx" value="([^"]*)"/.exec(form.text)?.[1] ?? '';
  return browser.open(`${server.issuer}login/callback`, {
    method: 'POST',
    body: new URLSearchParams({
      wa: 'wsignin1.0',
      wctx: wctx.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    }),
  });
};

async function atServer(fetch = network): Promise<AtProvider> {
  const browser = new TextBrowser({ network });
  return AtProvider.with({ issuer: server.issuer, clientId: 'latchkey-desktop' }, asAda, { fetch, browser });
}

test('nobody but this computer can reach it', async () => {
  // What listens at every address of the computer is there too.
  const socket = connect(Number(new URL(server.issuer).port), '127.0.0.2');
  const outcome = await new Promise<string>((resolve) => {
    socket.once('connect', () => {
      resolve('reached');
    });
    socket.once('error', () => {
      resolve('not there');
    });
  });
  socket.destroy();
  expect(outcome).toBe('not there');
});

test('it is taken for Auth0 by its addresses', async () => {
  expect(await presetAt(server.issuer, network)).toBe('auth0');
});

test('R9+ R21+: signs in although the answer has eight parameters more, and renews', async () => {
  const at = await atServer();
  const { url } = await at.walk();
  expect(url.searchParams.size).toBeGreaterThan(8);
  expect(await at.answer(url.href)).toMatchObject({ kind: 'signed-in' });
  await at.described();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  await at.renewed();
  expect(at.stage.view().kind).toBe('signed-in');
});

test('R46+ R48+: signs out in the browser in Auth0’s own words, and here although nothing is where Auth0 revokes', async () => {
  const at = await atServer();
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  expect(new URL(at.stage.lastOpened).pathname).toBe('/v2/logout');
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
  await at.signedOut();
});

test('R75-: an error that is an object, with a stack trace, keeps the sign-in for a later try', async () => {
  // It cannot even read such a token.
  const at = await atServer(altering('refresh_token', { refresh_token: 'broken' }, network));
  await at.signIn();
  expect((await at.renew()).kind).toBe('provider-unavailable');
  expect(at.reason().details?.httpStatus).toBe(500);
  expect(JSON.stringify(at.reason())).not.toContain('node_modules');
  expect(at.stage.sealed()?.refreshToken).not.toBeNull();
});

/* What its sources have besides, as far as a sign-in can be made to meet it: sentences without a code, and stack traces. */
test.each<[Fields]>([[{ code: 'another' }], [{ code: null }]])(
  'R75-: a code with %j is answered 400 in a sentence of no form, and told as that',
  async (fields) => {
    const at = await atServer(altering('authorization_code', fields, network));
    const failure = await at.refused();
    expect(failure).toMatchObject({ code: 'token-request-refused', details: { httpStatus: 400 } });
    expect(failure.why).toBe('It gave no reason that the app can act on.');
    expect(at.stage.sealed()).toBeNull();
  },
);

test('R31-: it takes the code of another client, whose ID token is refused here', async () => {
  const at = await atServer(altering('authorization_code', { client_id: 'somebody-else' }, network));
  expect(await at.refused()).toMatchObject({ code: 'id-token-invalid', details: { field: 'aud' } });
});

const ofNobody = Buffer.from(JSON.stringify({ user: { id: 'nobody' }, nonce: 'any' })).toString('base64');

test.each<[Fields, string, number | null]>([
  [{ client_id: 'somebody-else' }, 'needs-sign-in', null],
  [{ grant_type: 'unknown' }, 'needs-fix', 400],
  [{ refresh_token: null }, 'provider-unavailable', 500],
  [{ refresh_token: ofNobody }, 'provider-unavailable', 500],
])('R31- R75-: a renewal with %j leaves: %s', async (fields, kind, httpStatus) => {
  const at = await atServer(altering('refresh_token', fields, network));
  await at.signIn();
  expect((await at.renew()).kind).toBe(kind);
  expect(at.reason().details?.httpStatus ?? null).toBe(httpStatus);
});

test('a kind of answer that it does not know ends on a page, whose words are shown as they are', async () => {
  const { details } = await (await atServer()).explained(parameter('response_mode', 'form_post'));
  expect(details?.providerDescription).toContain('unknown response_mode form_post');
  expect(details?.help).toBeUndefined();
});

test('R42-: UserInfo that fails leaves the sign-in, with the name of its ID token', async () => {
  const at = await atServer(withoutToken('/userinfo', network));
  await at.signIn();
  await at.notDescribed();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
});

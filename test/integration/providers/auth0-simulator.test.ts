import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Fetch } from '../../../src/core/ports/fetch.ts';
import { startAuth0Simulator } from '../../servers/third-party/auth0-simulator.ts';
import type { Auth0Simulator } from '../../servers/third-party/auth0-simulator.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { AtProvider, presetAt } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

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
  const at = await atServer(damaging(network));
  await at.signIn();
  expect((await at.renew()).kind).toBe('provider-unavailable');
  expect(at.reason().details?.httpStatus).toBe(500);
  expect(JSON.stringify(at.reason())).not.toContain('node_modules');
  expect(at.stage.sealed()?.refreshToken).not.toBeNull();
});

/** Something on the way breaks the refresh token, which this server then cannot even read. */
function damaging(way: Fetch): Fetch {
  return {
    send(request, signal) {
      const form = new URLSearchParams(new TextDecoder().decode(request.body));
      if (!form.has('refresh_token')) return way.send(request, signal);
      form.set('refresh_token', 'broken');
      return way.send({ ...request, body: new TextEncoder().encode(form.toString()) }, signal);
    },
  };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { connection, start } from '../../unit/core/oauth/session/stage.ts';
import type { Stage } from '../../unit/core/oauth/session/stage.ts';
import type { SignInWay } from '../../../src/shared/connection.ts';
import type { WaitingForBrowser } from '../../../src/shared/session.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { passwords } from './test-client.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords });
});
afterAll(async () => {
  await demo.stop();
});

/** Sessions over real sockets, with a sign-in that waits for the person. */
async function waiting(way: SignInWay): Promise<[stage: Stage, view: WaitingForBrowser]> {
  const { issuer, clientId, scopes } = demo;
  const stage = await start({
    fetch: nodeFetch(),
    connections: [connection({ issuer, clientId, scopes, redirectWays: ['loopback'] })],
  });
  stage.clock.setWall(Date.now());
  valueOf(await stage.sessions.signIn('one', { way }));
  const view = stage.view();
  if (view.kind !== 'waiting-for-browser') throw new Error(`It was ${view.kind}.`);
  return [stage, view];
}

describe('sign-in with a code', () => {
  it('R82+: the code is confirmed in a browser, and the verifier of its challenge redeems it', async () => {
    const [stage, { deviceCode }] = await waiting('device');
    const browser = new TextBrowser();
    const confirm = await browser.open(deviceCode?.verificationUriComplete ?? '');
    expect(confirm.text).toContain(deviceCode?.userCode);
    const login = await browser.submit(confirm, 'Continue');
    const consent = await browser.submit(login, 'Sign in', { username: 'ada', password: passwords.ada });
    expect((await browser.submit(consent, 'Allow')).text).toContain('Your device is connected');
    stage.clock.advance(5000);
    expect(await stage.shows('signed-in')).toMatchObject({ account: { label: 'ada@example.test' } });
    expect(stage.sealed()?.refreshToken).not.toBeNull();
  });

  it('R80-: declined in the browser, it ends with words', async () => {
    const [stage, { deviceCode }] = await waiting('device');
    const browser = new TextBrowser();
    const confirm = await browser.open(deviceCode?.verificationUriComplete ?? '');
    await browser.submit(confirm, 'Cancel');
    stage.clock.advance(5000);
    expect(await stage.shows('signed-out')).toMatchObject({ reason: { code: 'authorization-refused' } });
  });
});

describe('an address by hand', () => {
  it('R8+: the address at which a browser elsewhere ended finishes the sign-in, and half of it does not', async () => {
    const [stage] = await waiting('loopback');
    const browser = new TextBrowser();
    const login = await browser.open(valueOf(stage.sessions.signInLink('one')));
    const consent = await browser.submit(login, 'Sign in', { username: 'ada', password: passwords.ada });
    const { url } = await browser.submit(consent, 'Allow');
    const half = url.href.slice(0, url.href.length - 20);
    const { what } = failureOf(await stage.sessions.pasteCallback('one', half));
    expect(what).toBe('This address is not whole.');
    expect(stage.view().kind).toBe('waiting-for-browser');
    const wrapped = url.href.replaceAll(/.{60}/g, '$&\n> ');
    valueOf(await stage.sessions.pasteCallback('one', `> ${wrapped}`));
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

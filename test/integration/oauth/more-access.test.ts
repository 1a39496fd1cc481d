import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { demandedScopes } from '../../../src/core/broker/scope-demand.ts';
import type { SessionDetails } from '../../../src/shared/session.ts';
import { valueOf } from '../../support/results.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { passwords } from '../demo/test-client.ts';
import { run, signIn } from './runs.ts';
import type { Runs } from './runs.ts';

/* Against a real server: oidc-provider, and an API that checks the scopes of its access tokens. */

const reading = ['openid', 'email', 'offline_access', 'notes:read'];
const more = ['notes:write'];

let demo: Demo;
let browser: TextBrowser;
beforeEach(async () => {
  demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords });
  browser = new TextBrowser();
});
afterEach(() => demo.stop());

async function signedIn(scopes: readonly string[] = reading): Promise<Runs> {
  const runs = await run(demo, [{ origin: demo.apiOrigin, resource: demo.apiOrigin }], scopes);
  await signIn(runs, browser);
  return runs;
}

/** Writes a note with the token that the session has. */
async function write(runs: Runs): Promise<Response> {
  return fetch(`${demo.apiOrigin}/v1/notes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await runs.token(demo.apiOrigin)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ title: 'Written' }),
  });
}

/** What the API said that it wants, told to the session. */
function tell(runs: Runs, { status, headers }: Response): readonly string[] {
  const scopes = demandedScopes({ status, headers: [...headers] });
  return runs.sessions.lacking('one', { host: new URL(demo.apiOrigin).host, scopes });
}

async function details(runs: Runs): Promise<SessionDetails> {
  return valueOf(await runs.sessions.details('one'));
}

describe('a server that grants less than was asked', () => {
  test('R84+ R24+: what it left out can be told from what it gave, also after a restart', async () => {
    const runs = await signedIn([...reading, 'notes:archive']);
    const told = await details(runs);
    expect(told.scopesAsked).toContain('notes:archive');
    expect(told.scopesGranted).not.toContain('notes:archive');
    expect(told.scopesGranted).toEqual(expect.arrayContaining(['openid', 'notes:read']));
    await runs.restart();
    expect((await details(runs)).scopesGranted).toEqual(told.scopesGranted);
  });

  test('R84- R63-: a permission that it does not give leaves the session as it was, and alive', async () => {
    const runs = await signedIn();
    const before = [await details(runs), await runs.token(demo.apiOrigin)];
    const page = await browser.open(await runs.begin({ more: ['notes:archive'] }));
    const { url } = await browser.submit(page, 'Allow');
    expect((await runs.sessions.handleCallback(url.href)).kind).toBe('failed');
    expect([await details(runs), await runs.token(demo.apiOrigin)]).toEqual(before);
    expect(runs.sessions.view('one')).toMatchObject({
      kind: 'signed-in',
      attemptFailure: { code: 'authorization-refused', details: { more: ['notes:archive'] } },
    });
    // Rotation: a refresh token of which anything had been given back would be refused by now.
    valueOf(await runs.sessions.renewNow('one'));
    valueOf(await runs.sessions.renewNow('one'));
  });
});

describe('an API that wants one scope more', () => {
  test('R84+: it is asked for, and the request works, as the same person in the same session on disk', async () => {
    const runs = await signedIn();
    const { subject } = (await details(runs)).account ?? {};
    const refused = await write(runs);
    expect(refused.status).toBe(403);
    expect(tell(runs, refused)).toEqual(more);
    await expect.poll(() => runs.sessions.view('one').kind).toBe('more-access-needed');

    const page = await browser.open(await runs.begin({ more }));
    const { url } = await browser.submit(page, 'Allow');
    expect((await runs.sessions.handleCallback(url.href)).kind).toBe('signed-in');
    expect((await write(runs)).status).toBe(201);
    const after = await details(runs);
    expect(after.account?.subject).toBe(subject);
    expect(after.scopesGranted).toEqual(expect.arrayContaining([...reading, ...more]));
    expect(after).toMatchObject({ scopesAdded: more, renewable: true });

    await runs.restart();
    valueOf(await runs.sessions.renewNow('one'));
    expect((await write(runs)).status).toBe(201);
    expect(decodeJwt(await runs.token(demo.apiOrigin))['scope']).toContain('notes:write');
  });

  test('R84-: declined at the provider, the session reads on as before', async () => {
    const runs = await signedIn();
    tell(runs, await write(runs));
    const token = await runs.token(demo.apiOrigin);
    const page = await browser.open(await runs.begin({ more }));
    const { url } = await browser.submit(page, 'Cancel');
    expect((await runs.sessions.handleCallback(url.href)).kind).toBe('failed');
    expect(await runs.token(demo.apiOrigin)).toBe(token);
    expect(runs.sessions.view('one').kind).toBe('more-access-needed');
    expect((await write(runs)).status).toBe(403);
    valueOf(await runs.sessions.renewNow('one'));
    expect((await details(runs)).scopesGranted).not.toContain('notes:write');
  });
});

import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import type { ApiOrigin } from '../../../src/shared/connection.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { json } from '../../servers/http-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { passwords } from '../demo/test-client.ts';
import { run, signIn } from './runs.ts';
import type { Runs } from './runs.ts';

const mail = 'urn:example:mail';
const archive = 'https://archive.example.test/';

describe('a server that issues a token for each resource', () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords, otherResources: [mail, archive] });
  });
  afterEach(() => demo.stop());

  const origins = (): readonly ApiOrigin[] => [
    { origin: demo.apiOrigin, resource: demo.apiOrigin },
    { origin: 'https://mail.example.test', resource: mail },
    { origin: 'https://archive.example.test', resource: archive },
  ];

  test('R88+ R24+: one sign-in, and each API has a token whose audience is that API', async () => {
    const runs = await run(demo, origins(), demo.scopes);
    await signIn(runs);
    const wanted = [mail, archive, demo.apiOrigin];
    const tokens = await Promise.all(wanted.map(async (resource) => runs.token(resource)));
    expect(tokens.map((token) => decodeJwt(token).aud)).toEqual(wanted);
    expect(demo.tokenRequests()).toBe(3);
    // Rotation: a refresh token that is used twice would have ended the whole family by now.
    runs.sessions.rejected('one', mail, { value: tokens[0] ?? '', tokenType: 'Bearer' });
    const again = await runs.token(mail);
    expect(again).not.toBe(tokens[0]);
    expect(decodeJwt(again).aud).toBe(mail);
    expect(await runs.token(archive)).toBe(tokens[1]);
    expect(runs.sessions.view('one')).toMatchObject({ kind: 'signed-in' });
  });

  test('R88+: the tokens of all of them are there in the next run', async () => {
    const runs = await run(demo, origins(), demo.scopes);
    await signIn(runs);
    const before = [await runs.token(mail), await runs.token(demo.apiOrigin)];
    await runs.restart();
    expect([await runs.token(mail), await runs.token(demo.apiOrigin)]).toEqual(before);
    expect(demo.tokenRequests()).toBe(2);
  });

  test('R88-: a resource that was named after the sign-in is refused alone, and the next sign-in brings it', async () => {
    const runs = await run(demo, origins().slice(0, 1), demo.scopes);
    await signIn(runs);
    const refusal = failureOf(await runs.sessions.accessToken('one', mail));
    expect(refusal).toMatchObject({
      code: 'token-request-refused',
      details: { providerError: 'invalid_target' },
    });
    expect(refusal.why).toContain('was not asked for it when you signed in');
    expect(refusal.next).toContain('sign in again');
    expect(runs.sessions.view('one').kind).toBe('signed-in');
    expect(decodeJwt(await runs.token(demo.apiOrigin)).aud).toBe(demo.apiOrigin);

    runs.connection = { ...runs.connection, apiOrigins: origins() };
    valueOf(await runs.sessions.signOut('one', { alsoInBrowser: false }));
    await signIn(runs);
    expect(decodeJwt(await runs.token(mail)).aud).toBe(mail);
  });

  test('R88-: a resource that the server does not know ends the sign-in with what to compare', async () => {
    const foreign = { origin: 'https://foreign.test', resource: 'urn:foreign' };
    const runs = await run(demo, [...origins(), foreign], demo.scopes);
    const { url } = await new TextBrowser().open(await runs.begin());
    expect((await runs.sessions.handleCallback(url.href)).kind).toBe('failed');
    const view = runs.sessions.view('one');
    expect(view).toMatchObject({
      kind: 'signed-out',
      reason: { code: 'authorization-refused', details: { providerError: 'invalid_target' } },
    });
    expect(JSON.stringify(view)).toContain('Compare the resources in Settings');
  });
});

describe('a server that does not', () => {
  let server: AuthorizationServer;
  beforeEach(async () => {
    server = await startAuthorizationServer();
  });
  afterEach(() => server.stop());

  const origins: readonly ApiOrigin[] = [
    { origin: 'https://mail.example.test', resource: mail },
    { origin: 'https://archive.example.test', resource: archive },
  ];

  async function signedIn(): Promise<Runs> {
    const runs = await run(server, origins, ['openid', 'offline_access']);
    const outcome = await runs.sessions.handleCallback(server.authorize(await runs.begin()));
    expect(outcome.kind).toBe('signed-in');
    return runs;
  }

  test('R88-: takes no notice of the word: still no API is sent the token that another one was obtained for', async () => {
    const runs = await signedIn();
    const [first, second] = await Promise.all([runs.token(mail), runs.token(archive)]);
    expect(first).not.toBe(second);
    expect(await runs.token(mail)).toBe(first);
    expect(server.requestsTo('/token').map(({ form }) => form.getAll('resource'))).toEqual([
      [mail],
      [archive],
    ]);
  });

  test('R88-: answers invalid_target for one: the token of the other stays in use', async () => {
    const runs = await signedIn();
    server.script('/token', (_request, response) => json(response, 400, { error: 'invalid_target' }));
    const refusals = await Promise.all([
      runs.sessions.accessToken('one', archive),
      runs.sessions.accessToken('one', archive),
    ]);
    expect(refusals.map((refusal) => failureOf(refusal).code)).toEqual([
      'token-request-refused',
      'token-request-refused',
    ]);
    expect(server.requestsTo('/token')).toHaveLength(2);
    expect((await runs.sessions.accessToken('one', mail)).ok).toBe(true);
    expect(runs.sessions.view('one').kind).toBe('signed-in');
  });
});

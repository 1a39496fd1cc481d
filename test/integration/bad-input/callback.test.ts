import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { complete, valueOf } from '../../support/results.ts';
import { quiet, until } from '../../unit/core/oauth/session/stage.ts';
import { input, newApp, scheme } from './app.ts';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
});
afterEach(() => server.stop());

/** Somebody whose browser is open. */
async function waiting() {
  const { app, profile } = await newApp();
  const { id } = valueOf(await app.call('addConnection', { ...input, issuer: server.issuer }));
  valueOf(await app.call('signIn', { id }));
  const right = server.authorize(app.opened[0] ?? '');
  const calls = app.sent.length;
  return { app, profile, id, right, newCalls: () => app.sent.slice(calls).map(({ url }) => url) };
}

describe('a callback that belongs to nothing here', () => {
  it.each<[name: string, (right: string) => string]>([
    ['empty', () => `${scheme}:`],
    ['a bare slash', () => `${scheme}:/`],
    ['without parameters', (right) => right.replace(/\?.*$/, '')],
    ['huge', (right) => `${right}&x=${'x'.repeat(20_000)}`],
    ['of an unknown sign-in', (right) => right.replace(/state=[^&]+/, 'state=AAAAAAAAAAAAAAAAAAAAAA')],
    ['with its state twice, unlike', (right) => `${right}&state=AAAA`],
    ['with control characters', (right) => `${right}\u0007`],
    ['with a broken escape', () => `${scheme}:/callback/%E0%A4%A?code=%&state=%`],
  ])('%s: nothing is called, raised or lost, and the sign-in goes on', async (_, make) => {
    const { app, profile, id, right, newCalls } = await waiting();
    const files = await profile.files();
    app.links.receive(make(right));
    await quiet();
    expect(newCalls()).toEqual([]);
    expect(app.raised).toEqual([]);
    expect(app.sessions.view(id).kind).toBe('waiting-for-browser');
    expect(await profile.files()).toEqual(files);
    expect(app.logged).toEqual([]);

    app.links.receive(right);
    await until(() => app.raised.length > 0);
    expect(app.raised).toEqual(['signed-in']);
    expect(app.sessions.view(id).kind).toBe('signed-in');
  });

  it('F24-: the right one, twice: one code is spent, and the second changes nothing', async () => {
    const { app, id, right } = await waiting();
    app.links.receive(right);
    app.links.receive(right);
    await until(() => app.raised.length > 0);
    await quiet();
    expect(app.raised).toEqual(['signed-in']);
    expect(app.sessions.view(id).kind).toBe('signed-in');
    expect(server.requestsTo('/token')).toHaveLength(1);
  });

  it('what is ignored is noted, with why', async () => {
    const { app } = await waiting();
    app.links.receive(`${scheme}:/callback/x?code=1&state=2`);
    await until(() => app.activity.some(({ step }) => step === 'callback'));
    expect(app.activity.at(-1)).toMatchObject({
      outcome: 'ignored',
      summary: 'A callback was ignored.',
      facts: [{ name: 'Why', value: 'No sign-in that runs here began it.' }],
    });
  });
});

describe('a callback that ends the sign-in', () => {
  it.each([
    ['its code', (right: string) => `${right}&code=another`, 'code'],
    ['its state', (right: string) => `${right}&${/state=[^&]+/.exec(right)?.[0] ?? ''}`, 'state'],
    ['its issuer', (right: string) => `${right}&iss=${encodeURIComponent(server.issuer)}`, 'iss'],
  ])('%s is there twice: said in the connection, and no code is spent', async (_, make, name) => {
    const { app, id, right, newCalls } = await waiting();
    app.links.receive(make(right));
    await until(() => app.raised.length > 0);
    const view = app.sessions.view(id);
    expect(view).toMatchObject({ reason: { code: 'callback-invalid', why: `It says “${name}” twice.` } });
    expect(app.raised).toEqual(['failed']);
    expect(newCalls()).toEqual([]);
  });

  it('F25-: error= with a text of 5,000 characters and control characters is shown cut and inert', async () => {
    const { app, id, right, newCalls } = await waiting();
    const state = new URL(right).searchParams.get('state') ?? '';
    const hostile = `<b>no</b>\u0007\u001b[31m\u202e${'a'.repeat(5000)}`;
    const query = new URLSearchParams({ error: hostile, error_description: 'two\r\nlines', state });
    app.links.receive(`${right.replace(/\?.*$/, '')}?${query.toString()}`);
    await until(() => app.raised.length > 0);
    const view = app.sessions.view(id);
    if (view.kind !== 'signed-out' || view.reason === undefined) throw new Error('It has no reason.');
    const { code, what, why, details } = complete(view.reason);
    expect(code).toBe('authorization-refused');
    expect(`${what} ${why}`).not.toContain('<b>');
    expect(details?.providerError).toMatch(/^<b>no<\/b> \[31m a+…$/);
    expect(Array.from(details?.providerError ?? '')).toHaveLength(200);
    expect(details?.providerDescription).toBe('two lines');
    expect(app.raised).toEqual(['failed']);
    expect(newCalls()).toEqual([]);
    expect(app.logged).toEqual([]);

    valueOf(await app.call('signIn', { id }));
    expect(app.opened).toHaveLength(2);
  });
});

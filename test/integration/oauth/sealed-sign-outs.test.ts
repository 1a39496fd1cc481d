import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { text } from '../../servers/http-server.ts';
import { valueOf } from '../../support/results.ts';
import { input, newProfile } from '../bad-input/app.ts';
import type { App, Profile } from '../bad-input/app.ts';

let provider: AuthorizationServer;
beforeEach(async () => {
  provider = await startAuthorizationServer();
  provider.metadata = { userinfo_endpoint: undefined };
});
afterEach(() => provider.stop());

const away = (status: number, headers: Record<string, string> = {}) =>
  provider.script('/revoke', (_request, response) => text(response, status, '', headers));

async function signIn(app: App, id: string): Promise<void> {
  const before = app.opened.length;
  valueOf(await app.call('signIn', { id }));
  await app.sessions.handleCallback(provider.authorize(app.opened[before] ?? ''));
}

/** Somebody who is signed in, on real files under a real seal. */
async function signedIn() {
  const profile = await newProfile();
  const app = await profile.start();
  const { id } = valueOf(await app.call('addConnection', { ...input, issuer: provider.issuer }));
  await signIn(app, id);
  return { profile, app, id };
}

/** Sealed records of a kind, by name alone: they come and go while a run works. */
async function sealed({ folder }: Profile, kind: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.includes(`/${kind}.`) && name.endsWith('.record'));
}

/** Waits for something that comes by itself. */
async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- until it holds; the test has its own limit
    if (await holds()) return;
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The provider's answer came, and what it changed is on the disk. */
async function answered(app: App, id: string): Promise<void> {
  await eventually(() => {
    const view = app.sessions.view(id);
    return view.kind === 'signing-out' && view.reason !== null;
  });
  await app.vault.flush();
}

describe('a sign-out that the provider could not be told', () => {
  it('R49+ R52+ F33+: is sealed, survives the end of the app, and is delivered by the next run', async () => {
    const { profile, app, id } = await signedIn();
    away(503);
    valueOf(await app.call('signOut', { id, alsoInBrowser: false }));
    await answered(app, id);
    // Left as it is, as after a kill: nobody closes it before the next run has read what it left.
    expect(await sealed(profile, 'sign-out')).toHaveLength(1);
    expect(await sealed(profile, 'session')).toEqual([]);
    expect(provider.refreshTokens.size).toBe(1);
    provider.script('/revoke', null);
    const next = await profile.start();
    await eventually(() => provider.refreshTokens.size === 0);
    await eventually(async () => (await sealed(profile, 'sign-out')).length === 0);
    expect(next.sessions.view(id).kind).toBe('signed-out');
    await Promise.all([app.stop(), next.stop()]);
  });

  it('R52-: is not sent before the time that the provider asked for, by the next run neither', async () => {
    const { profile, app, id } = await signedIn();
    away(503, { 'retry-after': '600' });
    valueOf(await app.call('signOut', { id, alsoInBrowser: false }));
    await answered(app, id);
    expect(await sealed(profile, 'sign-out')).toHaveLength(1);
    await app.stop();
    const next = await profile.start();
    expect(next.sessions.view(id).kind).toBe('signing-out');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(provider.requestsTo('/revoke')).toHaveLength(1);
    await next.stop();
  });
});

describe('another account', () => {
  it('R25- F29-: the end of the app before an answer leaves the first account whole, and gives the other back', async () => {
    const { profile, app, id } = await signedIn();
    provider.claims = { sub: 'grace' };
    await signIn(app, id);
    expect(app.sessions.view(id)).toMatchObject({
      kind: 'another-account',
      current: { subject: 'ada' },
      arrived: { subject: 'grace' },
    });
    expect(provider.refreshTokens.size).toBe(2);
    await app.stop();
    provider.claims = {};
    const next = await profile.start();
    expect(next.sessions.view(id)).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    await eventually(() => provider.refreshTokens.size === 1);
    valueOf(await next.sessions.renewNow(id));
    await next.stop();
  });
});

import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../../../../src/core/oauth/session/records.ts';
import type { StoredSession } from '../../../../../src/core/oauth/types.ts';
import { Promises } from '../../../../support/session-world/promises.ts';
import { RotatingProvider } from '../../../../support/session-world/rotating-provider.ts';
import type { Family } from '../../../../support/session-world/rotating-provider.ts';
import { record } from './session-model.ts';

/* What watches the sessions of the model, given sessions that break each promise: it has to notice. */

const rules = { rotates: true, grace: 0, life: 300_000, idle: null };
const connection = 'one';
const at = { wall: 0, monotonic: 0 };
const well = { from: connection, suspended: false, journalled: true };

let provider: RotatingProvider;
let promises: Promises;

beforeEach(() => {
  let time = 0;
  // Each time it is looked at, a little has passed.
  provider = new RotatingProvider('https://id.example.test', rules, () => (time += 1));
  promises = new Promises(provider);
});

/** Somebody signs in at the provider: their tokens, heard by the connection. */
async function signIn(
  owner: string = connection,
  asked: { readonly scope?: string; readonly state?: string } = {},
): Promise<{ family: Family; access: string; refresh: string }> {
  const address = new URLSearchParams({
    redirect_uri: 'app:/callback',
    state: 'state',
    ...asked,
    code_challenge: createHash('sha256').update('verifier').digest('base64url'),
  });
  const callback = new URL(provider.authorize(`https://id.example.test/authorize?${address.toString()}`));
  const form = { grant_type: 'authorization_code', code_verifier: 'verifier', redirect_uri: 'app:/callback' };
  const code = callback.searchParams.get('code') ?? '';
  await provider.act('/token', new URLSearchParams({ ...form, code }));
  const [access, given] = [...provider.accessTokens].at(-1) ?? [];
  if (access === undefined || given === undefined) throw new Error('Nobody signed in.');
  promises.belongs(given.family, owner);
  promises.received(access, at);
  return { family: given.family, access, refresh: given.refreshToken };
}

async function rotate(refresh: string): Promise<string> {
  const form = { grant_type: 'refresh_token', refresh_token: refresh };
  await provider.act('/token', new URLSearchParams(form));
  return provider.familyOf(refresh)?.refreshTokens.at(-1) ?? '';
}

function onDisk(refreshToken: string | null, changes: Partial<StoredSession> = {}): string {
  return JSON.stringify(stored(record({ refreshToken, ...changes })));
}

const use = { ...at, connection };
const sealed = (text: string) => ({ text, saved: true });

/** What breaks each promise, by its name. */
const breaches: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'what came back without the permission that was asked for takes no place',
    async () => {
      const before = await signIn();
      provider.gives = false;
      promises.requestSealed({ state: 'more', more: ['notes.write'] });
      const after = await signIn(connection, { state: 'more', scope: 'notes notes.write' });
      promises.sessionChanges(connection, onDisk(before.refresh), onDisk(after.refresh));
    },
  ],
  [
    'at most one refresh is in flight',
    async () => {
      const { refresh } = await signIn();
      promises.refreshSent(refresh, well);
      promises.refreshSent(refresh, well);
    },
  ],
  [
    'nothing is renewed while the computer goes to sleep',
    async () => promises.refreshSent((await signIn()).refresh, { ...well, suspended: true }),
  ],
  [
    'nothing of a session that is locked is sent',
    async () => {
      promises.locked(true);
      promises.refreshSent((await signIn()).refresh, well);
    },
  ],
  [
    'nothing of a session that is locked is used',
    async () => {
      const { access, refresh } = await signIn();
      promises.locked(true);
      promises.used(access, '', use, sealed(onDisk(refresh)));
    },
  ],
  [
    'a refresh token is marked on disk before it is sent',
    async () => promises.refreshSent((await signIn()).refresh, { ...well, journalled: false }),
  ],
  [
    'nothing of a session that was signed out is sent',
    async () => {
      const { refresh } = await signIn();
      promises.signedOut(promises.signingOut(connection));
      promises.refreshSent(refresh, well);
    },
  ],
  [
    'nothing of a session that was signed out is used',
    async () => {
      const { access, refresh } = await signIn();
      promises.signedOut(promises.signingOut(connection));
      promises.used(access, '', use, sealed(onDisk(refresh)));
    },
  ],
  [
    'a session that was signed out stays away',
    async () => {
      const { refresh } = await signIn();
      promises.signedOut(promises.signingOut(connection));
      promises.sessionChanges(connection, null, onDisk(refresh));
    },
  ],
  [
    'a refresh token is its connection’s own',
    async () => promises.refreshSent((await signIn('two')).refresh, well),
  ],
  [
    'a token is used for its own connection',
    async () => {
      const { access, refresh } = await signIn('two');
      promises.used(access, '', use, sealed(onDisk(refresh)));
    },
  ],
  [
    'a session on disk is its connection’s own',
    async () => promises.sessionChanges(connection, null, onDisk((await signIn('two')).refresh)),
  ],
  [
    'a code of a sign-in that is over is not asked about',
    async () => {
      promises.codeAsked('code', at);
      promises.codeOver('code');
      promises.codeAsked('code', { wall: 60_000, monotonic: 60_000 });
      return Promise.resolve();
    },
  ],
  [
    'a code of a sign-in that is over is not asked about',
    async () => {
      promises.codeAsked('code', at);
      promises.restarted();
      promises.codeAsked('code', { wall: 60_000, monotonic: 60_000 });
      return Promise.resolve();
    },
  ],
  [
    'a code is asked about no more often than the provider allows',
    async () => {
      promises.codeAsked('code', at);
      promises.codeSlowedDown('code');
      promises.codeAsked('code', { wall: 9999, monotonic: 9999 });
      return Promise.resolve();
    },
  ],
  [
    'a token goes only to its own resource',
    async () => {
      const { access, refresh } = await signIn();
      promises.used(access, 'https://other.example.test', use, sealed(onDisk(refresh)));
    },
  ],
  [
    'a token that is used was given by the provider',
    async () => Promise.resolve(promises.accountAsked('made-up')),
  ],
  [
    'no access token is used past its expiry by either clock',
    async () => {
      const { access, refresh } = await signIn();
      promises.used(access, '', { ...use, monotonic: 300_000 }, sealed(onDisk(refresh)));
    },
  ],
  [
    'no access token is used past its expiry by either clock',
    async () => {
      const { access, refresh } = await signIn();
      promises.restarted();
      promises.used(access, '', { ...use, wall: 300_000 }, sealed(onDisk(refresh)));
    },
  ],
  [
    'a rotated refresh token is on disk before its access token is used',
    async () => {
      const { refresh } = await signIn();
      await rotate(refresh);
      const newest = [...provider.accessTokens.keys()].at(-1) ?? '';
      promises.used(newest, '', use, sealed(onDisk(refresh)));
    },
  ],
  [
    'a refresh token that was replaced is not used again',
    async () => {
      const { refresh } = await signIn();
      await rotate(refresh);
      promises.received([...provider.accessTokens.keys()].at(-1) ?? '', at);
      await rotate(refresh);
      promises.refused(refresh);
    },
  ],
  [
    'a refresh token goes only with its end, the person, or a completed new sign-in',
    async () => promises.sessionChanges(connection, onDisk((await signIn()).refresh), null),
  ],
  [
    'an earlier refresh token never takes the place of a newer one',
    async () => {
      const { refresh } = await signIn();
      promises.sessionChanges(connection, onDisk(await rotate(refresh)), onDisk(refresh));
    },
  ],
  [
    'a refresh token on disk was given by the provider',
    async () => promises.sessionChanges(connection, onDisk('made-up'), onDisk((await signIn()).refresh)),
  ],
  [
    'a session is of whom it was granted to',
    async () => {
      const { refresh } = await signIn();
      promises.sessionChanges(connection, null, onDisk(refresh, { subject: 'mallory' }));
    },
  ],
  [
    'nothing that is said of somebody else is kept',
    async () => {
      const { refresh } = await signIn();
      promises.sessionChanges(connection, null, onDisk(refresh, { userInfo: { sub: 'mallory' } }));
    },
  ],
  [
    'another account takes no place unasked',
    async () => {
      const ada = await signIn();
      provider.subject = 'grace';
      const grace = await signIn();
      promises.sessionChanges(connection, onDisk(ada.refresh), onDisk(grace.refresh, { subject: 'grace' }));
    },
  ],
];

describe('it is noticed', () => {
  test.each(breaches)('where it does not hold that %s', async (name, breach) => {
    await breach();
    expect(() => promises.check()).toThrow(name);
  });
});

test('nothing is found where a session is renewed, used, replaced and signed out as it should be', async () => {
  const { access, refresh } = await signIn();
  promises.sessionChanges(connection, null, onDisk(refresh));
  promises.used(access, '', use, sealed(onDisk(refresh)));
  promises.refreshSent(refresh, well);
  const next = await rotate(refresh);
  promises.refreshOver(refresh);
  const renewed = [...provider.accessTokens.keys()].at(-1) ?? '';
  promises.received(renewed, at);
  promises.sessionChanges(connection, onDisk(refresh), onDisk(next));
  promises.used(renewed, '', use, sealed(onDisk(next)));
  provider.subject = 'grace';
  const grace = await signIn();
  promises.replacing(connection);
  promises.sessionChanges(connection, onDisk(next), onDisk(grace.refresh, { subject: 'grace' }));
  promises.signedOut(promises.signingOut(connection));
  promises.sessionChanges(connection, onDisk(grace.refresh, { subject: 'grace' }), null);
  expect(() => promises.check()).not.toThrow();
});

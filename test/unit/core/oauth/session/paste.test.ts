import { describe, expect, test } from 'vitest';
import { issuerTag } from '../../../../../src/core/oauth/redirect-uri.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, quiet, start } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const billing = connection({ id: 'two', name: 'Billing', redirectWays: ['loopback'] });
const elsewhere = connection({ id: 'three', name: 'Payroll', issuer: 'https://other.example.test' });

/** A stage whose connection waits at a loopback address. */
async function waiting(options: StageOptions = {}): Promise<Stage> {
  const stage = await start({ connections: [connection(), billing, elsewhere], ...options });
  valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
  return stage;
}

/** What a paste is refused with; the sign-in is as before, and nothing was asked of the network. */
async function refused(stage: Stage, text: string, id = 'one') {
  const before = stage.view(id);
  const requests = stage.provider.requests.length;
  const failure = failureOf(await stage.sessions.pasteCallback(id, text));
  expect(stage.view(id)).toEqual(before);
  expect(stage.provider.requests).toHaveLength(requests);
  expect(stage.vault.idsOf('transaction').length).toBeGreaterThan(0);
  return failure;
}

describe('an address that was brought by hand', () => {
  test('R8+ R9+: it finishes the sign-in, and the receiver is closed', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.pasteCallback('one', ` ${callback.slice(0, 80)}\n${callback.slice(80)} `));
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
    await quiet();
    await expect(fetch(callback)).rejects.toThrow('fetch failed');
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('F21+: an earlier request that still runs may be answered, as it may be by the browser', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.signIn('one', { startAgain: true, way: 'loopback' }));
    valueOf(await stage.sessions.pasteCallback('one', callback));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('the provider’s no is its own words, and ends the sign-in', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened, { code: undefined, error: 'access_denied' });
    expect(failureOf(await stage.sessions.pasteCallback('one', callback)).code).toBe('authorization-refused');
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'authorization-refused' } });
  });

  test('a code that is refused at the provider ends the sign-in with its reason', async () => {
    const stage = await waiting();
    stage.provider.script('/token', () => answer(400, { error: 'invalid_grant' }));
    const callback = stage.provider.authorize(stage.lastOpened);
    const failure = failureOf(await stage.sessions.pasteCallback('one', callback));
    expect(failure.code).toBe('token-request-refused');
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: failure.code } });
  });
});

describe('what is refused, with words, and nothing lost', () => {
  test('R19-: a callback of another connection, that runs', async () => {
    const stage = await waiting();
    valueOf(await stage.sessions.signIn('two', { way: 'loopback' }));
    const callback = stage.provider.authorize(stage.lastOpened);
    const failure = await refused(stage, callback);
    expect(failure).toMatchObject({ code: 'callback-unknown', what: 'This address belongs to “Billing”.' });
    // It still is good where it belongs.
    valueOf(await stage.sessions.pasteCallback('two', callback));
    expect(stage.view('two').kind).toBe('signed-in');
  });

  test('R19-: a callback of another connection, that was used or is over', async () => {
    const stage = await waiting();
    valueOf(await stage.sessions.signIn('two', { way: 'loopback' }));
    const callback = stage.provider.authorize(stage.lastOpened);
    await fetch(callback);
    expect((await refused(stage, callback)).what).toBe('This address belongs to “Billing”.');
    const over = `http://127.0.0.1:4000/callback/${issuerTag(elsewhere.issuer)}?code=1&state=${'2'.repeat(43)}`;
    expect((await refused(stage, over)).what).toBe('This address belongs to “Payroll”.');
  });

  test('R8- R19-: a callback of an attempt that is over', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    await stage.sessions.cancelSignIn('one');
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    expect((await refused(stage, callback)).what).toBe('This address belongs to another sign-in.');
  });

  test('R8-: one that was used already', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.pasteCallback('one', callback));
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    expect((await refused(stage, callback)).what).toBe('This address was used already.');
  });

  test('half of it: the answer, the state or the promised issuer was cut off', async () => {
    const stage = await waiting();
    stage.provider.metadata['authorization_response_iss_parameter_supported'] = true;
    valueOf(await stage.sessions.signIn('one', { startAgain: true, way: 'loopback' }));
    const callback = stage.provider.authorize(stage.lastOpened);
    for (const half of [
      callback.slice(0, 30),
      callback.slice(0, callback.indexOf('?')),
      callback.slice(0, callback.indexOf('&')),
      callback.slice(0, -5),
      // Whole but for the issuer, or a part of it, which this provider promises.
      callback,
      `${callback}&iss=`,
      `${callback}&iss=${encodeURIComponent(stage.provider.issuer.slice(0, -4))}`,
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect((await refused(stage, half)).what).toBe('This address is not whole.');
    }
    const iss = `${callback}&iss=${encodeURIComponent(stage.provider.issuer)}`;
    valueOf(await stage.sessions.pasteCallback('one', iss));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R9- R27- R29-: one that breaks a rule of every callback', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    const other = Number(new URL(callback).port) === 40_000 ? 40_001 : 40_000;
    for (const wrong of [
      callback.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${String(other)}`),
      `${callback}&iss=https%3A%2F%2Fevil.test`,
      `${callback}&code=second`,
      `${callback}&error=access_denied`,
      `${callback}#code=in-the-fragment`,
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect((await refused(stage, wrong)).what).toBe('This address was not accepted.');
    }
    valueOf(await stage.sessions.pasteCallback('one', callback));
  });

  test('the code alone, the sign-in page, the failed page’s text, and something else', async () => {
    const stage = await waiting();
    const code = new URL(stage.provider.authorize(stage.lastOpened)).searchParams.get('code') ?? '';
    expect((await refused(stage, code)).what).toContain('the code');
    expect((await refused(stage, stage.lastOpened)).what).toContain('sign-in page');
    expect((await refused(stage, 'This site can’t be reached')).what).toContain('text of the page');
    expect((await refused(stage, 'https://example.test/')).what).toContain('not the address that is needed');
    expect((await refused(stage, '')).what).toBe('Nothing was pasted.');
  });

  test('an address that leads to no connection here', async () => {
    const stage = await waiting();
    const foreign = 'http://127.0.0.1:4000/callback/zzzzzzzzzzzzzzzzzzzzzzzzzz?code=made&state=up';
    expect((await refused(stage, foreign)).what).toContain('not the address that is needed');
  });

  test('R9-: a sign-in over the app link takes no address by hand, its own neither', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    expect((await refused(stage, callback)).code).toBe('not-permitted');
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    expect((await refused(stage, callback)).what).toContain('over the app link');
  });

  test('F21-: one that is too old', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    stage.clock.advance(30 * 60_000);
    valueOf(await stage.sessions.signIn('one', { startAgain: true, way: 'loopback' }));
    stage.clock.advance(31 * 60_000);
    expect((await refused(stage, callback)).code).toBe('callback-expired');
  });

  test('without a sign-in there is nothing to finish; an unknown connection is gone', async () => {
    const stage = await start();
    expect(failureOf(await stage.sessions.pasteCallback('one', 'x')).code).toBe('not-permitted');
    expect(failureOf(await stage.sessions.pasteCallback('none', 'x')).code).toBe('not-found');
  });

  test('what was pasted is never in the activity', async () => {
    const stage = await waiting();
    const callback = stage.provider.authorize(stage.lastOpened);
    const { searchParams } = new URL(callback);
    await refused(stage, `${callback}&code=second`);
    await refused(stage, 'a-secret-of-somebody 12345');
    await refused(stage, callback.slice(0, -3));
    const text = JSON.stringify(stage.activity);
    for (const secret of [
      searchParams.get('code'),
      searchParams.get('state')?.slice(0, 12),
      'a-secret',
      'second',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(stage.noted('A pasted address was not taken.')).toHaveLength(3);
  });
});

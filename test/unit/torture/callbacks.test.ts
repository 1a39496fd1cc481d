import { expect, test } from 'vitest';
import { checkRedirect } from '../../../src/core/oauth/redirect-check.ts';
import type { Transaction } from '../../../src/core/oauth/types.ts';
import { tryThroughSessions } from '../../torture/callbacks/through-sessions.ts';
import { tryCallbacks } from '../../torture/callbacks/try-callbacks.ts';
import { now } from '../../torture/callbacks/world.ts';

/** Counted in tries; on a busy machine they take their time. */
const tries = { timeout: 60_000 };
const share = { seed: 20_260_115, from: 0, to: 2000 };

test(
  'R8- R9- R16- R27- R29- F26-: of thousands of generated answers only the genuine ones are taken',
  tries,
  async () => {
    const { tried, failed, problems, facts = {} } = await tryCallbacks(share);
    expect(problems).toEqual([]);
    expect({ tried, failed }).toEqual({ tried: 2000, failed: 0 });
    // Each way to end was reached often.
    for (const kind of ['grant', 'refusal', 'too-late', 'nothing', 'ignored']) {
      expect(facts[kind]).toBeGreaterThan(20);
    }
  },
);

test(
  'R18- R19- F23- F24-: through whole sessions a foreign answer changes nothing and calls nobody',
  tries,
  async () => {
    const { tried, failed, problems, facts = {} } = await tryThroughSessions({ ...share, to: 400 });
    expect(problems).toEqual([]);
    expect({ tried, failed }).toEqual({ tried: 400, failed: 0 });
    expect(facts['signed-in']).toBeGreaterThan(5);
    expect(facts['failed']).toBeGreaterThan(5);
  },
);

const forgetful =
  (change: Partial<Transaction>): typeof checkRedirect =>
  (url, running, at) =>
    checkRedirect(
      url,
      running.map((one) => ({ ...one, ...change })),
      at,
    );

test.each<[string, typeof checkRedirect]>([
  ['takes an answer without the issuer that was promised', forgetful({ issParameterSupported: false })],
  ['takes an answer that comes too late', forgetful({ startedAt: now })],
  [
    'drops tabs and line breaks',
    (url, running, at) => checkRedirect(url.replaceAll(/[\t\r\n]/g, ''), running, at),
  ],
  ['compares without case', (url, running, at) => checkRedirect(url.toLowerCase(), running, at)],
  ['looks at the beginning only', (url, running, at) => checkRedirect(url.slice(0, 8192), running, at)],
  ['takes nothing', () => ({ kind: 'ignored', why: '' })],
  [
    'throws',
    () => {
      throw new Error('a bug');
    },
  ],
])('the torture notices a check that %s', tries, async (_what, check) => {
  expect((await tryCallbacks(share, check)).failed).toBeGreaterThan(0);
});

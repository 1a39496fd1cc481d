import { describe, expect, test } from 'vitest';
import type { SignInWay } from '../../../../../src/shared/connection.ts';
import { quiet, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

/*
 * Every way of signing in, stopped at every moment in which something outside is asked: each request, each call to the vault,
 * each opening of the browser, before it does anything. What is left over is counted.
 */

type Ending = 'cancel' | 'quit';

const minute = 60_000;

interface Way {
  readonly name: string;
  readonly way: SignInWay;
  /** What the person does once it is their turn. */
  readonly answer: (stage: Stage) => Promise<unknown>;
}

const ways: readonly Way[] = [
  {
    name: 'the app link',
    way: 'scheme',
    answer: (stage) => stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened)),
  },
  {
    name: 'the loopback address',
    way: 'loopback',
    answer: (stage) => fetch(stage.provider.authorize(stage.lastOpened)).catch(() => null),
  },
  {
    name: 'an address by hand',
    way: 'loopback',
    answer: (stage) => stage.sessions.pasteCallback('one', stage.provider.authorize(stage.lastOpened)),
  },
  {
    name: 'a code',
    way: 'device',
    answer: async (stage) => {
      stage.provider.deviceCode = 'approved';
      stage.clock.advance(5000);
      return Promise.resolve();
    },
  },
];

/** A stage that calls `at` with the number of each moment, before what was asked happens. */
async function watched(at: (moment: number) => void): Promise<Stage> {
  const stage = await start();
  stage.provider.offerDeviceCodes();
  let moment = 0;
  const passed = (): void => {
    moment += 1;
    at(moment);
  };
  const send = stage.provider.send.bind(stage.provider);
  stage.provider.send = async (request, signal) => {
    passed();
    return send(request, signal);
  };
  stage.vault.gate = async () => {
    passed();
    return Promise.resolve();
  };
  stage.openBrowser = async () => {
    passed();
    return Promise.resolve();
  };
  return stage;
}

/** Goes one way until it is over, or is ended at one moment. Answers how many moments there were. */
async function run(
  { way, answer }: Way,
  ending: Ending,
  stopAt: number,
): Promise<[stage: Stage, moments: number]> {
  let last = 0;
  let ended: Promise<unknown> = Promise.resolve();
  const stage = await watched((moment) => {
    last = moment;
    if (moment !== stopAt) return;
    ended = ending === 'cancel' ? stage.sessions.cancelSignIn('one') : stage.sessions.close();
  });
  const begun = stage.sessions.signIn('one', { way });
  await Promise.race([begun, until(() => last >= stopAt)]);
  await quiet();
  if (last < stopAt) await Promise.race([answer(stage), until(() => last >= stopAt)]);
  await quiet();
  // What waits for a limit of its own meets it.
  stage.clock.advance(15_000);
  await ended;
  await quiet();
  return [stage, last];
}

/** Stops one way at each of its moments, each time on a new stage; the last stage is the one that nothing stopped. */
async function everyMoment(way: Way, ending: Ending): Promise<{ stopped: readonly Stage[]; whole: Stage }> {
  const stopped: Stage[] = [];
  for (let stopAt = 1; ; stopAt += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one moment after the other
    const [stage, reached] = await run(way, ending, stopAt);
    if (reached < stopAt) return { stopped, whole: stage };
    stopped.push(stage);
  }
}

/** What a sign-in that is over has left behind, in the hour after it too. */
async function leftBy(stage: Stage) {
  const timers = stage.clock.waiting;
  const transactions = stage.vault.idsOf('transaction').length;
  const listens = await isListening(stage);
  const asked = stage.provider.requests.length;
  stage.clock.advance(60 * minute);
  await quiet();
  return { timers, transactions, listens, questions: stage.provider.requests.length - asked };
}

/** Whether somebody answers at the address of the last request. */
async function isListening(stage: Stage): Promise<boolean> {
  const address =
    stage.lastOpened === '' ? '' : (new URL(stage.lastOpened).searchParams.get('redirect_uri') ?? '');
  if (!address.startsWith('http:')) return false;
  return fetch(address).then(
    () => true,
    () => false,
  );
}

const nothing = { transactions: 0, listens: false, questions: 0 };

describe.each(ways)('over $name', (way) => {
  test('R83- F21-: cancelled at any moment, no listener, timer, transaction or question is left', async () => {
    const { stopped, whole } = await everyMoment(way, 'cancel');
    expect(whole.view().kind).toBe('signed-in');
    expect(stopped.length).toBeGreaterThan(4);
    for (const stage of stopped) {
      // Once its session is being sealed a sign-in is done, and signing out is what ends it.
      const { kind, ...more } = stage.view();
      expect(['signed-out', 'signed-in']).toContain(kind);
      expect(more).not.toHaveProperty('reason');
      // The clock itself is watched; nothing else waits.
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await leftBy(stage)).toEqual({ ...nothing, timers: 1 });
    }
    // One that was cancelled before it was accepted signed nobody in.
    expect(stopped.slice(0, 3).map((stage) => stage.view().kind)).toEqual(Array(3).fill('signed-out'));
  });

  test('F27- R83-: quitting at any moment leaves no listener, timer or question', async () => {
    const { stopped } = await everyMoment(way, 'quit');
    expect(stopped.length).toBeGreaterThan(4);
    for (const stage of stopped) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const { transactions, ...left } = await leftBy(stage);
      expect(left).toEqual({ timers: 0, listens: false, questions: 0 });
      // What may be on disk is what comes back by a callback; a code never is.
      expect(transactions).toBeLessThanOrEqual(way.way === 'device' ? 0 : 1);
    }
  });

  test('F21-: an hour ends it', async () => {
    const stage = await watched(() => undefined);
    stage.provider.deviceAnswer = { expires_in: 86_400 };
    await stage.sessions.signIn('one', { way: way.way });
    for (let passed = 0; passed <= 61; passed += 1) {
      stage.clock.advance(minute);
      // oxlint-disable-next-line eslint/no-await-in-loop -- time passes minute by minute
      await quiet();
    }
    const code = way.way === 'device' ? 'device-code-expired' : 'callback-expired';
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code } });
    expect(await leftBy(stage)).toEqual({ ...nothing, timers: 1 });
  });
});

test('F27+: quitting in the middle and coming back by the callback completes it over the app link', async () => {
  const stage = await start();
  await stage.sessions.signIn('one', { way: 'scheme' });
  const callback = stage.provider.authorize(stage.lastOpened);
  await stage.sessions.close();
  stage.restart();
  await stage.sessions.restore();
  expect(await stage.sessions.handleCallback(callback)).toMatchObject({ kind: 'signed-in' });
  expect(stage.vault.idsOf('transaction')).toEqual([]);
});

test.each(['loopback', 'device'] as const)(
  'F27-: after quitting in the middle over %s the next run begins anew',
  async (way) => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    await stage.sessions.signIn('one', { way });
    await stage.sessions.close();
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(await isListening(stage)).toBe(false);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in');
  },
);

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

/** Where the receiver of the last request listens; null where it has none. */
function receiverOf(stage: Stage): string | null {
  if (stage.lastOpened === '') return null;
  const address = new URL(stage.lastOpened).searchParams.get('redirect_uri') ?? '';
  return address.startsWith('http:') ? address : null;
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

async function nothingIsLeft(stage: Stage, timers: number): Promise<void> {
  expect(stage.clock.waiting).toBe(timers);
  expect(stage.vault.idsOf('transaction')).toEqual([]);
  await noReceiver(stage);
  const asked = stage.provider.requests.length;
  stage.clock.advance(60 * minute);
  await quiet();
  expect(stage.provider.requests).toHaveLength(asked);
}

async function noReceiver(stage: Stage): Promise<void> {
  const receiver = receiverOf(stage);
  if (receiver !== null) await expect(fetch(receiver)).rejects.toThrow('fetch failed');
}

describe.each(ways)('over $name', (way) => {
  test('R83- F21-: cancelled at any moment, no listener, timer, transaction or question is left', async () => {
    let moments = 0;
    for (let stopAt = 1; stopAt === 1 || moments >= stopAt - 1; stopAt += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one moment after the other
      const [stage, reached] = await run(way, 'cancel', stopAt);
      if (reached < stopAt) {
        // It was over before that moment came: the sequence was tried whole.
        expect(stage.view().kind).toBe('signed-in');
        expect(stopAt).toBeGreaterThan(5);
        break;
      }
      moments = reached;
      // Once its session is being sealed a sign-in is done, and signing out is what ends it.
      const sealed = stage.view().kind === 'signed-in';
      if (!sealed) expect(stage.view()).toEqual({ kind: 'signed-out' });
      // The clock itself is watched; nothing else waits.
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await nothingIsLeft(stage, 1);
    }
  });

  test('F27- R83-: quitting at any moment leaves no listener and no timer', async () => {
    for (let stopAt = 1; ; stopAt += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one moment after the other
      const [stage, reached] = await run(way, 'quit', stopAt);
      if (reached < stopAt) break;
      expect(stage.clock.waiting).toBe(0);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await noReceiver(stage);
      // What is on disk is what the app link needs to come back, and nothing of the other ways that could.
      if (way.way === 'device') expect(stage.vault.idsOf('transaction')).toEqual([]);
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
    expect(stage.view()).toMatchObject({
      kind: 'signed-out',
      reason: { code: way.way === 'device' ? 'device-code-expired' : 'callback-expired' },
    });
    await nothingIsLeft(stage, 1);
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
    const callback = way === 'device' ? null : stage.provider.authorize(stage.lastOpened);
    await stage.sessions.close();
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    if (callback !== null) await expect(fetch(callback)).rejects.toThrow('fetch failed');
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in');
  },
);

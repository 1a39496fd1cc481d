import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../../../../src/core/oauth/session/events.ts';
import { transition } from '../../../../../src/core/oauth/session/machine.ts';
import { initialState } from '../../../../../src/core/oauth/session/state.ts';
import type { AttemptState, Attempting } from '../../../../../src/core/oauth/session/state.ts';
import { createSigningKey } from '../../../../servers/signing-keys.ts';
import { watchCrypto } from '../../../../support/session-world/crypto-at-work.ts';
import { declaredTargets, targetOf, targetsReached } from '../../../../support/session-world/reached.ts';
import { play } from '../../../../support/session-world/sequences.ts';
import { tap } from '../../../../support/session-world/tapped-tables.ts';
import { waysThere } from '../../../../support/session-world/ways/index.ts';
import { metadata, transaction } from '../fixtures.ts';
import { failure, surroundings } from './session-model.ts';

watchCrypto();
const key = await createSigningKey('ES256');
const { led, defended } = declaredTargets();

/** Plays every way to its good end, the promises held on the way. */
async function playAll(): Promise<void> {
  for (const { moves, setting, openid } of waysThere) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one world after the other
    await play(moves, { ...setting, key: openid === true ? key : null });
  }
}

/** The same where some ways may come to nothing, because a table was made wrong. */
async function tryAll(): Promise<void> {
  for (const { moves, setting, openid } of waysThere) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one world after the other
    await play(moves, { ...setting, key: openid === true ? key : null }).catch(() => undefined);
  }
}

function unreached(reached: ReadonlySet<string>): readonly string[] {
  return [...led].filter((target) => !reached.has(target));
}

describe('real sessions', () => {
  test('are led to every target of every row, and to none that is declared to be a defence only', async () => {
    const reached = await targetsReached(playAll);
    expect(unreached(reached)).toEqual([]);
    expect([...defended.keys()].filter((target) => reached.has(target))).toEqual([]);
    expect([...reached].filter((target) => !led.has(target))).toEqual([]);
  }, 120_000);

  test('that never take a row are seen not to', async () => {
    const undo = tap(
      (take) => (state, event, context) =>
        state.kind === 'clock-wrong' && event.kind === 'woke' ? null : take(state, event, context),
    );
    try {
      expect(unreached(await targetsReached(tryAll))).toEqual([
        targetOf('session', 'clock-wrong', 'woke', 'renewal-journalling'),
      ]);
    } finally {
      undo();
    }
  }, 120_000);
});

const live = {
  transaction: transaction({ attempt: 'earlier' }),
  url: 'https://id.example.test/authorize',
  metadata: metadata(),
  anotherAccount: false,
};
const attempting: Attempting = {
  wish: { attempt: 'own', way: null, anotherAccount: false, more: [] },
  startedAt: 0,
  live: [],
  expired: [],
};
const lateCode: MachineEvent = {
  kind: 'device-prepared',
  interval: 5000,
  device: {
    metadata: metadata(),
    transaction: {
      ...transaction({ attempt: 'another' }),
      way: 'device',
      nonce: null,
      deviceCode: 'device',
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://id.example.test/activate',
      verificationUriComplete: null,
      expiresAt: 600_000,
    },
  },
};
const sealingBroke: MachineEvent = { kind: 'attempt-failed', attempt: 'own', failure };

/** What no run leads to in an attempt, taken on the pure function. */
const defences: readonly {
  readonly from: AttemptState;
  readonly event: MachineEvent;
  readonly to: AttemptState['kind'];
  /** The attempt whatever is left of which goes. */
  readonly ends: string;
}[] = [
  { from: initialState.attempt, event: lateCode, to: 'none', ends: 'another' },
  { from: { kind: 'preparing', ...attempting }, event: lateCode, to: 'preparing', ends: 'another' },
  { from: { kind: 'sealing', ...attempting }, event: sealingBroke, to: 'none', ends: 'own' },
  {
    from: { kind: 'sealing', ...attempting, live: [live] },
    event: sealingBroke,
    to: 'browser',
    ends: 'own',
  },
];

describe('defences', () => {
  test.each(defences)('$from.kind, $event.kind: $to', ({ from, event, to, ends }) => {
    const { state, effects } = transition({ ...initialState, attempt: from }, event, surroundings);
    expect(state.attempt.kind).toBe(to);
    expect(effects).toContainEqual({ kind: 'end-attempt', attempt: ends });
  });

  test.each([{ kind: 'unknown' }, { kind: 'locked', by: 'keyring' }] as const)(
    'R49-: a session that is $kind is not erased unread',
    (session) => {
      const before = { ...initialState, session };
      const { state, effects } = transition(before, { kind: 'sign-out-asked', id: 'job' }, surroundings);
      expect(state.session).toBe(session);
      expect(effects).toEqual([]);
    },
  );

  test('each is marked in its table, with why it stands', () => {
    const taken = defences.map(({ from, event, to }) => targetOf('attempt', from.kind, event.kind, to));
    expect(taken.toSorted()).toEqual([...defended.keys()].toSorted());
    for (const why of defended.values()) expect(why).toMatch(/\.$/);
  });
});

import { assert } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSigningKey } from '../../../../servers/signing-keys.ts';
import { watchCrypto } from '../../../../support/session-world/crypto-at-work.ts';
import type { Move } from '../../../../support/session-world/moves.ts';
import { mutations } from '../../../../support/session-world/mutations.ts';
import { play, sequences } from '../../../../support/session-world/sequences.ts';
import { tap } from '../../../../support/session-world/tapped-tables.ts';
import type { Setting } from '../../../../support/session-world/world.ts';

watchCrypto();
const key = await createSigningKey('ES256');

test('R21- R49- R75- R88- F1- F2- F10- F34-: whatever happens in whatever order, the promises of docs/sessions.md hold', async () => {
  let finished = 0;
  const count = (): void => {
    finished += 1;
  };
  await assert(sequences({ key, length: 30, finished: count }), { numRuns: 1000 });
  expect(finished).toBe(1000);
}, 300_000);

/** Sequences that once broke a promise, as they were shrunk. */
const found: readonly {
  readonly what: string;
  readonly moves: readonly Move[];
  readonly setting?: Partial<Setting>;
}[] = [
  {
    what: 'a request that comes while sealed records are read does not make the session seem signed out',
    moves: [
      'another account',
      'answer usual',
      'half a minute',
      'clock an hour ahead',
      'crash',
      'token wanted',
      'answer usual',
    ],
  },
  {
    what: 'F27+: a sign-in that an earlier run sealed, and never opened the browser for, is opened when it is asked for',
    moves: ['ask for more', 'answer usual', 'power fails in a write', 'ask for more'],
    setting: { sealed: true },
  },
  {
    what: 'F13-: locking twice is locking once: where the first could not be, nothing begins that the second would hit',
    moves: ['lock', 'lock', 'step', 'choose a passphrase', 'flow'],
  },
  {
    what: 'F17-: what a full disk refused is written again once at a time',
    moves: ['disk full', 'waking', 'flow', 'life of a token'],
  },
  {
    what: 'F34-: a token grows old while the keys are fetched that judge what came with it',
    moves: [
      'two hours',
      'sign in, and come back from the browser',
      'answer usual',
      'life of a token',
      'token wanted',
    ],
    setting: { key },
  },
  {
    what: 'F34-: and while a person decides about the account that it belongs to',
    moves: [
      'somebody else sits down',
      'sign in, and come back from the browser',
      'flow',
      'life of a token',
      'keep what came instead',
      'flow',
      'token wanted',
    ],
    setting: { key },
  },
  {
    what: 'F17-: the end of a session comes onto the disk too, once there is room',
    moves: [
      'disk full',
      'sign in, and come back from the browser',
      'answer usual',
      'answer usual',
      'waking',
      'answer lose-after',
      'a second',
      'step',
      'step',
    ],
    setting: { grace: 0 },
  },
  {
    what: 'quitting while sealed records are read begins nothing any more',
    moves: ['sign out', 'newest step', 'offline', 'crash', 'quit'],
  },
  {
    what: 'R49-: a sign-out that is not delivered yet leaves the next sign-in alone',
    moves: [
      'sign out',
      'answer lose-before',
      'sign in, and come back from the browser',
      'answer usual',
      'answer usual',
      'crash',
      'step',
    ],
  },
  {
    what: 'F10-: a vault that could not be locked wakes nothing while the computer goes to sleep',
    moves: ['renew now', 'going to sleep', 'lock', 'answer refused'],
  },
  {
    what: 'F13-: a computer that wakes while the vault is being locked sends nothing of what is locked',
    moves: ['renew now', 'answer lose-after', 'choose a passphrase', 'lock', 'waking', 'answer hotel-page'],
  },
  {
    what: 'F17- F34-: a clock that is set right does not keep the disk waiting',
    moves: ['disk full', 'clock an hour ahead', 'provider ends the session', 'renew now', 'flow'],
  },
  {
    what: 'F14- F16-: what is damaged under an earlier key is set aside, and not taken for locked',
    moves: ['the record is damaged', 'crash, no keyring', 'choose a passphrase'],
    setting: { sealed: true },
  },
  {
    what: 'F13- F27-: quitting while the vault waits to be locked ends, and does not go in circles',
    moves: ['choose a passphrase', 'renew now', 'answer silence-after', 'lock', 'quit'],
  },
  {
    what: 'R88-: a token that was refused alone is given again once the person renews',
    moves: [
      'token for another resource wanted',
      'answer usual',
      'answer lose-before',
      'life of a token',
      'token for another resource wanted',
      'step',
      'crash',
      'answer invalid-target',
      'keep what came instead',
    ],
    setting: { life: 300_000, renewal: 'on-demand', chances: [0.5], renewsIdToken: true },
  },
];

describe('sequences that once broke a promise', () => {
  test.each(found)('$what', async ({ moves, setting }) => {
    await expect(play(moves, setting)).resolves.toBeDefined();
  });
});

describe('the model can fail: a table that', () => {
  test.each(mutations)('$name breaks a promise', async ({ moves, breaks, openid, wrap }) => {
    const setting = openid === true ? { key } : {};
    await expect(play(moves, setting)).resolves.toBeDefined();
    const undo = tap(wrap);
    try {
      await expect(play(moves, setting)).rejects.toThrow(breaks);
    } finally {
      undo();
    }
  });
});

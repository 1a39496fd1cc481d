import { afterEach, describe, expect, test } from 'vitest';
import { presets } from '../../../src/core/providers/presets/all.ts';
import type { MadeIssuer, ProviderId } from '../../../src/shared/provider.ts';
import { judgeMade } from '../../torture/parsers/made-issuers.ts';
import { parserShare } from '../../torture/parsers/parser-share.ts';
import { parserShares } from '../../torture/parsers/parsers.ts';
import type { TryShare } from '../../torture/support/share.ts';

const seed = 20_260_115;
/** Counted in tries; on a busy machine they take their time. */
const tries = { timeout: 60_000 };

/** What did not hold; and what was never reached, so that no part of the torture tries nothing. */
async function unmet(share: TryShare, to: number, reach: readonly string[]): Promise<readonly string[]> {
  const { tried, failed, problems, facts = {} } = await share({ seed, from: 0, to });
  const missed = reach.filter((fact) => facts[fact] === undefined);
  return [
    ...problems,
    ...missed,
    ...(tried === to && (failed === 0 || problems.length > 0) ? [] : ['a try']),
  ];
}

test('R72- R75- F8-: thousands of answers of a token endpoint become what the rules say', tries, async () => {
  const kinds = ['tokens', 'ended', 'needs-person', 'refused-by-us', 'try-later'];
  expect(await unmet(parserShares['token-responses'], 1500, kinds)).toEqual([]);
});

test(
  'R30- R31- R32- R33- R34- R35- R36- R37- R40- R41- R43-: no forged ID token is accepted, and each right one is',
  tries,
  async () => {
    expect(await unmet(parserShares['id-tokens'], 400, ['genuine', 'forged'])).toEqual([]);
  },
);

test(
  'R23- R44-: thousands of descriptions of a provider: only right and safe ones are accepted',
  tries,
  async () => {
    expect(await unmet(parserShares.metadata, 1500, ['right', 'wrong', 'hostile'])).toEqual([]);
  },
);

test('R45- R34-: thousands of key sets: only public keys that fit are ever chosen', tries, async () => {
  expect(await unmet(parserShares.jwks, 700, ['right', 'hostile', 'no key set'])).toEqual([]);
});

test(
  'R44- R23-: thousands of parts of a provider’s address make the right issuer, or none',
  tries,
  async () => {
    const kinds = ['right', 'incomplete', 'refused', 'made of odd parts'];
    expect(await unmet(parserShares['made-issuers'], 3000, kinds)).toEqual([]);
  },
);

test('thousands of challenges are read as they were meant, and broken ones do no harm', tries, async () => {
  expect(await unmet(parserShares['www-authenticate'], 2000, ['right', 'altered'])).toEqual([]);
});

test(
  'F16-: hundreds of tampered vaults: nothing wrong comes out, nothing is lost, and saving goes on',
  tries,
  async () => {
    expect(await unmet(parserShares['vault-files'], 300, ['open', 'set-aside'])).toEqual([]);
  },
);

/** Makes issuers of whatever it is given. */
function careless(id: ProviderId, parts: Readonly<Record<string, string>>): MadeIssuer {
  const { template } = presets.find((preset) => preset.id === id)?.issuer.value ?? { template: '' };
  const issuer = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
  return { issuer, problem: null };
}

/** Makes none. */
function idle(): MadeIssuer {
  return { issuer: null, problem: null };
}

describe('the torture notices', () => {
  afterEach(() => {
    Reflect.deleteProperty(Object.prototype, 'polluted');
  });

  test('a parser that throws, and one that lets a document change every object', async () => {
    const throws = await parserShare(() => {
      throw new RangeError('too deep');
    })({ seed, from: 3, to: 5 });
    expect(throws).toMatchObject({ tried: 2, failed: 2 });
    expect(throws.problems[0]).toContain(`Case 3 of seed ${String(seed)}: It threw RangeError: too deep`);
    const pollutes = await parserShare(() => {
      Reflect.set(Object.prototype, 'polluted', 'yes');
      return null;
    })({ seed, from: 0, to: 1 });
    expect(pollutes.problems[0]).toContain('The prototype of all objects was changed.');
  });

  test('issuers that are made without looking, and ones that are never made', async () => {
    for (const make of [careless, idle]) {
      const judged = parserShare((random, count) => judgeMade(make, random, count));
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect((await judged({ seed, from: 0, to: 200 })).failed).toBeGreaterThan(20);
    }
  });

  test('the same again for the same seed, and something else for another', async () => {
    const share = parserShares.metadata;
    const [once, again, other] = await Promise.all([
      share({ seed, from: 0, to: 200 }),
      share({ seed, from: 0, to: 200 }),
      share({ seed: seed + 1, from: 0, to: 200 }),
    ]);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });
});

import { describe, expect, it } from 'vitest';
import { refuseCalls } from '../../torture/vault/refused-calls.ts';
import { allCases } from '../../torture/vault/scenarios.ts';
import { fillSmallDisk } from '../../torture/vault/small-disks.ts';
import { Tally } from '../../torture/vault/tally.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- disk-full`. */

describe('a real disk of 256 kB', () => {
  skipEach(notLinux);
  it.each(['blocks', 'files'] as const)(
    'F17+ F18+: with any number of free %s a change is there whole or is told, and is made once there is room',
    { timeout: 120_000 },
    async (what) => {
      const { tried, problems, facts } = await fillSmallDisk(what);
      expect(problems).toEqual([]);
      expect(tried).toBeGreaterThan(100);
      expect(facts?.['told']).toBeGreaterThan(10);
      expect(facts?.['survived']).toBeGreaterThan(10);
    },
  );
});

describe('a disk that refuses one call', () => {
  skipEach(notLinux);
  it.each(['third generation', 'changed connection'])(
    'F17- F18-: %s: it is told or survived, and nothing is lost',
    { timeout: 120_000 },
    async (scenario) => {
      const tally = new Tally();
      const cases = allCases().filter((each) => each.scenario === scenario);
      await refuseCalls(cases, { step: 7 }, tally);
      const { tried, problems } = tally.result();
      expect(problems).toEqual([]);
      expect(tried).toBeGreaterThan(5);
    },
  );
});

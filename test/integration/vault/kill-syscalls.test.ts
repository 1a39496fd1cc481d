import { describe, expect, it } from 'vitest';
import { killAtSystemCalls } from '../../torture/kill-syscalls.ts';
import { allCases } from '../../torture/vault/scenarios.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- kill-syscalls`. */

describe('a process killed at the system calls of a save', () => {
  skipEach(notLinux);
  it.each([
    ['third generation', 5],
    ['removal', 5],
    ['changed connection', 5],
  ])(
    'F1-: %s: a start finds the old or the new state whole, and no leftover',
    { timeout: 120_000 },
    async (scenario, step) => {
      const cases = allCases().filter((each) => each.scenario === scenario);
      const { tried, problems } = await killAtSystemCalls(cases, { step });
      expect(problems).toEqual([]);
      expect(tried).toBeGreaterThan(5);
    },
  );

  it.each([
    ['from the keyring to a passphrase', 10],
    ['from a passphrase to the keyring', 10],
    ['to another passphrase', 10],
  ])(
    'F1- F14-: %s: a start opens it the old or the new way, with every session',
    { timeout: 120_000 },
    async (scenario, step) => {
      const cases = allCases().filter((each) => each.scenario === scenario);
      const { tried, problems, facts } = await killAtSystemCalls(cases, { step });
      expect(problems).toEqual([]);
      expect(tried).toBeGreaterThan(5);
      expect(Object.keys(facts ?? {}).toSorted()).toEqual(['found new', 'found old']);
    },
  );
});

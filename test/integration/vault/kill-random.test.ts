import { describe, expect, it } from 'vitest';
import { killAtRandomMoments } from '../../torture/kill-random.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- kill-random`. */

describe('a process killed while it saves', () => {
  skipEach(notLinux);
  it(
    'F1+: everything that was acknowledged is there at the next start, whole, or newer',
    { timeout: 120_000 },
    async () => {
      const { tried, problems, facts } = await killAtRandomMoments(16);
      expect(problems).toEqual([]);
      expect(tried).toBe(16);
      expect(facts?.['saves']).toBeGreaterThan(0);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { fightOver } from '../../torture/two-owners.ts';

/* A share of `npm run torture -- two-owners`. */

describe.runIf(process.platform === 'linux')('two processes in one vault', () => {
  it(
    'F28+: both save from the first start on and are killed, and nothing of either is lost',
    { timeout: 120_000 },
    async () => {
      const { tried, problems, facts } = await fightOver(8);
      expect(problems).toEqual([]);
      expect(tried).toBe(8);
      expect(facts?.['saves']).toBeGreaterThan(0);
    },
  );
});

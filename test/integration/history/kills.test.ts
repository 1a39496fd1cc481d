import { describe, expect, it } from 'vitest';
import { killHistories } from '../../torture/history-kills.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- history-kills`. */

describe('a process killed while it writes the history', () => {
  skipEach(notLinux);
  it('loses at most the request that is being written', { timeout: 120_000 }, async () => {
    const { tried, problems, facts } = await killHistories(16);
    expect(problems).toEqual([]);
    expect(tried).toBe(16);
    expect(facts?.['acknowledged']).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { damageVault } from '../../torture/bit-flips.ts';
import { tortureCiphers } from '../../torture/vault/place.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- bit-flips`. */

describe('a small vault on a real disk', () => {
  skipEach(notLinux);
  it.each(tortureCiphers)(
    'F16- F18-: $name: flipped, cut off, swapped, old, forged and odd files are noticed, and nothing is deleted',
    { timeout: 120_000 },
    async (cipher) => {
      const { tried, problems } = await damageVault(cipher, { step: 61 });
      expect(problems).toEqual([]);
      expect(tried).toBeGreaterThan(200);
    },
  );
});

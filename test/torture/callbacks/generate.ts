import type { Transaction } from '../../../src/core/oauth/types.ts';
import type { Random } from '../support/random.ts';
import { genuine } from './genuine.ts';
import { mutations } from './mutations.ts';
import { structured } from './structured.ts';

export interface Source {
  readonly running: readonly Transaction[];
  readonly pieces: readonly string[];
  /** The code that a genuine answer of this sign-in carries; null: any. */
  readonly codeOf: (transaction: Transaction) => string | null;
}

/** One URL: now and then a genuine answer, mostly one that was tampered with, else one made from the grammar up. */
export function generate(random: Random, { running, pieces, codeOf }: Source): string {
  const answer = (): string => {
    const one = random.pick(running);
    return genuine(one, random, codeOf(one));
  };
  const material = { random, pieces, other: answer };
  const kind = random.fraction();
  if (kind < 0.12) return answer();
  if (kind < 0.3) return structured(running, material);
  let url = answer();
  for (let turns = 1 + (random.chance(0.3) ? random.below(3) : 0); turns > 0; turns -= 1) {
    url = random.pick(mutations)(url, material);
  }
  return url;
}

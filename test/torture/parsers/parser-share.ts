import { Random } from '../support/random.ts';
import type { TryShare } from '../support/share.ts';
import { Tally } from '../support/tally.ts';

/** Tries one case; says what did not hold, in words, or null. `count` counts something apart. */
export type TryCase = (
  random: Random,
  count: (fact: string) => void,
) => Promise<string | null> | string | null;

/**
 * A share of cases, each from a source of its own. Whatever is tried, nothing may throw, and no object of the
 * process may have learned a member that it did not have (prototype pollution).
 */
export function parserShare(tryCase: TryCase): TryShare {
  return async ({ seed, from, to }) => {
    const tally = new Tally();
    for (let number = from; number < to; number += 1) {
      const problem = await outcomeOf(tryCase, Random.ofCase(seed, number), (fact) => tally.count(fact));
      if (problem === null) tally.tried();
      else tally.tried(`Case ${String(number)} of seed ${String(seed)}: ${problem}`);
    }
    return tally.result();
  };
}

async function outcomeOf(
  tryCase: TryCase,
  random: Random,
  count: (fact: string) => void,
): Promise<string | null> {
  try {
    const problem = await tryCase(random, count);
    return problem ?? (isPolluted() ? 'The prototype of all objects was changed.' : null);
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? '').split('\n')[1] : '';
    return `It threw ${String(error)} ${where ?? ''}`;
  }
}

const membersAtFirst = ownNames();

function isPolluted(): boolean {
  return ownNames() !== membersAtFirst;
}

function ownNames(): string {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).length)
    .join();
}

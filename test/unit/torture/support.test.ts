import { describe, expect, it } from 'vitest';
import { Random } from '../../torture/support/random.ts';
import { sharesOf } from '../../torture/support/share.ts';
import { Tally, sumOf } from '../../torture/support/tally.ts';

function numbers(random: Random): readonly number[] {
  return Array.from({ length: 50 }, () => random.fraction());
}

describe('Random', () => {
  it('gives the same again for the same seed and case, and something else for another', () => {
    expect(numbers(Random.ofCase(7, 3))).toEqual(numbers(Random.ofCase(7, 3)));
    const firsts = new Set<number>();
    for (let seed = 0; seed < 30; seed += 1) {
      for (let at = 0; at < 30; at += 1) firsts.add(Random.ofCase(seed, at).fraction());
    }
    expect(firsts.size).toBe(900);
  });

  it('reaches every member and stays within its bounds', () => {
    const random = new Random(1);
    const seen = new Set(Array.from({ length: 500 }, () => random.pick(['a', 'b', 'c'])));
    expect([...seen].toSorted()).toEqual(['a', 'b', 'c']);
    expect(new Set(random.shuffled([1, 2, 3]))).toEqual(new Set([1, 2, 3]));
    expect(numbers(random).every((number) => number >= 0 && number < 1)).toBe(true);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

describe('sharesOf', () => {
  it.each([
    [10, 3],
    [2, 4],
    [0, 2],
    [1_000_003, 2],
  ])('covers %i cases in %i parts, each once', (count, parts) => {
    const shares = sharesOf(count, 7, parts);
    expect(shares[0]?.from ?? 0).toBe(0);
    expect(shares.at(-1)?.to ?? 0).toBe(count);
    expect(shares.slice(1).every(({ from }, at) => from === shares[at]?.to)).toBe(true);
    expect(shares.every(({ from, to, seed }) => from < to && seed === 7)).toBe(true);
  });
});

describe('Tally', () => {
  it('counts a try with several problems once, keeps the first ones, and adds up', () => {
    const tally = new Tally();
    tally.tried();
    for (let at = 0; at < 30; at += 1) tally.tried(`problem ${String(at)}`, 'and more');
    tally.count('apart', 2);
    const { tried, failed, problems, facts } = sumOf([tally.result(), tally.result()]);
    expect({ tried, failed, facts }).toEqual({ tried: 62, failed: 60, facts: { apart: 4 } });
    expect(problems[0]).toBe('problem 0 and more');
    expect(problems).toHaveLength(20);
  });
});

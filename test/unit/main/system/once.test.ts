import { describe, expect, it } from 'vitest';
import { gather } from '../../../../src/main/system/once.ts';

describe('what is handed on together', () => {
  it('comes in one go and in order, and what comes later comes with the next', () => {
    const timers: { milliseconds: number; callback: () => void }[] = [];
    const handedOn: (readonly number[])[] = [];
    const add = gather<number>(
      (milliseconds, callback) => timers.push({ milliseconds, callback }),
      100,
      (items) => handedOn.push(items),
    );
    add(1);
    add(2);
    expect(handedOn).toEqual([]);
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([100]);
    timers[0]?.callback();
    add(3);
    expect(timers).toHaveLength(2);
    timers[1]?.callback();
    expect(handedOn).toEqual([[1, 2], [3]]);
  });
});

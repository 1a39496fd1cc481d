import { expect, it } from 'vitest';
import { atMost } from '../../../../src/core/vault/at-most.ts';

/** Work that ends when it is told to. */
function held() {
  const begun: number[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const work = (index: number) => () =>
    new Promise<void>((resolve, reject) => {
      begun.push(index);
      ends.push({ resolve, reject });
    });
  return { begun, ends, work };
}

/** Everything that can go on without the outside has gone on. */
async function rest(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

it('so many run at once, and the others begin in their order as one ends, well or not', async () => {
  const { begun, ends, work } = held();
  const few = atMost(2);
  const all = [0, 1, 2, 3].map((index) => few(work(index)));
  await rest();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error('its own failure'));
  await expect(all[1]).rejects.toThrow('its own failure');
  await rest();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.resolve();
  await rest();
  expect(begun).toEqual([0, 1, 2, 3]);
});

it('work that comes after a rest begins at once', async () => {
  const { begun, ends, work } = held();
  const few = atMost(1);
  const first = few(work(0));
  ends[0]?.resolve();
  await first;
  await rest();
  void few(work(1));
  void few(work(2));
  await rest();
  expect(begun).toEqual([0, 1]);
});

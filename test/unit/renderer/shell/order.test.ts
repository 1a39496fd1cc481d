import { expect, test } from 'vitest';

import { moved } from '../../../../src/renderer/shell/order.ts';

test('an item moves to another place and the rest keep their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toStrictEqual(['b', 'c', 'a', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toStrictEqual(['d', 'a', 'b', 'c']);
});

test('a move out of the list changes nothing', () => {
  const list = ['a', 'b'];
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 1, 2)).toBe(list);
  expect(moved(list, -1, 0)).toBe(list);
});

import { describe, expect, test } from 'vitest';

import { withPage } from '../../../../../src/renderer/requests/answer/use-body-bytes.ts';

function readInOrder(pages: readonly number[]): ReadonlyMap<number, Uint8Array> {
  let held: ReadonlyMap<number, Uint8Array> = new Map();
  for (const page of pages) held = withPage(held, page, Uint8Array.of(page));
  return held;
}

describe('the pages of a body that are held', () => {
  const down = Array.from({ length: 100 }, (_, page) => page);

  test('are few, however many were read', () => {
    const held = readInOrder(down);
    expect(held.size).toBe(32);
    expect(held.get(99)).toEqual(Uint8Array.of(99));
  });

  test('are those around the one that was read last, also where somebody scrolls back', () => {
    const oldest = 100 - 32;
    const held = readInOrder([...down, oldest - 1]);
    expect(held.has(oldest - 1)).toBe(true);
    expect(held.has(oldest)).toBe(true);
    expect(held.has(99)).toBe(false);
  });
});

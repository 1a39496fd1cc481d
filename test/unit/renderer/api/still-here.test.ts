import { expect, test } from 'vitest';

import { tellStillHere } from '../../../../src/renderer/api/still-here.ts';
import { succeed } from '../../../../src/shared/result.ts';

test('main is told of use at once, and twice a minute at most', () => {
  let now = 0;
  let told = 0;
  const page = new EventTarget();
  const stillHere = async () => {
    told += 1;
    return Promise.resolve(succeed(null));
  };
  tellStillHere({ stillHere }, page, () => now);
  page.dispatchEvent(new Event('keydown'));
  page.dispatchEvent(new Event('pointerdown'));
  expect(told).toBe(1);
  now += 29_999;
  page.dispatchEvent(new Event('wheel'));
  expect(told).toBe(1);
  now += 1;
  page.dispatchEvent(new Event('wheel'));
  expect(told).toBe(2);
  page.dispatchEvent(new Event('mousemove'));
  expect(told).toBe(2);
});

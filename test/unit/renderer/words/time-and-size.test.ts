import { describe, expect, test } from 'vitest';

import { byteSize } from '../../../../src/shared/byte-size.ts';
import { countdown, duration, relativeTime } from '../../../../src/renderer/words/time.ts';

describe('byteSize', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1840, '1.8 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_400, '999 kB'],
    [999_600, '1.0 MB'],
    [12_000_000, '12 MB'],
    [3_400_000_000, '3.4 GB'],
  ])('%i bytes read %s: a thousand to the step', (bytes, words) => {
    expect(byteSize(bytes)).toBe(words);
  });
});

describe('times', () => {
  const now = 1_800_000_000_000;

  test.each([
    [now - 3000, 'just now'],
    [now - 40_000, '40 seconds ago'],
    [now - 3 * 60_000, '3 minutes ago'],
    [now + 2 * 3_600_000, 'in 2 hours'],
    [now - 86_400_000, 'yesterday'],
  ])('an instant reads as its distance', (at, words) => {
    expect(relativeTime(at, now)).toBe(words);
  });

  test.each([
    [42_000, '0:42'],
    [725_000, '12:05'],
    [3_729_000, '1:02:09'],
    [-5000, '0:00'],
  ])('a countdown of %i ms reads %s', (left, words) => {
    expect(countdown(now + left, now)).toBe(words);
  });

  test('durations are milliseconds, then seconds', () => {
    expect([duration(41.6), duration(1800), duration(12_400)]).toStrictEqual(['42 ms', '1.8 s', '12 s']);
  });
});

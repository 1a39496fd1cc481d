import { describe, expect, it } from 'vitest';
import { progressWords } from '../../../../src/renderer/requests/progress-words.ts';
import type { RequestProgress } from '../../../../src/shared/request.ts';

const unknown: RequestProgress = {
  requestId: 'one',
  stage: 'receiving',
  bytes: 0,
  total: null,
  bytesPerSecond: null,
  secondsLeft: null,
  answer: null,
};

describe('how far a request is, in words', () => {
  it.each<[Partial<RequestProgress> | null, string]>([
    [null, 'Sending…'],
    [{ stage: 'queued' }, 'Getting ready…'],
    [{ stage: 'sending' }, 'Sending…'],
    [{ stage: 'waiting' }, 'Sent, waiting for the answer…'],
    [{ bytes: 1800 }, 'Receiving… 1.8 kB'],
    [{ bytes: 1800, bytesPerSecond: 900.4 }, 'Receiving… 1.8 kB, 900 B/s'],
    [
      { bytes: 12_000_000, total: 1_073_741_824, bytesPerSecond: 34_000_000, secondsLeft: 31.2 },
      'Receiving… 12 MB of 1.1 GB, 34 MB/s, 32 s left',
    ],
    [{ stage: 'saving', bytes: 0, total: 5000, secondsLeft: null }, 'Saving… 0 B of 5.0 kB'],
    [
      { bytes: 1, total: 100, bytesPerSecond: 1, secondsLeft: 0.01 },
      'Receiving… 1 B of 100 B, 1 B/s, 1 s left',
    ],
    [
      { bytes: 1, total: 10_000, bytesPerSecond: 1, secondsLeft: 125 },
      'Receiving… 1 B of 10 kB, 1 B/s, 3 min left',
    ],
    [
      { bytes: 1, total: 1e6, bytesPerSecond: 1, secondsLeft: 9000 },
      'Receiving… 1 B of 1.0 MB, 1 B/s, 3 h left',
    ],
  ])('%o', (known, words) => {
    expect(progressWords(known === null ? null : { ...unknown, ...known })).toBe(words);
  });
});

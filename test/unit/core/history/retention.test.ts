import { describe, expect, it } from 'vitest';
import { segmentsToRemove } from '../../../../src/core/history/retention.ts';

const limits = { days: 7, megabytes: 100 } as const;
const day = 86_400_000;
const now = 1_790_000_000_000;

/** The name of what was begun so many days ago. */
function begun(days: number): string {
  return `${String(now - days * day)}-0000000${String(days)}`;
}

function segment(days: number, megabytes: number) {
  const name = begun(days);
  return [
    { name: `${name}.segment`, size: 1_000_000 },
    { name: `${name}.index`, size: 1000 },
    { name: `${name}.17.spool`, size: megabytes * 1_000_000 - 1_001_000 },
  ];
}

describe('the segments that go', () => {
  it('are those in which everything is too old: a day after they were begun at the latest', () => {
    const files = [8, 7, 1].flatMap((days) => segment(days, 2));
    expect(segmentsToRemove(files, now, limits, null)).toEqual([begun(8)]);
    expect(segmentsToRemove(files, now - 1, limits, null)).toEqual([]);
  });

  it('are the oldest, until the rest fits, with the bodies that belong to each', () => {
    const files = [1, 2, 3, 4].flatMap((days) => segment(days, 40));
    expect(segmentsToRemove(files, now, limits, null)).toEqual([begun(4), begun(3)]);
    expect(segmentsToRemove(files, now, { ...limits, megabytes: 500 }, null)).toEqual([]);
  });

  it('are never the one that is written to, and nothing that is not ours', () => {
    const files = [...segment(1, 101), { name: 'notes.txt', size: 500_000_000 }];
    expect(segmentsToRemove(files, now, limits, begun(1))).toEqual([]);
    expect(segmentsToRemove(files, now, limits, null)).toEqual([begun(1)]);
  });
});

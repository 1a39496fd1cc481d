import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTortures } from '../../torture/run-tortures.ts';
import type { Torture, TortureResult } from '../../torture/torture.ts';

let folder: string;
const printed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-torture-'));
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function torture(name: string, tries: Torture['run']): Torture {
  return { name, about: 'what is tried', run: tries };
}

function ending(result: TortureResult): Torture['run'] {
  return async () => Promise.resolve(result);
}

const held = torture('held', ending({ tried: 3, failed: 0, problems: [], facts: { apart: 1 } }));

async function run(...tortures: readonly Torture[]): Promise<boolean> {
  return runTortures(tortures, { size: 'quick', seed: 7, folder });
}

function report(): readonly unknown[] {
  const entries: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  return Array.isArray(entries) ? entries : [entries];
}

describe('runTortures', () => {
  it('holds when every try of every torture held, and says how many there were', async () => {
    expect(await run(held, { ...held, name: 'again' })).toBe(true);
    expect(report()).toMatchObject([
      { name: 'held', tried: 3, failed: 0, facts: { apart: 1 }, seed: 7 },
      { name: 'again', tried: 3, failed: 0 },
    ]);
    expect(printed.join('\n')).toContain('✓ held: 3 tried, 0 failed, apart 1');
  });

  it('does not hold when one try of one torture failed, and prints its problem', async () => {
    const broke = torture('broke', ending({ tried: 2, failed: 1, problems: ['case 1 of seed 7'] }));
    expect(await run(broke, held)).toBe(false);
    expect(report()).toMatchObject([{ name: 'broke', failed: 1 }, { name: 'held' }]);
    expect(printed.join('\n')).toContain('✗ broke: 2 tried, 1 failed');
    expect(printed.join('\n')).toContain('case 1 of seed 7');
  });

  it('does not hold when a torture tried nothing', async () => {
    expect(await run(torture('idle', ending({ tried: 0, failed: 0, problems: [] })))).toBe(false);
    expect(printed.join('\n')).toContain('✗ idle');
  });

  it.each([
    ['rejects', async () => Promise.reject(new Error('a bug of the torture'))],
    [
      'throws',
      () => {
        throw new Error('a bug of the torture');
      },
    ],
  ] satisfies [string, Torture['run']][])(
    'counts one that %s as failed, and goes on',
    async (_how, broken) => {
      expect(await run(torture('broken', broken), held)).toBe(false);
      expect(report()).toMatchObject([
        { name: 'broken', tried: 0, failed: 1, problems: [expect.stringContaining('a bug of the torture')] },
        { name: 'held', tried: 3 },
      ]);
    },
  );

  it('leaves what was found so far when the run is cut off', async () => {
    const looking = torture('looking', async () => {
      return Promise.resolve({ tried: report().length, failed: 0, problems: [] });
    });
    await run(held, held, looking);
    expect(report()[2]).toMatchObject({ name: 'looking', tried: 2 });
  });

  it('gives each the seed, and says how to try the same again', async () => {
    const seeds: number[] = [];
    const asking = torture('asking', async ({ seed }) => {
      seeds.push(seed);
      return Promise.resolve({ tried: 1, failed: 0, problems: [] });
    });
    await run(asking, asking);
    expect(seeds).toEqual([7, 7]);
    expect(printed[0]).toContain('--seed 7');
  });
});

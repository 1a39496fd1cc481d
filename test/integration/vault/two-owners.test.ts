import { describe, expect, it, onTestFinished } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectionStore } from '../../../src/core/connections/create-connection-store.ts';
import type { ConnectionStore } from '../../../src/core/connections/connection-store.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { valueOf } from '../../support/results.ts';
import { fightOver } from '../../torture/two-owners.ts';
import { settings } from '../../unit/core/connections/test-settings.ts';
import { notLinux, skipEach } from '../../support/skip-each.ts';

/* A share of `npm run torture -- two-owners`. */

describe('two processes in one vault', () => {
  skipEach(notLinux);
  it(
    'F28+: both save from the first start on and are killed, and nothing of either is lost',
    { timeout: 120_000 },
    async () => {
      const { tried, problems, facts } = await fightOver(8);
      expect(problems).toEqual([]);
      expect(tried).toBe(8);
      expect(facts?.['saves']).toBeGreaterThan(0);
    },
  );
});

describe('two that save the same list of connections', () => {
  it('F28+: all at once, on real files, and every connection of both is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-two-lists-'));
    onTestFinished(async () => rm(folder, { recursive: true, force: true }));
    const open = async () => {
      const store = createConnectionStore({ files: nodeFiles, folder, clock: new FakeClock() });
      expect(await store.load()).toBeNull();
      return store;
    };
    const owners = [
      ['left', await open()],
      ['right', await open()],
    ] as const;
    await Promise.all(owners.map(async ([name, store]) => saveMany(name, store)));
    // What was overwritten in the very moment of a replacement comes with the next change of whoever made it.
    for (const [, store] of owners) valueOf(await store.order([]));
    const all = (await open()).list().map(({ name }) => name);
    const expected = owners.flatMap(([name]) =>
      Array.from({ length: each }, (_, index) => named(name, index)),
    );
    expect(all.toSorted()).toEqual(expected.toSorted());
  });
});

const each = 15;

function named(owner: string, index: number): string {
  return `${owner} ${String(index)}`;
}

async function saveMany(owner: string, store: ConnectionStore): Promise<void> {
  for (let index = 0; index < each; index += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as a person adds them
    valueOf(await store.add(settings({ name: named(owner, index) })));
  }
}

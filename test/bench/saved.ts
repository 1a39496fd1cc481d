import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollection } from '../../src/core/collections/create-collection.ts';
import { nodeFolders, nodeFolderWatch } from '../../src/core/collections/node-folders.ts';
import { nodeFiles } from '../../src/core/vault/node-files.ts';
import { rowsOf } from '../../src/renderer/requests/saved/saved-rows.ts';
import { savedEntries } from '../../src/renderer/search/saved-entries.ts';
import { matching } from '../../src/renderer/search/search-actions.ts';
import { systemClock } from '../support/system-clock.ts';
import { absolute, type Entry } from './report.ts';

const folders = 20;
const inEach = 500;

/**
 * `saved-search`: 10,000 saved requests that the run has read once are listed, searched in the list beside the editor and in
 * Ctrl+K, and one of them is opened.
 */
export async function measureSaved(rounds: number): Promise<Entry> {
  const root = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'latchkey-bench-'));
  const collection = createCollection({
    files: nodeFiles,
    folders: nodeFolders,
    watch: nodeFolderWatch,
    clock: systemClock,
    root,
    changed: () => undefined,
  });
  try {
    await fill(root);
    const search = async (): Promise<number> => {
      const started = performance.now();
      const { items } = await collection.items();
      const rows = rowsOf(items, new Set(), 'request 4321');
      const found = matching(savedEntries('c1', items), 'request 4321', 60);
      const opened = await collection.open(rows[0]?.item.path ?? '');
      const took = performance.now() - started;
      if (rows.length !== 1 || found.length !== 1 || !opened.ok) throw new Error('It was not found.');
      return took;
    };
    // The first reads the folder; the others are what a person waits for.
    for (let turn = 0; turn < 3; turn += 1) await search();
    const values: number[] = [];
    for (let turn = 0; turn < rounds; turn += 1) values.push(await search());
    return absolute('saved-search', 'ms', values);
  } finally {
    collection.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function fill(root: string): Promise<void> {
  for (let folder = 0; folder < folders; folder += 1) {
    const path = join(root, `Folder ${String(folder)}`);
    await mkdir(path);
    await Promise.all(
      Array.from({ length: inEach }, (_, index) => {
        const name = `Request ${String(folder * inEach + index)}`;
        const text = `### ${name}\nGET https://api.acme.test/v1/notes/${String(index)}\nAccept: application/json\n`;
        return writeFile(join(path, `${name}.http`), text);
      }),
    );
  }
}

/**
 * Runs on a small file system of its own: fills it so that fewer and fewer blocks are free, saves, and looks at what a
 * restart finds. Prints what went wrong as JSON.
 */
import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnectionStore } from '../../../src/core/connections/create-connection-store.ts';
import { isLeftover } from '../../../src/core/ports/files.ts';
import { createVault } from '../../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { Result } from '../../../src/shared/result.ts';
import { FakeKeyring, testClock } from '../../unit/core/vault/test-vault.ts';
import { settings } from '../../unit/core/connections/test-settings.ts';

interface Subject {
  save(value: string): Promise<Result<unknown>>;
  /** What a new process reads. */
  read(): Promise<unknown>;
}

const [disk = '', what = ''] = process.argv.slice(2);
const folder = join(disk, 'profile');
const keyring = new FakeKeyring();

const makeVault = () => createVault({ files: nodeFiles, cipher: keyring, folder, clock: testClock });
const makeStore = () => createConnectionStore({ files: nodeFiles, folder, clock: testClock });

async function vaultSubject(): Promise<Subject> {
  const vault = makeVault();
  await vault.open();
  return {
    save: (value) => vault.write('session', 'one', value.repeat(2000)),
    async read() {
      const next = makeVault();
      await next.open();
      const read = await next.read('session', 'one');
      return read.ok && typeof read.value === 'string' ? read.value.slice(0, read.value.length / 2000) : read;
    },
  };
}

async function connectionsSubject(): Promise<Subject> {
  const store = makeStore();
  await nodeFiles.list(folder);
  await store.load();
  const added = await store.add(settings({ name: 'first' }));
  const id = added.ok ? added.value.id : '';
  return {
    save: (value) => store.update(id, settings({ name: value, scopes: ['s'.repeat(8000)] })),
    async read() {
      const next = makeStore();
      await next.load();
      return next.get(id)?.name;
    },
  };
}

const subject = await (what === 'vault' ? vaultSubject() : connectionsSubject());
const wrong: string[] = [];
const leftovers: string[] = [];
let full = 0;
let last = 'start';
await subject.save(last);
for (let freeBlocks = 0; freeBlocks <= 16; freeBlocks += 1) {
  const filler = join(disk, 'filler');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail - freeBlocks) * bsize));
  const value = `free-${String(freeBlocks)}`;
  const saved = await subject.save(value);
  if (!saved.ok) full += 1;
  const found = await subject.read();
  if (saved.ok ? found !== value : found !== last && found !== value)
    wrong.push(`${value}: ${JSON.stringify(found)}`);
  await rm(filler);
  const again = await subject.save(`${value}-again`);
  last = `${value}-again`;
  if (!again.ok || (await subject.read()) !== last) wrong.push(`${value}: not saved again`);
  const names = await readdir(folder, { recursive: true });
  leftovers.push(...names.filter(isLeftover));
}
process.stdout.write(JSON.stringify({ full, wrong, leftovers }));

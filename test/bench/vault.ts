import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVault } from '../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../src/core/vault/node-files.ts';
import type { Vault } from '../../src/core/vault/vault.ts';
import { systemClock } from '../support/system-clock.ts';
import { valueOf } from '../support/results.ts';
import { FakeKeyring } from '../unit/core/vault/test-vault.ts';
import { compared, type Entry } from './report.ts';
import { interleaved } from './statistics.ts';

const count = 1000;

/** About what one holds: access token, refresh token and ID token. */
const session = { accessToken: 'a'.repeat(800), refreshToken: 'r'.repeat(100), idToken: 'i'.repeat(900) };

/**
 * A vault of 1,000 sessions, on a disk in memory where there is one: an fsync costs what the disk makes of it.
 * `vault-open`: from nothing until every session was read, as the app does at its start, against bare reads of the files that takes.
 * `vault-read`: every session is read in a vault that is open, against bare reads of the same files.
 * `vault-write`: one of them is saved, against a bare write and rename of as many bytes.
 */
export async function measureVault(rounds: number): Promise<Entry[]> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'latchkey-bench-'));
  try {
    const cipher = new FakeKeyring();
    const make = (): Vault => createVault({ files: nodeFiles, cipher, folder, clock: systemClock });
    const vault = make();
    await vault.open();
    const ids = Array.from({ length: count }, (_, index) => `session-${String(index)}`);
    for (const id of ids) valueOf(await vault.write('session', id, session));

    const readAll = async (from: Vault): Promise<void> => {
      const all = await Promise.all(ids.map((id) => from.read('session', id)));
      if (all.some((read) => valueOf(read) === null)) throw new Error('Not all were found.');
    };
    const open = async (): Promise<void> => {
      const next = make();
      await next.open();
      await readAll(next);
    };
    const own = join(folder, 'key-1');
    const bareRead = async (): Promise<void> => {
      await Promise.all(ids.map((id) => readFile(join(own, `session.${id}.record`))));
    };
    const bareOpen = async (): Promise<void> => {
      await readdir(own);
      const names = ['vault.key', 'vault.key.previous', 'vault.mark'];
      await Promise.all(names.map((name) => readFile(join(own, name))));
      await bareRead();
    };
    const save = async (): Promise<void> => {
      valueOf(await vault.write('session', 'session-500', session));
    };
    const bytes = Buffer.alloc(JSON.stringify(session).length + 62);
    const bareSave = async (): Promise<void> => {
      await writeFile(join(folder, 'bare.tmp'), bytes);
      await rename(join(folder, 'bare.tmp'), join(folder, 'bare'));
    };
    const each = async (
      name: string,
      times: number,
      app: () => Promise<void>,
      bare: () => Promise<void>,
    ): Promise<Entry> => {
      // Warm first: a program that runs is measured.
      await interleaved(5, app, bare);
      const measured = await interleaved(times, timed(app), timed(bare));
      return compared(name, 'ms', measured.app, measured.baseline);
    };
    return [
      await each('vault-open', rounds, open, bareOpen),
      await each('vault-read', rounds, async () => readAll(vault), bareRead),
      await each('vault-write', rounds * 5, save, bareSave),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timed(work: () => Promise<void>): () => Promise<number> {
  return async () => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
}

import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Failure } from '../../../src/shared/failure.ts';
import { readTree } from './disk.ts';
import { openVault } from './place.ts';
import type { Place, TortureCipher } from './place.ts';

/** The files of a vault by their path in the profile. */
export type VaultFiles = ReadonlyMap<string, Uint8Array>;

export const keyFile = 'vault/key-1/vault.key';
export const markFile = 'vault/key-1/vault.mark';
export const oneFile = 'vault/key-1/session.one.record';
export const twoFile = 'vault/key-1/session.two.record';

/** What is there after each of the saves: session `one` three times, then session `two`. */
export async function vaultHistory(folder: string, cipher: TortureCipher): Promise<readonly VaultFiles[]> {
  const place = { folder, cipher };
  const { vault } = await openVault(place);
  const history: VaultFiles[] = [];
  for (const [id, value] of [
    ['one', 'ancient'],
    ['one', 'old'],
    ['one', 'new'],
    ['two', 'two'],
  ] as const) {
    await vault.write('session', id, value);
    history.push(await readTree(folder));
  }
  return history;
}

/** What a start finds in these files. `unreadable` with the reason in words, and where the file is kept. */
export interface Start {
  readonly status: string;
  readonly one: unknown;
  readonly two: unknown;
  /** What was told of damage, and every failure to read. */
  readonly told: readonly Failure[];
  readonly notes: readonly Failure[];
}

/** Leaves exactly these files in the profile. */
export async function layOut(place: Place, files: VaultFiles): Promise<void> {
  for (const name of await readdir(place.folder)) await rm(join(place.folder, name), { recursive: true });
  for (const [path, content] of files) {
    const whole = join(place.folder, path);
    await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
    await writeFile(whole, content, { mode: 0o600 });
  }
}

export async function start(place: Place): Promise<Start> {
  const { vault, notes } = await openVault(place);
  const failures: Failure[] = [];
  const value = async (id: string): Promise<unknown> => {
    const read = await vault.read('session', id);
    if (read.ok) return read.value;
    failures.push(read.failure);
    return read.failure.code;
  };
  const one = await value('one');
  const two = await value('two');
  const { status } = vault;
  return { status: status.kind, one, two, told: [...notes, ...failures], notes };
}

/** Lets the owner read everything again. */
export async function makeReadable(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o600);
  }
}

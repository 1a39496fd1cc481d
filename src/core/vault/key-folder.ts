import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { Cipher } from '../ports/cipher.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { KeyFile } from './key-file.ts';
import type { ScryptCost } from './passphrase-wrap.ts';

/** A folder of records that one data key seals, with the file that holds the key, wrapped. */
export interface KeyFolderDeps {
  readonly files: Files;
  readonly cipher: Cipher;
  readonly clock: Clock;
  /** Where the key folders are. */
  readonly folder: string;
  /** What a new passphrase costs to try. */
  readonly cost: ScryptCost;
}

/** A key folder that does not open: its records stay as they are. */
export interface ClosedFolder {
  readonly folder: string;
  readonly failure: Failure;
  /** Its passphrase was given up, and opens it still. */
  readonly givenUp?: true;
}

export interface OpenFolder {
  readonly folder: string;
  readonly key: KeyObject;
  readonly keyFile: KeyFile;
  readonly by: 'keyring' | 'passphrase';
}

/** Folders of one data key each, `key-1`, `key-2` and so on: the highest was begun last. File errors reject as they come. */
export async function keyFolders(files: Files, folder: string): Promise<readonly string[]> {
  const numbers = (await files.list(folder)).map(folderNumber).filter((number) => number > 0);
  return numbers.toSorted((one, other) => other - one).map((number) => join(folder, `key-${String(number)}`));
}

/** The folder that is begun after these. */
export function folderAfter(folders: readonly string[], folder: string): string {
  const numbers = folders.map((path) => folderNumber(path.slice(folder.length + 1)));
  return join(folder, `key-${String(Math.max(0, ...numbers) + 1)}`);
}

function folderNumber(name: string): number {
  return Number(/^key-([1-9]\d{0,5})$/.exec(name)?.[1] ?? 0);
}

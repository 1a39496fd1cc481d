import { execFile } from 'node:child_process';
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What may stand in the place of a file. */
export interface OddFile {
  readonly name: string;
  /** Whether the file itself is still there, and opens again once its owner may read it. */
  readonly unread?: true;
  put(path: string): Promise<void>;
}

export const oddFiles: readonly OddFile[] = [
  {
    name: 'a folder',
    async put(path) {
      await rm(path);
      await mkdir(path);
      await writeFile(join(path, 'somebody’s'), 'own');
    },
  },
  {
    name: 'a link to the file',
    async put(path) {
      await rename(path, `${path}-elsewhere`);
      await symlink(`${path}-elsewhere`, path);
    },
  },
  {
    name: 'a link to nothing',
    async put(path) {
      await rm(path);
      await symlink('/nowhere', path);
    },
  },
  {
    name: 'a pipe that nobody writes to',
    async put(path) {
      await rm(path);
      await run('mkfifo', [path]);
    },
  },
  {
    name: 'a file that nobody may read',
    put: (path) => chmod(path, 0),
    unread: true,
  },
];

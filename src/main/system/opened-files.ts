import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that other programs show: readable on disk, so they are there only as long as this run. */
export interface OpenedFiles {
  /** Writes one that only this account can read, and returns its path. @throws Node's own error; whatever `chunks` throws. */
  write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string>;
  /** Removes what an earlier run left that was killed. Never rejects: what another program holds stays. */
  sweep(): Promise<void>;
  /** Removes all of them. Never rejects. */
  clear(): Promise<void>;
}

/** @param folder absolute path of a folder that nothing else uses */
export function createOpenedFiles(folder: string): OpenedFiles {
  const own = new Set<string>();
  return {
    async write(name, chunks) {
      // A folder for each: the name is what the person sees in the title of the other program.
      const random = randomBytes(8).toString('hex');
      own.add(random);
      await mkdir(join(folder, random), { recursive: true, mode: 0o700 });
      const path = join(folder, random, name);
      try {
        const file = await open(path, 'wx', 0o600);
        try {
          for await (const chunk of chunks) await file.writeFile(chunk);
        } finally {
          await file.close();
        }
        return path;
      } catch (error) {
        await remove(join(folder, random));
        throw error;
      }
    },
    async sweep() {
      const there = await readdir(folder).catch(() => []);
      await Promise.all(there.filter((name) => !own.has(name)).map((name) => remove(join(folder, name))));
    },
    clear: () => remove(folder),
  };
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

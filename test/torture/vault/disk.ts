import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeftover } from '../../../src/core/ports/files.ts';

/** Runs `work` with a new private folder on the real disk, and removes that. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-torture-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same files in another folder, which is made. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Every file below a folder, by its path from there, with its content. */
export async function readTree(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}

/** What should not be there after a start: temporary files, and what others may read. */
export async function untidy(folder: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (isLeftover(entry.name)) problems.push(`left behind: ${entry.name}`);
    const mode = (await stat(path)).mode & 0o777;
    if (mode !== (entry.isDirectory() ? 0o700 : 0o600))
      problems.push(`mode ${mode.toString(8)}: ${entry.name}`);
  }
  return problems;
}

/** What tells contents apart: one text for each file below a folder whose path matches. */
export async function digests(folder: string, pattern: RegExp = /(?:)/): Promise<readonly string[]> {
  const files = await readTree(folder);
  return [...files].flatMap(([path, content]) =>
    pattern.test(path) ? [createHash('sha256').update(content).digest('base64url')] : [],
  );
}

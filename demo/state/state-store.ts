import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshState, isDemoState } from './demo-state.ts';
import type { DemoState } from './demo-state.ts';

export const stateFileName = 'state.json';

export interface StateStore {
  readonly state: DemoState;
  /** Resolves when everything that was changed before the call is in the file. */
  save(): Promise<void>;
}

/**
 * Opens the demo's state, kept in one JSON file of a private folder (0700, 0600), or in memory only without a folder.
 * A file that is not ours or is damaged is put aside under another name, and the demo begins anew.
 */
export async function openStateStore(
  folder: string | null,
  log: (line: string) => void,
): Promise<StateStore> {
  if (folder === null) return { state: await freshState(), save: () => Promise.resolve() };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = join(folder, stateFileName);
  const state = (await readState(path, log)) ?? (await freshState());
  return { state, save: createSaver(path, state) };
}

async function readState(path: string, log: (line: string) => void): Promise<DemoState | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (isDemoState(parsed)) return parsed;
  } catch {
    // Judged below, like any other file that is not ours.
  }
  const aside = `${path}.unreadable`;
  await rename(path, aside);
  log(`The demo's saved state was unreadable. It begins anew; the old file is kept as ${aside}`);
  return null;
}

/**
 * Writes to another name and renames, so that a crash leaves the old or the new file. Calls made while a write runs
 * share the next one. There is no fsync: losing the last second of a demo in a power cut costs one sign-in.
 */
function createSaver(path: string, state: DemoState): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    const temporary = `${path}.new`;
    await writeFile(temporary, JSON.stringify(state), { mode: 0o600 });
    await rename(temporary, path);
  };
  return () => {
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = null;
        running = write();
        return running;
      });
    return queued;
  };
}

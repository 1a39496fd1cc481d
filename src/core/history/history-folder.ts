import { join } from 'node:path';
import { systemErrorCode } from '../failures/system-error.ts';
import { historyFile, indexFile, segmentFile } from './file-names.ts';
import type { HistoryFiles } from './segment-files.ts';

/** Between the name of a connection's folder and when it was cleared. */
export const clearedEnding = '.cleared-';

/** Removes a folder of the history with the files in it. @throws Node's own error. */
export async function removeFolder({ folders, files }: HistoryFiles, folder: string): Promise<void> {
  const names = ((await folders.entries(folder)) ?? []).map(({ name }) => join(folder, name));
  await files.remove(names);
  await folders.removeEmpty(folder);
}

/** Gives a folder another name; false where there is none. @throws Node's own error. */
export async function moveAside({ folders }: HistoryFiles, folder: string, aside: string): Promise<boolean> {
  try {
    await folders.move(folder, aside);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Brings back what is in a folder that was moved aside, beside what came since. @throws Node's own error. */
export async function moveBack({ folders }: HistoryFiles, aside: string, folder: string): Promise<void> {
  if ((await folders.entries(folder)) === null) {
    await folders.move(aside, folder);
    return;
  }
  for (const { name } of (await folders.entries(aside)) ?? []) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a crash leaves whole ones
    await folders.move(join(aside, name), join(folder, name));
  }
  await folders.removeEmpty(aside);
}

/** Removes segments with all that belongs to them. @throws Node's own error. */
export async function removeSegments(
  { files }: HistoryFiles,
  folder: string,
  segments: readonly string[],
  names: readonly string[],
): Promise<void> {
  for (const segment of segments) {
    const bodies = names.filter((name) => {
      const file = historyFile(name);
      return file?.kind === 'body' && file.segment === segment;
    });
    // The index first: a segment without one is read in whole.
    const going = [indexFile(segment), segmentFile(segment), ...bodies];
    // oxlint-disable-next-line eslint/no-await-in-loop -- a crash leaves whole ones
    await files.remove(going.map((name) => join(folder, name)));
  }
}

/** The disk will be asked again, or what it refused was not worth telling. @throws what is a bug. */
export function onlyOfDisk(error: unknown): void {
  if (systemErrorCode(error) === null) throw error;
}

import { constants } from 'node:fs';
import { access, open, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A desktop file is a page of text; what is longer is none. Bytes. */
const longestFile = 262_144;

/** The folders of desktop files, the person's own first (XDG Base Directory Specification). */
export function applicationFolders(env: Environment): readonly string[] {
  const shared = given(env['XDG_DATA_DIRS']) ?? '/usr/local/share:/usr/share';
  return [ownData(env), ...shared.split(':')]
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, 'applications'));
}

/** Where a person's own desktop files lie. */
export function ownApplications(env: Environment): string {
  return join(ownData(env), 'applications');
}

/** The text of the desktop file with this id: the first there is, for it hides those after it. Null when there is none. */
export async function findDesktopFile(id: string, env: Environment): Promise<string | null> {
  if (!/^[^/]+\.desktop$/.test(id)) return null;
  for (const folder of applicationFolders(env)) {
    for (const name of namesOf(id)) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: the first is the one
      const text = await readText(join(folder, name));
      if (text !== null) return text;
    }
  }
  return null;
}

/** The program that a command's first word names, with links followed; null when there is none that can be started. */
export async function findProgram(word: string, env: Environment): Promise<string | null> {
  const places = word.includes('/')
    ? [word]
    : (env['PATH'] ?? '').split(':').map((folder) => join(folder, word));
  for (const place of places.filter((path) => isAbsolute(path))) {
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await access(place, constants.X_OK);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      return await realpath(place);
    } catch {
      // It is not this one.
    }
  }
  return null;
}

function ownData(env: Environment): string {
  return given(env['XDG_DATA_HOME']) ?? join(env['HOME'] ?? '/', '.local', 'share');
}

function given(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

/** In an id a dash may stand for a folder: `kde-mail.desktop` is `kde/mail.desktop`. */
function namesOf(id: string): readonly string[] {
  const parts = id.split('-');
  return parts.map((_, folders) => [...parts.slice(0, folders), parts.slice(folders).join('-')].join('/'));
}

async function readText(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      return size > longestFile ? null : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

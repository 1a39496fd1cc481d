import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, relative to it; the app may write there meanwhile. @throws where there is no such folder. */
export function filesBelow(folder: string): readonly string[] {
  return below(folder, readdirSync(folder, { withFileTypes: true }), '');
}

function below(folder: string, entries: readonly Dirent[], within: string): readonly string[] {
  return entries.flatMap((entry) => {
    const name = join(within, entry.name);
    const path = join(folder, name);
    if (!entry.isDirectory()) {
      return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [name] : [];
    }
    return below(folder, unlessGone(() => readdirSync(path, { withFileTypes: true })) ?? [], name);
  });
}

/** Null where the file or folder was there a moment ago, as a running app’s come and go. */
function unlessGone<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** JSON Web Tokens and opaque tokens in the clear: `eyJ…` in any file that the app wrote. */
export function tokensInTheClear(folder: string): readonly string[] {
  return filesWhere(folder, (content) => /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/.test(content));
}

/** Which of these texts any file below the folder holds, by file. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return filesWhere(folder, (content) => texts.some((text) => content.includes(text)));
}

/** The files whose content is looked for. One that is gone when it is read may have got another name: then all are read anew. */
function filesWhere(folder: string, isWanted: (content: string) => boolean): readonly string[] {
  for (;;) {
    const judged = filesBelow(folder).map((name) => ({
      name,
      wanted: unlessGone(() => isWanted(readFileSync(join(folder, name), 'latin1'))),
    }));
    if (judged.every(({ wanted }) => wanted !== null)) {
      return judged.filter(({ wanted }) => wanted === true).map(({ name }) => name);
    }
  }
}

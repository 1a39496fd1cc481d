import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All files below a folder, relative to it. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true)
    .map((name) => relative(folder, join(folder, name)));
}

/** JSON Web Tokens and opaque tokens in the clear: `eyJ…` in any file that the app wrote. */
export function tokensInTheClear(folder: string): readonly string[] {
  return filesBelow(folder).filter((name) =>
    /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/.test(readFileSync(join(folder, name), 'latin1')),
  );
}

/** Which of these texts any file below the folder holds, by file. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return filesBelow(folder).filter((name) => {
    const content = readFileSync(join(folder, name), 'latin1');
    return texts.some((text) => content.includes(text));
  });
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';

/** Whether pages are only compared, and nothing is written. */
export const checking = process.argv.includes('--check');

/**
 * Writes a page of `docs` that is made from something else. With `--check` it writes nothing, and throws a `Problem` when
 * the page is missing or stale.
 * @param {string} name of the page, without its ending
 * @param {string} text
 * @param {string} contents what is in it, in a few words
 * @param {string} [command] that makes it; most have the name of their page
 */
export function keepPage(name, text, contents, command = name) {
  const path = `docs/${name}.md`;
  if (!checking) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    say(`Wrote ${path}: ${contents}.`);
    return;
  }
  if (read(join(root, path)) !== text) {
    throw new Problem(`${path} is stale.`, `Run \`npm run ${command}\` and commit the page.`);
  }
  say(`${path} is current: ${contents}.`);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

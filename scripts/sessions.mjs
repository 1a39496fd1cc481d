import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';
import { say } from './lib/progress.mjs';

const page = join(root, 'docs', 'sessions.md');

/**
 * `npm run sessions`: draws docs/sessions.md from the tables that the sessions run on.
 * With `--check` it writes nothing, and fails when the page is stale.
 */
await runScript(async () => {
  const bundle = await bundleProgram('sessions-page', 'test/pages/sessions/index.ts');
  /** @type {{ sessionsPage(): string }} */
  const program = await import(pathToFileURL(join(root, bundle)).href);
  const text = program.sessionsPage();
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
    say('Wrote docs/sessions.md.');
    return 0;
  }
  if (read(page) !== text) {
    throw new Problem('docs/sessions.md is stale.', 'Run `npm run sessions` and commit the page.');
  }
  say('docs/sessions.md shows the tables as they are.');
  return 0;
});

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

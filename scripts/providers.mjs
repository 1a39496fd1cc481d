import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';
import { say } from './lib/progress.mjs';

const page = join(root, 'docs', 'providers.md');

/**
 * `npm run providers`: writes docs/providers.md from the presets that the app works with.
 * With `--check` it writes nothing, and fails when the page is stale.
 */
await runScript(async () => {
  const bundle = await bundleProgram('providers-page', 'test/pages/providers/index.ts');
  /** @type {{ providersPage(): string }} */
  const program = await import(pathToFileURL(join(root, bundle)).href);
  const text = program.providersPage();
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
    say('Wrote docs/providers.md.');
    return 0;
  }
  if (read(page) !== text) {
    throw new Problem('docs/providers.md is stale.', 'Run `npm run providers` and commit the page.');
  }
  say('docs/providers.md shows the presets as they are.');
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

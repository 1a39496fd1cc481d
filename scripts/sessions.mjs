import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepPage } from './lib/generated-page.mjs';
import { root } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';

/**
 * `npm run sessions`: draws docs/sessions.md from the tables that the sessions run on.
 * With `--check` it writes nothing, and fails when the page is stale.
 */
await runScript(async () => {
  const bundle = await bundleProgram('sessions-page', 'test/pages/sessions/index.ts');
  /** @type {{ sessionsPage(): string }} */
  const program = await import(pathToFileURL(join(root, bundle)).href);
  keepPage('sessions', program.sessionsPage(), 'the tables that the sessions run on');
  return 0;
});

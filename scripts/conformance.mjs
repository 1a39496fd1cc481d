import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { conformancePage } from './lib/conformance.mjs';
import { keepPage } from './lib/generated-page.mjs';
import { root } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';

/**
 * `npm run conformance`: writes docs/conformance.md from the behaviours of the misbehaving server. With `--check` it
 * writes nothing, and fails when the page is stale.
 */
await runScript(async () => {
  const program = await bundleProgram('behaviours', 'test/servers/misbehaving/table/all.ts');
  /** @type {{ behaviours: readonly import('./lib/conformance.mjs').Behaviour[] }} */
  const { behaviours } = await import(pathToFileURL(join(root, program)).href);
  keepPage('conformance', conformancePage(behaviours), `${behaviours.length} behaviours`);
  return 0;
});

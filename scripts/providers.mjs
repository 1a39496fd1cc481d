import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepPage } from './lib/generated-page.mjs';
import { root } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';

/**
 * `npm run providers`: writes docs/providers.md, and a page for each provider, from what the app works with.
 * With `--check` it writes nothing, and fails when a page is stale.
 */
await runScript(async () => {
  const bundle = await bundleProgram('providers-page', 'test/pages/providers/index.ts');
  /** @type {{ providersPage(): string, providerPages(): (readonly [string, string])[] }} */
  const program = await import(pathToFileURL(join(root, bundle)).href);
  keepPage('providers', program.providersPage(), 'the presets that the app works with');
  for (const [name, text] of program.providerPages()) {
    keepPage(`providers/${name}`, text, 'its guide, what is known of it, its errors', 'providers');
  }
  return 0;
});

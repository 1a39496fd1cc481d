import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from './lib/conformance.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';
import { say } from './lib/progress.mjs';

const page = join(root, 'docs', 'conformance.md');

/**
 * `npm run conformance`: writes docs/conformance.md from the behaviours of the misbehaving server. With `--check` it
 * writes nothing, and fails when the page is stale.
 */
await runScript(async () => {
  const program = await bundleProgram('behaviours', 'test/servers/misbehaving/table/all.ts');
  /** @type {{ behaviours: readonly import('./lib/conformance.mjs').Behaviour[] }} */
  const { behaviours } = await import(join(root, program));
  const text = conformancePage(behaviours);
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
    say(`Wrote docs/conformance.md: ${behaviours.length} behaviours.`);
    return 0;
  }
  if (readFileSync(page, 'utf8') !== text) {
    throw new Problem('docs/conformance.md is stale.', 'Run `npm run conformance` and commit the page.');
  }
  say(`${behaviours.length} behaviours, the page is current.`);
  return 0;
});

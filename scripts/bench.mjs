import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { root } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { runSessionProgram } from './lib/session-program.mjs';
import { setUp } from './lib/set-up.mjs';

/**
 * `npm run bench [-- name…] [-- --quick]`: measures the built app against bare Electron programs, all in one run, and leaves
 * out/bench/report.json. Names choose measurements; `--quick` makes fewer runs, to see whether it works.
 */
await runScript(async () => {
  await setUp({ purpose: 'tour', official: false });
  await buildBundles(bundleNames);
  const args = process.argv.slice(2);
  const code = await runSessionProgram({
    name: 'bench',
    entry: 'test/bench/index.ts',
    args,
    keyring: 'none',
  });
  const report = join(root, 'out', 'bench', 'report.json');
  if (existsSync(report)) say(`The report is in ${report}`);
  return code;
});

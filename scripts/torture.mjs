import { join } from 'node:path';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { root } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { runSessionProgram } from './lib/session-program.mjs';
import { setUp } from './lib/set-up.mjs';

/** All of them together take hours on a small machine, not minutes. */
const atMost = 4 * 60 * 60_000;

/**
 * `npm run torture [-- name…] [-- --quick]`: kills, full disks, damage, floods and random sequences, many times over, against
 * the real code and files. Leaves out/torture/report.json. Names choose; `--quick` tries a share, to see whether it works.
 */
await runScript(async () => {
  await setUp({ purpose: 'tests', official: false });
  await buildBundles(bundleNames);
  const code = await runSessionProgram({
    name: 'torture',
    entry: 'test/torture/index.ts',
    args: process.argv.slice(2),
    keyring: 'none',
    timeoutMilliseconds: atMost,
  });
  say(`The report is in ${join(root, 'out', 'torture', 'report.json')}`);
  return code;
});

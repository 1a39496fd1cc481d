import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { readInteropArguments, usage } from './lib/interop-arguments.mjs';
import { readPassword } from './lib/interop.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { runSessionProgram } from './lib/session-program.mjs';
import { setUp } from './lib/set-up.mjs';

/**
 * `npm run interop -- --issuer … --client-id … --user …`: the app against an authorization server that is already running, through
 * a real browser (docs/interop.md). Leaves out/interop/report.json.
 */
await runScript(async () => {
  const args = process.argv.slice(2);
  const read = readInteropArguments(args);
  if ('why' in read) throw new Problem(read.why, usage);
  const password = await readPassword();
  if (password === '') throw new Problem('There is no password.', usage);
  await setUp({ purpose: 'tour', official: false });
  await buildBundles(bundleNames);
  const report = join(root, 'out', 'interop', 'report.json');
  // One of an earlier run would be taken for this one's.
  rmSync(report, { force: true });
  const code = await runSessionProgram({
    name: 'interop',
    entry: 'test/interop/index.ts',
    args,
    keyring: 'unlocked',
    input: password,
    timeoutMilliseconds: 10 * 60_000,
  });
  if (existsSync(report)) say(`The report is in ${report}`);
  return code;
});

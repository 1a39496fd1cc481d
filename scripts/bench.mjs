import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { runInDesktopSession } from './lib/desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './lib/ordinary-user.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { setUp } from './lib/set-up.mjs';

const bundled = 'out/tests/bench.mjs';

/**
 * `npm run bench [-- name…] [-- --quick]`: measures the built app against bare Electron programs, all in one run, and leaves
 * out/bench/report.json. Names choose measurements; `--quick` makes fewer runs, to see whether it works.
 */
await runScript(async () => {
  if (process.platform !== 'linux') {
    throw new Problem(
      'The bench needs Linux: it brings its own X server and keyring.',
      'Run it on a Linux machine.',
    );
  }
  await setUp({ purpose: 'tests', official: false });
  await buildBundles(bundleNames);
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/index.ts'],
    outfile: join(root, bundled),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const user = await ensureOrdinaryUser();
  const code = await runInDesktopSession(user.node, [bundled, ...process.argv.slice(2)], {
    user,
    keyring: 'none',
  });
  collect(user, 'out/bench');
  const report = join(root, 'out', 'bench', 'report.json');
  if (existsSync(report)) say(`The report is in ${report}`);
  return code;
});

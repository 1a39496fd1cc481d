import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';

const tourSource = 'test/tour/index.ts';
/** As deep as scripts/lib, whose modules find the project's folder by their own place. */
const bundled = 'out/tests/tour.mjs';

/**
 * Walks through the app without a screen: the real app, a real browser, a real keyring.
 * Leaves out/tour with screenshots and reports.
 * @returns {Promise<number>} the exit code, 0 only when every step is ok
 */
export async function runTour() {
  if (process.platform !== 'linux') {
    throw new Problem(
      'The tour needs Linux: it brings its own X server and keyring.',
      'Start the app with `npm start`.',
    );
  }
  const script = await tourScript();
  const user = await ensureOrdinaryUser();
  const code = await runInDesktopSession(user.node, [script], { user, keyring: 'unlocked' });
  collect(user, 'out/tour');
  say(`The tour's report is in ${join(root, 'out', 'tour', 'report.md')}`);
  return code;
}

/** @returns {Promise<string>} relative to the project */
async function tourScript() {
  if (!existsSync(join(root, tourSource))) {
    throw new Problem(
      `The tour starts from ${tourSource}, which does not exist.`,
      'Restore it: `git status` shows what is missing.',
    );
  }
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [tourSource],
    outfile: join(root, bundled),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return bundled;
}

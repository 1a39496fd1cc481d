import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vitestArguments } from './checks.mjs';
import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { say, seconds } from './progress.mjs';
import { readReport, reportFolder } from './test-report.mjs';

/** The tests of the page alone, with a fake behind it: they were run on the very same page, and nothing of a package is in them. */
const leftOut = { unpackaged: [], installed: ['--exclude', 'test/e2e/renderer/**'] };

/**
 * Drives the built app and a real browser, as an ordinary user with sandbox and keyring.
 * The tests read from LATCHKEY_E2E_TARGET which app they drive.
 * @param {'unpackaged' | 'installed'} target
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export async function runEndToEnd(target) {
  const started = Date.now();
  const name = `e2e-${target}`;
  const reportPath = `${reportFolder}/${name}.json`;
  rmSync(join(root, reportPath), { force: true });
  const user = await ensureOrdinaryUser();
  rmSync(join(user.project, reportPath), { force: true });
  const code = await runInDesktopSession(user.node, [...vitestArguments('e2e'), ...leftOut[target]], {
    user,
    env: {
      LATCHKEY_E2E_TARGET: target,
      LATCHKEY_TEST_REPORT: join(user.project, reportPath),
    },
  });
  collect(user, reportPath);
  collect(user, 'out/e2e');
  const report = readReport(name);
  const milliseconds = Date.now() - started;
  const ok = code === 0 && report !== null;
  say(`${ok ? '✓' : '✗'} ${name} (${seconds(milliseconds)})`);
  return { name, ok, milliseconds, report };
}

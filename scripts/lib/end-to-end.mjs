import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vitestArguments } from './checks.mjs';
import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { say, seconds } from './progress.mjs';
import { readReport, reportFolder } from './test-report.mjs';

/** @typedef {import('./checks.mjs').Outcome} Outcome */
/** @typedef {import('./ordinary-user.mjs').OrdinaryUser} OrdinaryUser */

/** The tests of the page alone, with a fake behind it: nothing of a package is in them. */
const pageTests = 'test/e2e/renderer';

/** Real authorization servers: what they try of the app is the same bundle in a package. */
const providerTests = 'test/e2e/providers';

const others = ['--exclude', `${pageTests}/**`, '--exclude', `${providerTests}/**`];

/** @type {Readonly<Record<'unpackaged' | 'installed' | 'page' | 'providers', readonly string[]>>} */
const argumentsOf = {
  unpackaged: others,
  installed: others,
  page: [pageTests],
  providers: [providerTests],
};

/**
 * Drives the built app and a real browser, as an ordinary user with sandbox and keyring. Beside it, in desktop
 * sessions of their own and on the second core, the tests of the page, and then those of real authorization servers.
 * @returns {Promise<readonly Outcome[]>}
 */
export async function runUnpackagedEndToEnd() {
  const user = await ensureOrdinaryUser();
  const beside = async () => {
    const page = await runPart('page', user, 'at the end');
    return [page, await runPart('providers', user, 'at the end')];
  };
  const [unpackaged, rest] = await Promise.all([runPart('unpackaged', user, 'at once'), beside()]);
  return [unpackaged, ...rest];
}

/**
 * Drives the installed app in the same way.
 * @returns {Promise<Outcome>}
 */
export async function runInstalledEndToEnd() {
  return runPart('installed', await ensureOrdinaryUser(), 'at once');
}

/**
 * The tests read from LATCHKEY_E2E_TARGET which app they drive.
 * @param {keyof typeof argumentsOf} part
 * @param {OrdinaryUser} user
 * @param {'at once' | 'at the end'} shown
 * @returns {Promise<Outcome>}
 */
async function runPart(part, user, shown) {
  const started = Date.now();
  const name = `e2e-${part}`;
  const reportPath = `${reportFolder}/${name}.json`;
  for (const project of [root, user.project]) rmSync(join(project, reportPath), { force: true });
  const code = await runInDesktopSession(user.node, [...vitestArguments('e2e'), ...argumentsOf[part]], {
    user,
    env: {
      LATCHKEY_E2E_TARGET: part === 'installed' ? 'installed' : 'unpackaged',
      LATCHKEY_TEST_REPORT: join(user.project, reportPath),
    },
    shown,
  });
  collect(user, reportPath);
  collect(user, 'out/e2e');
  const report = readReport(name);
  const milliseconds = Date.now() - started;
  const ok = code === 0 && report !== null;
  say(`${ok ? '✓' : '✗'} ${name} (${seconds(milliseconds)})`);
  return { name, ok, milliseconds, report };
}

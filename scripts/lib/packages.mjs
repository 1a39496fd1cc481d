import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { Problem, adviceFor, explain, lastLines } from './problem.mjs';
import { say, step } from './progress.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [link]
 */

/** Installs exactly what package-lock.json names, when something else or nothing is there. */
export async function ensurePackages() {
  await ensurePackagesIn('.', 'install packages');
}

const thirdPartyFolder = 'test/servers/third-party';

/**
 * The servers of others that tests run against: a package of their own, because their dependencies go together with
 * nothing else. The .npmrc beside it says how it is installed. Where they cannot be had, the tests that need them are
 * skipped with that reason, and the app is tested all the same.
 */
export async function ensureThirdPartyServers() {
  try {
    await ensurePackagesIn(thirdPartyFolder, 'install servers of others for the tests');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`Servers of others cannot be had here, and their tests are skipped: ${explain(error)}`);
  }
}

/** @returns {string | null} why there are no servers of others on this computer; null where they can be started */
export function whyNoThirdPartyServers() {
  if (packagesAreCurrent(thirdPartyFolder)) return null;
  return `The servers of others are not installed: \`npm ci\` in ${thirdPartyFolder} says why.`;
}

/**
 * @param {string} folder relative to the project
 * @param {string} title
 */
async function ensurePackagesIn(folder, title) {
  if (packagesAreCurrent(folder)) return;
  await step(title, async (report) => {
    const cwd = join(root, folder);
    const result = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd, onLine: report });
    if (result.code === 0) return;
    if (result.code === 127) {
      throw new Problem(
        'There is no npm here.',
        'Install Node together with npm, then run the same command again.',
      );
    }
    throw new Problem(
      `The packages could not be installed.\n${lastLines(result.stderr)}`,
      adviceFor(result.stderr) ??
        'Read what npm says above, then run the same command again: it starts afresh.',
    );
  });
}

/**
 * npm writes what it installed to a lock file of its own as its last act, so an interrupted run never looks complete.
 * @param {string} folder
 * @returns {boolean}
 */
function packagesAreCurrent(folder) {
  try {
    const wanted = lockedPackages(join(folder, 'package-lock.json'));
    const present = lockedPackages(join(folder, 'node_modules/.package-lock.json'));
    return Object.entries(wanted).every(([path, locked]) => {
      if (path === '') return true;
      const installed = present[path];
      if (installed === undefined) return locked.optional === true || locked.devOptional === true;
      return installed.version === locked.version && installed.integrity === locked.integrity;
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const lock = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return lock.packages;
}

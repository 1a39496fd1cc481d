import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronCacheFolder, root } from './paths.mjs';
import { readProject } from './project.mjs';
import { run } from './run.mjs';
import { writeAtomically } from './stamp.mjs';

const packageFolder = join(root, 'node_modules', 'electron');

/** How long a failed download is remembered: trying again costs seconds at every start. */
const rememberFailureMilliseconds = 24 * 60 * 60_000;
const failureFile = join(electronCacheFolder, 'official-failed.json');

/** @returns {string | null} the executable of the pinned Electron, null where it was not downloaded yet */
export function findOfficial() {
  try {
    const version = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/u, '');
    const executable = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    return version === readProject().electronVersion && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** @returns {string | null} why the download failed less than a day ago, for this version; null: try */
export function rememberedFailure() {
  try {
    const { version, at, reason } = JSON.parse(readFileSync(failureFile, 'utf8'));
    const age = Date.now() - Number(at);
    const recent = age >= 0 && age < rememberFailureMilliseconds;
    return recent && version === readProject().electronVersion ? String(reason) : null;
  } catch {
    return null;
  }
}

/**
 * Downloads the pinned Electron with its own installer, which checks it against the checksums in its package.
 * @param {(detail: string) => void} report
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function downloadOfficial(report) {
  report('downloading from its publisher');
  const result = await run(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    timeoutMilliseconds: 15 * 60_000,
    onLine: report,
  });
  const executable = findOfficial();
  if (executable !== null) {
    rmSync(failureFile, { force: true });
    return { executable };
  }
  const reason = result.timedOut ? 'it took longer than 15 minutes' : reasonIn(result.stderr);
  writeAtomically(
    failureFile,
    JSON.stringify({ version: readProject().electronVersion, at: Date.now(), reason }),
  );
  return { reason };
}

/**
 * @param {string} output
 * @returns {string} one line
 */
function reasonIn(output) {
  const host = /(?:ENOTFOUND|EAI_AGAIN) ([\w.-]+)/u.exec(output)?.[1];
  if (host !== undefined) return `${host} cannot be reached from here`;
  if (output.includes('fetch failed')) return 'github.com cannot be reached from here';
  const line = output.split('\n').find((text) => text.trim() !== '');
  return line?.trim().replace(/^\w*Error: /u, '') ?? 'its installer ended without a word';
}

/** @returns {string} */
export function officialDistFolder() {
  return dirname(join(packageFolder, 'dist', 'version'));
}

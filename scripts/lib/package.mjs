import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildBundles, bundleNames } from './bundles.mjs';
import { loaderFiles, loaderFolder } from './fallback-electron.mjs';
import { appFolder, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say, step } from './progress.mjs';
import { prepareSigning } from './signing.mjs';
import { writeAtomically } from './stamp.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

const staging = join(root, 'out', 'staging');
const packageFolder = join(root, 'out', 'package');

/** What of package.json goes into the package: no dependencies, for the bundles hold them. */
const metadata = [
  'name',
  'productName',
  'version',
  'description',
  'license',
  'author',
  'homepage',
  'desktopName',
];

/**
 * Builds the unpacked folder and, on Debian and its kin, the .deb, without any download.
 * @param {ElectronRuntime} runtime
 * @returns {Promise<string>} the .deb, or the folder where dpkg-deb does not exist
 */
export async function buildPackage(runtime) {
  await buildBundles(bundleNames);
  return step('package', async (report) => {
    report('staging');
    stageApp(runtime.kind === 'fallback');
    report('electron-builder');
    rmSync(packageFolder, { recursive: true, force: true });
    const withDeb = process.platform === 'linux' && existsSync('/usr/bin/dpkg-deb');
    await runBuilder(withDeb ? ['deb'] : ['dir'], {
      electronDist: runtime.folder,
      electronVersion: runtime.version,
    });
    const archive = findFile(packageFolder, (name) => name === 'app.asar');
    say(`  app.asar ${(statSync(archive).size / 1e6).toFixed(2)} MB`);
    return withDeb ? findFile(packageFolder, (name) => name.endsWith('.deb')) : packageFolder;
  });
}

/**
 * Builds all packages of this system, as they are published: on the pinned Electron, with the builder's own tools.
 * @param {ElectronRuntime} runtime
 */
export async function buildRelease(runtime) {
  if (runtime.kind !== 'official') {
    throw new Problem(
      `A release is built on the pinned Electron only, and here is ${runtime.version}, the fallback.`,
      'Run this where github.com can be reached (`npm run package -- --release --official`), or build a rehearsal with `npm run package`.',
    );
  }
  await buildBundles(bundleNames);
  stageApp(false);
  rmSync(packageFolder, { recursive: true, force: true });
  prepareSigning();
  await runBuilder([], {});
}

/** @param {boolean} withFallbackLoader */
function stageApp(withFallbackLoader) {
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  cpSync(appFolder, join(staging, 'out', 'app'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const kept = Object.fromEntries(metadata.map((key) => [key, manifest[key]]));
  const main = withFallbackLoader ? 'fallback/main.cjs' : manifest.main;
  writeAtomically(join(staging, 'package.json'), `${JSON.stringify({ ...kept, main }, null, 2)}\n`);
  if (!withFallbackLoader) return;
  mkdirSync(join(staging, 'fallback'));
  for (const file of loaderFiles) copyFileSync(join(loaderFolder, file), join(staging, 'fallback', file));
}

/**
 * @param {readonly string[]} targets none: those of electron-builder.yml for this system
 * @param {Readonly<Record<string, string>>} overrides
 */
async function runBuilder(targets, overrides) {
  const { Platform, build } = await import('electron-builder');
  // Its own variable for it; the real fpm is a download.
  if (targets.includes('deb')) process.env['CUSTOM_FPM_PATH'] = join(root, 'scripts', 'package', 'fpm.mjs');
  try {
    await build({
      projectDir: root,
      ...(targets.length === 0 ? {} : { targets: Platform.current().createTarget([...targets]) }),
      config: { extends: join(root, 'electron-builder.yml'), ...overrides },
      publish: 'never',
    });
  } catch (error) {
    throw new Problem(
      `electron-builder could not build the package.\n${error instanceof Error ? error.message : String(error)}`,
      'Correct what it says above, then run the same command again.',
      { cause: error },
    );
  }
}

/**
 * @param {string} folder
 * @param {(name: string) => boolean} isIt
 * @returns {string}
 */
function findFile(folder, isIt) {
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    isIt(path.replace(/^.*[\\/]/u, '')),
  );
  if (name !== undefined) return join(folder, name);
  throw new Problem(
    `The package is not in ${folder}, although it was built.`,
    'Delete that folder, then run the same command again.',
  );
}

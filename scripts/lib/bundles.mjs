import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say, step } from './progress.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** @typedef {'main' | 'preload' | 'demo' | 'open-api' | 'renderer'} BundleName */

/**
 * @typedef {object} Bundle
 * @property {string} entry the source it starts from, relative to the project
 * @property {string} output the file that proves it was built, relative to out/app
 * @property {readonly string[]} inputs what it is made of
 */

/** What every bundle depends on beside its own sources. */
const common = ['package.json', 'package-lock.json', 'scripts/lib/bundles.mjs', 'src/shared'];

/** @type {Readonly<Record<BundleName, Bundle>>} */
const bundles = {
  main: { entry: 'src/main/index.ts', output: 'main/index.cjs', inputs: ['src/main', 'src/core', 'assets'] },
  preload: { entry: 'src/preload/index.ts', output: 'preload/index.cjs', inputs: ['src/preload'] },
  demo: { entry: 'demo/service.ts', output: 'demo/service.cjs', inputs: ['demo'] },
  'open-api': {
    entry: 'src/main/open-api/service.ts',
    output: 'open-api/service.cjs',
    inputs: ['src/main/open-api', 'src/main/ipc/schemas.ts', 'src/core'],
  },
  renderer: {
    entry: 'src/renderer/index.html',
    output: 'renderer/index.html',
    inputs: ['src/renderer', 'assets', 'vite.config.ts', 'postcss.config.cjs', 'postcss.config.mjs'],
  },
};

export const bundleNames = /** @type {readonly BundleName[]} */ ([
  'main',
  'preload',
  'demo',
  'open-api',
  'renderer',
]);

/**
 * Builds what changed since the last build.
 * @param {readonly BundleName[]} names
 * @returns {Promise<readonly BundleName[]>} those that were built
 */
export async function buildBundles(names) {
  const stale = names.filter((name) => !isFresh(name));
  const missing = stale.filter((name) => !existsSync(join(root, bundles[name].entry)));
  for (const name of stale) {
    if (missing.includes(name)) continue;
    await step(`build ${name}`, async () => {
      const value = inputsOf(name);
      await (name === 'renderer' ? buildRenderer() : buildWithEsbuild(name)).catch((error) => {
        throw new Problem(
          `The ${name} bundle could not be built.\n${error instanceof Error ? error.message : String(error)}`,
          'Correct the source above, then run the same command again.',
          { cause: error },
        );
      });
      stamp(`build-${name}`, value);
    });
  }
  if (missing.length > 0) throw missingEntries(missing);
  return stale;
}

/** @param {BundleName} name */
function inputsOf(name) {
  return hashOf([...bundles[name].inputs, ...common]);
}

/** @param {BundleName} name */
function isFresh(name) {
  return existsSync(join(appFolder, bundles[name].output)) && isStamped(`build-${name}`, inputsOf(name));
}

/** @param {readonly BundleName[]} names */
function missingEntries(names) {
  const list = names.map((name) => `  ${name} starts from ${bundles[name].entry}, which does not exist.`);
  return new Problem(
    `Some bundles cannot be built:\n${list.join('\n')}`,
    'Restore the files (`git status` shows what is missing), or build the others with `npm run build -- --only …`.',
  );
}

/** @param {Exclude<BundleName, 'renderer'>} name */
async function buildWithEsbuild(name) {
  const esbuild = await import('esbuild');
  const { entry, output } = bundles[name];
  const { warnings } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(appFolder, output),
    bundle: true,
    // CommonJS: a sandboxed preload knows nothing else, and main starts sooner without the ESM loader.
    format: 'cjs',
    platform: name === 'preload' ? 'browser' : 'node',
    target: 'node18',
    external: ['electron'],
    loader: { '.png': 'dataurl' },
    // Identifiers stay, so that a stack in somebody's log can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // oidc-provider finds its settings by the names of its classes, which a bundler may change.
    keepNames: name === 'demo',
    logLevel: 'silent',
    ...(name === 'preload' ? {} : moduleUrl),
    define: { 'process.env.NODE_ENV': '"production"', ...(name === 'preload' ? {} : moduleUrl.define) },
  });
  for (const line of await esbuild.formatMessages(warnings, { kind: 'warning' })) say(line.trimEnd());
}

/** Packages written as ES modules ask for `import.meta.url`, which CommonJS has under another name. */
const moduleUrl = {
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
};

async function buildRenderer() {
  const vite = await import('vite');
  rmSync(join(appFolder, 'renderer'), { recursive: true, force: true });
  await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', mode: 'production' });
}

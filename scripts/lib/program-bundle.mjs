import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/**
 * Bundles a TypeScript program of the project for this Node.
 * @param {string} name
 * @param {string} entry relative to the project
 * @returns {Promise<string>} the bundle, relative to the project
 */
export async function bundleProgram(name, entry) {
  if (!existsSync(join(root, entry))) {
    throw new Problem(
      `The ${name} starts from ${entry}, which does not exist.`,
      'Restore it: `git status` shows what is missing.',
    );
  }
  // As deep as scripts/lib, whose modules find the project's folder by their own place.
  const script = `out/programs/${name}.mjs`;
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, script),
    bundle: true,
    packages: 'external',
    // ES modules with extensionless imports, which Node does not resolve: bundled, as in the app.
    alias: { '@openid/appauth': './node_modules/@openid/appauth/built/src/index.js' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return script;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/**
 * Bundles a TypeScript program and runs it in a desktop session of its own, as an ordinary user. It works in the
 * project as that user reads it, and what it leaves in `out/<name>` is brought back.
 * @param {object} program
 * @param {string} program.name
 * @param {string} program.entry relative to the project
 * @param {readonly string[]} [program.args]
 * @param {'unlocked' | 'none'} program.keyring
 * @param {number} [program.timeoutMilliseconds]
 * @returns {Promise<number>} its exit code
 */
export async function runSessionProgram({ name, entry, args = [], keyring, timeoutMilliseconds }) {
  if (process.platform !== 'linux') {
    throw new Problem(
      `The ${name} needs Linux: it brings its own X server and session.`,
      'Run it on a Linux machine; `npm start` opens the app here.',
    );
  }
  const script = await bundle(name, entry);
  const user = await ensureOrdinaryUser();
  const code = await runInDesktopSession(user.node, [script, ...args], {
    user,
    keyring,
    ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
  });
  collect(user, `out/${name}`);
  return code;
}

/**
 * @param {string} name
 * @param {string} entry
 * @returns {Promise<string>} relative to the project
 */
async function bundle(name, entry) {
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

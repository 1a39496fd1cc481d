import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { Problem } from './problem.mjs';
import { bundleProgram } from './program-bundle.mjs';

/**
 * Bundles a TypeScript program and runs it in a desktop session of its own, as an ordinary user. It works in the
 * project as that user reads it, and what it leaves in `out/<name>` is brought back.
 * @param {object} program
 * @param {string} program.name
 * @param {string} program.entry relative to the project
 * @param {readonly string[]} [program.args]
 * @param {'unlocked' | 'none'} program.keyring
 * @param {number} [program.timeoutMilliseconds]
 * @param {string} [program.input] for its standard input
 * @returns {Promise<number>} its exit code
 */
export async function runSessionProgram({ name, entry, args = [], keyring, timeoutMilliseconds, input }) {
  if (process.platform !== 'linux') {
    throw new Problem(
      `The ${name} needs Linux: it brings its own X server and session.`,
      'Run it on a Linux machine; `npm start` opens the app here.',
    );
  }
  const script = await bundleProgram(name, entry);
  const user = await ensureOrdinaryUser();
  const code = await runInDesktopSession(user.node, [script, ...args], {
    user,
    keyring,
    ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
    ...(input === undefined ? {} : { input }),
  });
  collect(user, `out/${name}`);
  return code;
}

import { readProject } from './project.mjs';
import { Problem, adviceFor, lastLines } from './problem.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/**
 * Installs the package, runs something with it, and takes it away again where it was not there before.
 * @template T
 * @param {string} deb the package's file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstalledPackage(deb, work) {
  if (process.getuid?.() !== 0) {
    throw new Problem(
      'Installing the package needs root, so the tests of the installed app did not run.',
      `Run all of it as root (\`sudo npm test\`), or install it (\`sudo apt-get install --yes ${deb}\`).`,
    );
  }
  const { name } = readProject();
  const before = await run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name]);
  await step(`install ${deb}`, () => apt(['install', '--yes', '--allow-downgrades', '--reinstall', deb]));
  try {
    return await work();
  } finally {
    if (before.stdout !== 'installed') await step(`remove ${name}`, () => apt(['purge', '--yes', name]));
  }
}

/** @param {readonly string[]} args */
async function apt(args) {
  const result = await run('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (result.code === 0) return;
  throw new Problem(
    `apt-get ${args.join(' ')} failed.\n${lastLines(result.stderr)}`,
    adviceFor(result.stderr) ?? 'Fix what apt-get says above, then run the same command again.',
  );
}

import { existsSync, readFileSync } from 'node:fs';
import { Problem, adviceFor, lastLines } from './problem.mjs';
import { say, step } from './progress.mjs';
import { run } from './run.mjs';

/** What a window needs on Debian and its descendants. */
const forWindow = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libsecret-1-0',
  'libxss1',
  'libnotify4',
  'dbus',
  'xdg-utils',
  'desktop-file-utils',
];

/** A whole desktop without a screen: an X server, a session bus, a keyring and a browser. */
const forTour = [...forWindow, 'xvfb', 'xauth', 'dbus-x11', 'gnome-keyring', 'chromium'];

/** What the tests need beside it: faults on real files, a proxy and a private authority. */
const forTests = [...forTour, 'strace', 'squid', 'tinyproxy', 'libnss3-tools', 'unzip', 'iproute2'];

/** @typedef {'window' | 'tour' | 'tests' | 'nothing'} Purpose `nothing` is started here, as when a package is built */

/**
 * Makes sure that the system packages are there. As root on Debian they are named and installed; an ordinary
 * user is told the exact command; elsewhere nothing can be checked by name, and the run shows what is missing.
 * @param {Purpose} purpose
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux' || !isDebian()) return;
  const isRoot = process.getuid?.() === 0;
  const missing = await missingPackages(packagesFor(purpose, isRoot));
  if (missing.length === 0) return;
  if (!isRoot) {
    throw new Problem(
      `System packages are missing: ${missing.join(' ')}.`,
      `Install them with this command, then run the same command again:\n  ${commandFor(missing)}`,
    );
  }
  await install(missing);
}

/** @typedef {{ debian: boolean, root: boolean }} Computer where packages have Debian’s names, and who may install them */

/**
 * A package that only some tests need: where it cannot be installed, those are skipped and all others run.
 * @param {string} name
 * @param {Computer} [computer]
 * @returns {Promise<string | null>} null: it is installed now; else what keeps it away, and what a person can do
 */
export async function installForSomeTests(
  name,
  { debian, root } = { debian: isDebian(), root: process.getuid?.() === 0 },
) {
  if (!debian) return 'Install it in the way of this system, then run the same command again.';
  if (!root) return `Install it with \`${commandFor([name])}\`, then run the same command again.`;
  try {
    await install([name]);
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.message} ${error.advice}`;
  }
}

/** @param {readonly string[]} names */
async function install(names) {
  say(`System packages are missing and will be installed: ${names.join(' ')}`);
  await step('install system packages', async (report) => {
    await apt(['update'], report);
    await apt(['install', '--yes', '--no-install-recommends', ...names], report);
  });
}

/**
 * @param {readonly string[]} names
 * @returns {string} what an administrator types
 */
function commandFor(names) {
  return `sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${names.join(' ')}`;
}

/**
 * @param {Purpose} purpose
 * @param {boolean} isRoot
 */
function packagesFor(purpose, isRoot) {
  if (purpose === 'nothing') return [];
  if (purpose === 'tests') return forTests;
  // An ordinary user's desktop has its own browser and keyring; the user that root makes has neither.
  return purpose === 'tour' || isRoot ? forTour : forWindow;
}

/** @returns {boolean} Debian, Ubuntu and the like */
function isDebian() {
  if (!existsSync('/usr/bin/dpkg-query')) return false;
  try {
    return /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/mu.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<readonly string[]>}
 */
async function missingPackages(names) {
  // `Provides` counts: newer releases call libasound2 libasound2t64, and provide the old name.
  const format = '${db:Status-Status} ${Package} ${Provides}\n';
  const { stdout } = await run('dpkg-query', ['--show', `--showformat=${format}`]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .flatMap((line) => line.split(/[\s,]+/u).slice(1)),
  );
  return names.filter((name) => !installed.has(name));
}

/**
 * @param {readonly string[]} args
 * @param {(line: string) => void} report
 */
async function apt(args, report) {
  const result = await run('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onLine: report,
  });
  if (result.code === 0) return;
  throw new Problem(
    `apt-get ${args[0]} failed.\n${lastLines(result.stderr)}`,
    adviceFor(result.stderr) ??
      'Fix what apt-get says above (often another apt-get is running), then run the same command again.',
  );
}

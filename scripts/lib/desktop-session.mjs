import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, identity, ownFolder } from './ordinary-user.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';
import { run } from './run.mjs';

/** @typedef {import('./ordinary-user.mjs').OrdinaryUser} OrdinaryUser */

/**
 * @typedef {object} SessionOptions
 * @property {OrdinaryUser} user
 * @property {string} [cwd] default: the project as the user reads it
 * @property {Readonly<Record<string, string>>} [env] added to the clean environment
 * @property {'unlocked' | 'locked' | 'none'} [keyring] default `unlocked`. `locked` starts a keyring that asks for
 *   its password (there is nobody to answer), `none` starts no keyring and names no desktop
 * @property {'at once' | 'at the end'} [shown] when what the command prints is shown; default `at once`
 * @property {number} [timeoutMilliseconds] default 30 minutes
 * @property {string} [input] for the command's standard input; default none
 */

/**
 * Runs a command in a desktop session of its own, as an ordinary user: a fresh home, an X server, a session bus
 * and a keyring, none of which outlives the command.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SessionOptions} options
 * @returns {Promise<number>} its exit code
 */
export async function runInDesktopSession(command, args, options) {
  const { user, keyring = 'unlocked', shown = 'at once' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-session-'));
  const home = join(folder, 'home');
  const runtimeFolder = join(folder, 'run');
  for (const path of [folder, home, runtimeFolder]) ownFolder(path, user, 0o700);
  const base = { ...cleanEnvironment(user, home, runtimeFolder), [marker]: folder };
  const end = () => {
    process.off('exit', end);
    endMarked(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Also when this script is interrupted.
  process.once('exit', end);
  try {
    const display = await startXServer(user, base);
    const result = await run(
      'dbus-run-session',
      ['--', 'bash', '-c', sessionScript(keyring), 'session', command, ...args],
      {
        cwd: options.cwd ?? user.project,
        // DISPLAY is there before the bus, which hands it on to what it starts, such as a keyring's prompter.
        env: { ...base, ...desktopNames(keyring), DISPLAY: display, ...options.env },
        output: shown === 'at once' ? 'inherit' : 'capture',
        ownGroup: true,
        timeoutMilliseconds: options.timeoutMilliseconds ?? 30 * 60_000,
        ...(options.input === undefined ? {} : { input: options.input }),
        ...identity(user),
      },
    );
    if (shown === 'at the end') say(`${result.stdout}${result.stderr}`.trimEnd());
    return result.code;
  } finally {
    end();
  }
}

/** In the environment of all that a session starts, so that its end can find them: some leave the process group. */
const marker = 'LATCHKEY_SCRIPT_SESSION';

/** @param {string} value of the marker */
function endMarked(value) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (environment.includes(`${marker}=${value}`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself, or is somebody else's.
    }
  }
}

/**
 * @param {'unlocked' | 'locked' | 'none'} keyring
 * @returns {Record<string, string>}
 */
function desktopNames(keyring) {
  if (keyring === 'none') return {};
  return { XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_TYPE: 'x11', DESKTOP_SESSION: 'gnome' };
}

/**
 * What runs inside the session before the command: the keyring first, with a password of its own.
 * @param {'unlocked' | 'locked' | 'none'} keyring
 */
function sessionScript(keyring) {
  const start = {
    unlocked: `printf '%s\\n' '${randomBytes(16).toString('hex')}' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null`,
    locked: 'gnome-keyring-daemon --start --components=secrets --daemonize >/dev/null',
    none: ':',
  }[keyring];
  return `${start}; exec "$@"`;
}

/**
 * @param {OrdinaryUser} user
 * @param {Record<string, string>} env
 * @returns {Promise<string>} the display
 */
async function startXServer(user, env) {
  if (!existsSync('/usr/bin/Xvfb')) {
    throw new Problem(
      'There is no Xvfb here, the X server without a screen.',
      'Install it (Debian: `apt-get install xvfb`), then run the same command again.',
    );
  }
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env, ...identity(user) },
  );
  return new Promise((resolve, reject) => {
    let complaint = '';
    let answer = '';
    child.stderr?.on('data', (/** @type {Buffer} */ bytes) => (complaint += bytes.toString()));
    child.stdio[3]?.on('data', (/** @type {Buffer} */ bytes) => {
      answer += bytes.toString();
      if (answer.endsWith('\n')) resolve(`:${answer.trim()}`);
    });
    const fail = () => {
      reject(
        new Problem(
          `The X server (Xvfb) did not start.\n${complaint.trim()}`,
          'Run the same command again; if it repeats, the lines above say why.',
        ),
      );
    };
    child.once('error', fail);
    child.once('exit', fail);
    child.unref();
  });
}

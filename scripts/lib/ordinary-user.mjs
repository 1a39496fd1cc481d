import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';
import { Problem, lastLines } from './problem.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';
import { mirror } from './mirror.mjs';

/**
 * Somebody to run the app as. As root Electron would have to run without its sandbox, and the handler that the OS
 * starts for a callback has no such switch; so a script that is started as root makes an ordinary user.
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {string} home
 * @property {number | null} uid null: the user who started the script, nothing has to be changed
 * @property {number | null} gid
 * @property {string} project the project's folder as this user reads it: a copy when root started the script
 * @property {string} node the Node executable that this user can start
 */

const userName = 'latchkey';

/** What of the project the app and its tests need, in the same layout. */
const copied = [
  'package.json',
  'vitest.config.ts',
  'tsconfig.base.json',
  'assets',
  'demo',
  'examples',
  'out/app',
  'out/package',
  'out/programs',
  'scripts',
  'src',
  'test',
  '.cache/electron',
  '.cache/keycloak',
  'node_modules',
];

/** @returns {Promise<OrdinaryUser>} */
export async function ensureOrdinaryUser() {
  if (process.getuid?.() !== 0) {
    return {
      name: userInfo().username,
      home: homedir(),
      uid: null,
      gid: null,
      project: root,
      node: process.execPath,
    };
  }
  const user = findUser() ?? (await makeUser());
  const project = join(user.home, 'project');
  await step(`copy the app to ${project}`, async () => {
    ownFolder(user.home, user, 0o700);
    ownFolder(project, user, 0o755);
    for (const path of copied) mirror(join(root, path), join(project, path), user);
    await Promise.resolve();
  });
  return { ...user, project, node: await nodeFor(user) };
}

/**
 * A Node that was installed under /root cannot be started by anybody else: then the user gets a copy.
 * @param {Account} user
 * @returns {Promise<string>}
 */
async function nodeFor(user) {
  const { code } = await run(process.execPath, ['--version'], { cwd: '/', uid: user.uid, gid: user.gid });
  if (code === 0) return process.execPath;
  const copy = join(user.home, 'bin', 'node');
  mirror(process.execPath, copy, user);
  return copy;
}

/** @typedef {{ name: string, home: string, uid: number, gid: number }} Account */

/** @returns {Account | null} */
function findUser() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${userName}:`));
  const [name, , uid, gid, , home] = line?.split(':') ?? [];
  if (name === undefined || uid === undefined || gid === undefined || home === undefined) return null;
  return { name, uid: Number(uid), gid: Number(gid), home };
}

/** @returns {Promise<Account>} */
async function makeUser() {
  await step(`make the ordinary user “${userName}”`, async () => {
    const result = await run('useradd', ['--create-home', '--shell', '/bin/bash', userName]);
    if (result.code === 0) return;
    throw new Problem(
      `The ordinary user “${userName}” could not be made.\n${lastLines(result.stderr)}`,
      `Make one yourself (\`useradd --create-home ${userName}\`) or start this as an ordinary user.`,
    );
  });
  const user = findUser();
  if (user !== null) return user;
  throw new Problem(
    `The user “${userName}” was made but cannot be found in /etc/passwd.`,
    'Start this as an ordinary user instead.',
  );
}

/**
 * A folder of the user's own.
 * @param {string} folder
 * @param {{ uid: number | null, gid: number | null }} user
 * @param {number} mode
 */
export function ownFolder(folder, user, mode) {
  mkdirSync(folder, { recursive: true });
  if (user.uid !== null && user.gid !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, mode);
}

/**
 * The environment of a fresh login: nothing of the caller's but language, terminal and path.
 * @param {OrdinaryUser} user
 * @param {string} home
 * @param {string} runtimeFolder for sockets; exists, is the user's own, mode 0700
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(user, home, runtimeFolder) {
  /** @type {Record<string, string>} */
  const environment = {
    HOME: home,
    USER: user.name,
    LOGNAME: user.name,
    SHELL: '/bin/bash',
    PATH: `${dirname(user.node)}:/usr/local/bin:/usr/bin:/bin:/usr/games`,
    XDG_RUNTIME_DIR: runtimeFolder,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
  };
  for (const name of ['LANG', 'LC_ALL', 'TZ', 'TERM', 'CI', 'NO_COLOR', 'FORCE_COLOR']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * What `spawn` needs to start something as this user.
 * @param {OrdinaryUser} user
 * @returns {{ uid?: number, gid?: number }}
 */
export function identity(user) {
  return user.uid === null || user.gid === null ? {} : { uid: user.uid, gid: user.gid };
}

/**
 * Brings back what a run as the user left in its copy of the project. Nothing to do where there is no copy.
 * @param {OrdinaryUser} user
 * @param {string} path relative to the project, such as `out/tour`
 */
export function collect(user, path) {
  if (user.project === root || !existsSync(join(user.project, path))) return;
  rmSync(join(root, path), { recursive: true, force: true });
  cpSync(join(user.project, path), join(root, path), { recursive: true });
}

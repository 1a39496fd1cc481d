import { join, relative } from 'node:path';
import { registerDevelopmentScheme } from './development-scheme.mjs';
import { giveLeaveToDisplay } from './display-leave.mjs';
import { cleanEnvironment, ensureOrdinaryUser, identity, ownFolder } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';
import { run } from './run.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/** @returns {boolean} whether a window can be shown here */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * Opens the app from the source folder and waits until it is closed.
 * @param {ElectronRuntime} runtime
 */
export async function openWindow(runtime) {
  const { command, env, who } = await prepare(runtime);
  say('Latchkey is open. Close its window, or press Ctrl+C here, to end it.');
  const [executable = '', ...args] = command;
  const { code, stderr } = await run(executable, args, { env, output: 'inherit', ownGroup: true, ...who });
  if (code === 0) return;
  throw new Problem(
    `Latchkey ended with code ${code}.${stderr === '' ? '' : `\n${stderr}`}`,
    'The lines above say why. When they speak of the display, `npm run tour` shows the app without one.',
  );
}

/**
 * @param {ElectronRuntime} runtime
 * @returns {Promise<{ command: readonly string[], env: NodeJS.ProcessEnv, who: { uid?: number, gid?: number } }>}
 */
async function prepare(runtime) {
  if (process.getuid?.() === 0) return prepareAsRoot(runtime);
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  const command = [runtime.executable, ...runtime.args];
  if (process.platform === 'linux') {
    const dataHome = env['XDG_DATA_HOME'] || join(env['HOME'] ?? '', '.local', 'share');
    await registerDevelopmentScheme({ dataHome, command, env });
  }
  return { command, env, who: {} };
}

/**
 * Root's window belongs to the ordinary user, who needs leave to open one on this display.
 * @param {ElectronRuntime} runtime
 */
async function prepareAsRoot(runtime) {
  const user = await ensureOrdinaryUser();
  const who = identity(user);
  const runtimeFolder = join(user.home, '.run');
  ownFolder(runtimeFolder, user, 0o700);
  const display = process.env['DISPLAY'] ?? '';
  const env = {
    ...cleanEnvironment(user, user.home, runtimeFolder),
    DISPLAY: display,
    ...(await giveLeaveToDisplay(display, user, runtimeFolder)),
    XDG_CURRENT_DESKTOP: process.env['XDG_CURRENT_DESKTOP'] ?? 'GNOME',
  };
  const command = [runtime.executable, ...runtime.args].map((path) =>
    join(user.project, relative(root, path)),
  );
  const dataHome = join(user.home, '.local', 'share');
  for (const folder of [join(user.home, '.local'), dataHome, join(dataHome, 'applications')]) {
    ownFolder(folder, user, 0o700);
  }
  await registerDevelopmentScheme({ dataHome, command, env, identity: who });
  return { command: ['dbus-run-session', '--', ...command], env, who };
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { allProcesses, eventually, folderOf, ownerOf } from './processes.ts';
import type { Environment, RunningProcess } from './processes.ts';
import type { Target } from './target.ts';

/** The app while it runs: its window, and the way out. */
export interface RunningApp {
  readonly page: Page;
  /** Only where Playwright started it (unpackaged): evaluates in the main process. */
  readonly electron: ElectronApplication | null;
  /** Closes the window as a person does, and waits until the program has ended. */
  quit(): Promise<void>;
}

const pageAddress = 'app://latchkey/';
/** In the profile: where the debugger of a running app is to be found. */
export const portFile = 'DevToolsActivePort';

export interface Launch {
  readonly target: Target;
  readonly env: Environment;
  readonly profile: string;
}

/**
 * The app's main processes on this desktop, second instances on their way out included; no helpers. They are told from
 * those of other desktops by the folder that they were started in.
 */
export function mainProcesses({ env, profile, target }: Launch): readonly RunningProcess[] {
  const owner = ownerOf(profile);
  // Chromium rewrites its command line, with spaces between the arguments.
  return allProcesses().filter(({ command, pid }) => {
    const line = command.join(' ');
    if (!line.startsWith(target.executable) || line.includes(' --type=')) return false;
    return pid === owner || folderOf(pid) === env['HOME'];
  });
}

/** Starts the app and waits for its window. */
export async function launchApp(launch: Launch, more: readonly string[] = []): Promise<RunningApp> {
  const { env, profile, target } = launch;
  rmSync(join(profile, portFile), { force: true });
  if (target.kind === 'unpackaged') {
    const electron = await _electron.launch({
      executablePath: target.executable,
      args: [...target.args, ...more],
      env: { ...env },
      cwd: env['HOME'] ?? '/',
      chromiumSandbox: true,
    });
    const page = await electron.firstWindow();
    return { page, electron, quit: () => quit(launch, page) };
  }
  spawn(target.executable, ['--remote-debugging-port=0', ...more], {
    env,
    cwd: env['HOME'],
    stdio: 'ignore',
    detached: true,
  }).unref();
  return await attachToApp(launch);
}

/** Connects to an app that something else started with `--remote-debugging-port=0`, for example the desktop. */
export async function attachToApp(launch: Launch): Promise<RunningApp> {
  const path = join(launch.profile, portFile);
  const port = await eventually('the app’s DevToolsActivePort', () => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return /^\d+\n/.test(text) ? text.slice(0, text.indexOf('\n')) : null;
  });
  const browser = await eventually('a connection to the app', async () => {
    try {
      // `noDefaults`: this Electron knows no download folder and refuses to be told one.
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, timeout: 3000 });
    } catch {
      return null;
    }
  });
  const page = await eventually('the app’s window', () => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    return pages.find((candidate) => candidate.url().startsWith(pageAddress)) ?? null;
  });
  return {
    page,
    electron: null,
    async quit() {
      await quit(launch, page);
      await browser.close();
    },
  };
}

async function quit(launch: Launch, page: Page): Promise<void> {
  await page.close({ runBeforeUnload: false });
  // The lock goes before the process does.
  await eventually('the app to end', () => (mainProcesses(launch).length === 0 ? true : null));
  rmSync(join(launch.profile, portFile), { force: true });
}

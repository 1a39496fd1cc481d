import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, _electron } from 'playwright-core';
import type { Browser, ElectronApplication, Page } from 'playwright-core';
import * as z from 'zod';
import { allProcesses, endProcesses, eventually, folderOf, ownerOf, parentOf } from './processes.ts';
import type { Environment, RunningProcess } from './processes.ts';
import type { Target } from './target.ts';

/** The app while it runs: its window, and the way out. */
export interface RunningApp {
  readonly page: Page;
  /** Only where Playwright started it (unpackaged, without a launcher): evaluates in the main process. */
  readonly electron: ElectronApplication | null;
  /** How often it was started until it could be driven: see `openToMain`. */
  readonly starts: number;
  /** Closes the window as a person does, and waits until the program has ended. */
  quit(): Promise<void>;
}

const pageAddress = 'app://latchkey/';
/** In the profile: where the debugger of a running app is to be found. */
export const portFile = 'DevToolsActivePort';
const listSchema = z.array(z.object({ url: z.string() }));

export interface Launch {
  readonly target: Target;
  readonly env: Environment;
  readonly profile: string;
  /** A program that becomes the executable, where the app runs in surroundings of its own. */
  readonly launcher: string | null;
}

/**
 * The app's main processes on this desktop, second instances on their way out included; no helpers. They are told from
 * those of other desktops by the folder that they were started in.
 */
export function mainProcesses({ env, profile, target }: Launch): readonly RunningProcess[] {
  const owner = ownerOf(profile);
  // Chromium rewrites its command line, with spaces between the arguments.
  const found = allProcesses().filter(({ command, pid }) => {
    const line = command.join(' ');
    if (!line.startsWith(target.executable) || line.includes(' --type=')) return false;
    return pid === owner || folderOf(pid) === env['HOME'];
  });
  // What one of them starts looks like it for a moment, until it becomes the other program.
  const pids = new Set(found.map(({ pid }) => pid));
  return found.filter(({ pid }) => !pids.has(parentOf(pid) ?? 0));
}

/** Starts the app and waits for its window. */
export async function launchApp(launch: Launch, more: readonly string[] = []): Promise<RunningApp> {
  const { env, launcher, profile, target } = launch;
  rmSync(join(profile, portFile), { force: true });
  if (target.kind === 'unpackaged' && launcher === null) {
    let starts = 0;
    const open = async (): Promise<ElectronApplication | null> => {
      starts += 1;
      return openToMain(launch, more);
    };
    const electron = await eventually('the app’s window', open, 120_000);
    const page = await electron.firstWindow();
    return { page, electron, starts, quit: () => quit(launch, page) };
  }
  spawn(launcher ?? target.executable, [...target.args, '--remote-debugging-port=0', ...more], {
    env,
    cwd: env['HOME'],
    stdio: 'ignore',
    detached: true,
  }).unref();
  return await attachToApp(launch);
}

/**
 * Starts the app with its main process open. Null where the app has its page, and attaching to it hung as Chromium made
 * it: then it is started anew. @throws where the app has none.
 */
async function openToMain(launch: Launch, more: readonly string[]): Promise<ElectronApplication | null> {
  const { env, profile, target } = launch;
  let hasPage = false;
  const lookForPage = async (): Promise<void> => {
    hasPage ||= (await addressesAt(portOf(profile))).some(isOurs);
  };
  const look = setInterval(() => void lookForPage(), 5000);
  try {
    return await _electron.launch({
      executablePath: target.executable,
      args: [...target.args, ...more],
      env: { ...env },
      cwd: env['HOME'] ?? '/',
      chromiumSandbox: true,
      timeout: 30_000,
    });
  } catch (error) {
    if (!hasPage) throw error;
    await endProcesses('no mark', [profile]);
    rmSync(join(profile, portFile), { force: true });
    return null;
  } finally {
    clearInterval(look);
  }
}

/** Connects to an app that something else started with `--remote-debugging-port=0`, for example the desktop. */
export async function attachToApp(launch: Launch): Promise<RunningApp> {
  const port = await eventually('the app’s DevToolsActivePort', () => portOf(launch.profile));
  await eventually('the app’s page', async () => ((await addressesAt(port)).some(isOurs) ? true : null));
  const { browser, page } = await eventually('the app’s window', () => attach(port), 40_000);
  return {
    page,
    electron: null,
    starts: 1,
    async quit() {
      await quit(launch, page);
      await browser.close();
    },
  };
}

/** Of the debugger; null while there is none. */
function portOf(profile: string): string | null {
  const path = join(profile, portFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^\d+\n/.test(text) ? text.slice(0, text.indexOf('\n')) : null;
}

/**
 * One try: null when the connection or the page does not answer, which happens where Chromium was still making the page. The
 * connection is given up then, since the page of one that hangs hangs with it.
 */
async function attach(port: string): Promise<{ browser: Browser; page: Page } | null> {
  let browser: Browser;
  try {
    // `noDefaults`: this Electron knows no download folder and refuses to be told one.
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, timeout: 5000 });
  } catch {
    return null;
  }
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => isOurs(candidate.url()));
  if (page !== undefined && (await answers(page))) return { browser, page };
  await browser.close();
  return null;
}

async function answers(page: Page): Promise<boolean> {
  const late = sleep(5000, false, { ref: false });
  return Promise.race([page.evaluate(() => true).catch(() => false), late]);
}

/** The addresses of the pages that a debugging port lists, without attaching to any. */
async function addressesAt(port: string | null): Promise<readonly string[]> {
  if (port === null) return [];
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    return listSchema.parse(await response.json()).map(({ url }) => url);
  } catch {
    return [];
  }
}

function isOurs(address: string): boolean {
  return address.startsWith(pageAddress);
}

async function quit(launch: Launch, page: Page): Promise<void> {
  await page.close({ runBeforeUnload: false });
  // The lock goes before the process does.
  await eventually('the app to end', () => (mainProcesses(launch).length === 0 ? true : null));
  rmSync(join(launch.profile, portFile), { force: true });
}

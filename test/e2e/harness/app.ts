import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import type { Browser, ElectronApplication, Page } from 'playwright-core';
import { debuggingPort, forgetDebuggingPort, listsPage } from './debugging-port.ts';
import { openElectron } from './open-electron.ts';
import { allProcesses, eventually, folderOf, ownerOf, parentOf } from './processes.ts';
import type { Environment, RunningProcess } from './processes.ts';
import type { Target } from './target.ts';

/** The app while it runs: its window, and the way out. */
export interface RunningApp {
  readonly page: Page;
  /** Only where Playwright started it (unpackaged, without a launcher): evaluates in the main process. */
  readonly electron: ElectronApplication | null;
  /** How often it was started until it could be driven: see `openElectron`. */
  readonly starts: number;
  /** Closes the window as a person does, and waits until the program has ended. */
  quit(): Promise<void>;
}

const pageAddress = 'app://latchkey/';
/** For what ends with the start of a program, in milliseconds. */
const startMilliseconds = 60_000;

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
  if (target.kind === 'unpackaged' && launcher === null) {
    const { electron, page, starts } = await openElectron({
      command: [target.executable, ...target.args, ...more],
      env,
      cwd: env['HOME'] ?? '/',
      profile,
      address: pageAddress,
    });
    return { page, electron, starts, quit: () => quit(launch, page) };
  }
  forgetDebuggingPort(profile);
  spawn(launcher ?? target.executable, [...target.args, '--remote-debugging-port=0', ...more], {
    env,
    cwd: env['HOME'],
    stdio: 'ignore',
    detached: true,
  }).unref();
  return await attachToApp(launch);
}

/** Connects to an app that something else started with `--remote-debugging-port=0`, for example the desktop. */
export async function attachToApp(launch: Launch): Promise<RunningApp> {
  const port = await eventually('the app’s debugger', () => debuggingPort(launch.profile), startMilliseconds);
  await eventually(
    'the app’s page',
    async () => ((await listsPage(port, pageAddress)) ? true : null),
    startMilliseconds,
  );
  let tries = 0;
  const attachOnce = (): ReturnType<typeof attach> => {
    tries += 1;
    return attach(port, tries * 5000);
  };
  const { browser, page } = await eventually('the app’s window', attachOnce, startMilliseconds);
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

/**
 * One try: null when the connection or the page does not answer, which happens where Chromium was still making the page. The
 * connection is given up then, since the page of one that hangs hangs with it.
 */
async function attach(port: string, milliseconds: number): Promise<{ browser: Browser; page: Page } | null> {
  let browser: Browser;
  try {
    // `noDefaults`: this Electron knows no download folder and refuses to be told one.
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, {
      noDefaults: true,
      timeout: milliseconds,
    });
  } catch {
    return null;
  }
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => candidate.url().startsWith(pageAddress));
  if (page !== undefined && (await answers(page, milliseconds))) return { browser, page };
  await browser.close();
  return null;
}

async function answers(page: Page, milliseconds: number): Promise<boolean> {
  const late = sleep(milliseconds, false, { ref: false });
  return Promise.race([page.evaluate(() => true).catch(() => false), late]);
}

async function quit(launch: Launch, page: Page): Promise<void> {
  await page.close({ runBeforeUnload: false });
  // The lock goes before the process does.
  await eventually('the app to end', () => (mainProcesses(launch).length === 0 ? true : null));
  forgetDebuggingPort(launch.profile);
}

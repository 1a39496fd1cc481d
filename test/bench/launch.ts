import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { debuggingPort, forgetDebuggingPort } from '../e2e/harness/debugging-port.ts';
import { eventually, exitOf, parentOf, type Environment } from '../e2e/harness/processes.ts';

export interface Launched {
  readonly page: Page;
  /** Milliseconds since the epoch at which the program was started. */
  readonly startedAt: number;
  /** Bytes: the proportional set size of the program and all its helpers. */
  memory(): number;
  end(): Promise<void>;
}

/** A program is left alone for so long: attaching to a page while it is made slows it down, and at times never ends. */
const settleMilliseconds = 2000;

/**
 * Starts an Electron program and attaches to its page once it is there, by Chromium's own debugging port, which is the same
 * for the app and for bare programs. What happened while it started is read from the page's own record afterwards.
 */
export async function launch(
  command: readonly string[],
  env: Environment,
  profile: string,
  address: string,
): Promise<Launched> {
  forgetDebuggingPort(profile);
  const [executable = '', ...args] = command;
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(executable, [...args, '--remote-debugging-port=0'], {
    env,
    cwd: env['HOME'],
    stdio: 'ignore',
  });
  await sleep(settleMilliseconds);
  const browser = await connect(profile);
  const page = await eventually('the window', () => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    return pages.find((candidate) => candidate.url().startsWith(address)) ?? null;
  });
  return {
    page,
    startedAt,
    memory: () => proportionalSetSize(child.pid ?? 0),
    end: () => end(child, browser, page),
  };
}

async function connect(profile: string): Promise<Browser> {
  const port = await eventually('the debugging port', () => debuggingPort(profile));
  return eventually('a connection to the program', async () => {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`, {
        noDefaults: true,
        timeout: 5000,
      });
    } catch {
      return null;
    }
  });
}

async function end(child: ChildProcess, browser: Browser, page: Page): Promise<void> {
  const gone = exitOf(child);
  await page.close({ runBeforeUnload: false }).catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
  await browser.close().catch(() => undefined);
}

/** Of a process and everything it started, in bytes (`Pss` counts what is shared once). */
function proportionalSetSize(root: number): number {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)) {
    const parent = parentOf(pid);
    if (parent !== null) parents.set(pid, parent);
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  let kilobytes = 0;
  for (const pid of [...parents.keys()].filter(belongs)) {
    const size = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1];
    if (size === undefined) throw new Error(`The memory of process ${String(pid)} could not be read.`);
    kilobytes += Number(size);
  }
  return kilobytes * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

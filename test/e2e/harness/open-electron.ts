import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { debuggingPort, forgetDebuggingPort, listsPage } from './debugging-port.ts';
import { endProcesses } from './processes.ts';
import type { Environment } from './processes.ts';

/** A program that runs in an Electron. */
export interface Program {
  readonly command: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** Where it keeps everything. */
  readonly profile: string;
  /** What the address of its page begins with. */
  readonly address: string;
}

interface Opened {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

/** Chromium’s own start included. */
const startMilliseconds = 60_000;
/** Most starts are over by the first look; none is disturbed by one while it makes its page. */
const lookMilliseconds = 5000;
/** How often the page may be seen, once a second, before attaching to it counts as hanging; more in each further start. */
const patience = 10;

/**
 * Starts an Electron with its main process open, and waits for its window. Attaching while Chromium makes the page hangs at
 * times, before Playwright has the program or before it has the page: one in some 200 starts under load. Such a program,
 * which has its page, is ended and started anew; `starts` tells how often it was started. @throws where it has no page.
 */
export async function openElectron(program: Program): Promise<Opened & { readonly starts: number }> {
  for (let starts = 1; ; starts += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- the next start comes after the end of this one
    const opened = await openOnce(program, starts * patience);
    if (opened !== null) return { ...opened, starts };
  }
}

async function openOnce(program: Program, seenAtMost: number): Promise<Opened | null> {
  const { profile } = program;
  forgetDebuggingPort(profile);
  const over = new AbortController();
  const opening = open(program);
  try {
    const opened = await Promise.race([opening, whenItHangs(program, seenAtMost, over.signal)]);
    if (opened !== null) return opened;
  } finally {
    over.abort();
  }
  // What hangs fails at last, and nobody waits for it.
  opening.catch(() => undefined);
  await endProcesses('no mark', [profile]);
  return null;
}

async function open({ command, cwd, env }: Program): Promise<Opened> {
  const [executablePath = '', ...args] = command;
  const electron = await _electron.launch({
    executablePath,
    args,
    env: { ...env },
    cwd,
    chromiumSandbox: true,
    timeout: startMilliseconds,
  });
  return { electron, page: await electron.firstWindow({ timeout: startMilliseconds }) };
}

/** Null once the page was seen more often than that. It is counted, so that a time in which nobody ran does not count. */
async function whenItHangs(
  { address, profile }: Program,
  seenAtMost: number,
  over: AbortSignal,
): Promise<null> {
  let seen = 0;
  while (seen <= seenAtMost && !over.aborted) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- looks again and again
    await sleep(seen === 0 ? lookMilliseconds : 1000);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    if (await listsPage(debuggingPort(profile), address)) seen += 1;
  }
  return null;
}

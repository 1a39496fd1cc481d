import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build } from 'esbuild';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { root } from '../../scripts/lib/paths.mjs';
import { createPageContexts } from './page-contexts.ts';
import type { Scenario } from './scenario.ts';
import { blankPath, servePage } from './serve.ts';

export interface Violation {
  readonly id: string;
  readonly targets: readonly string[];
  readonly help: string;
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors and refusals of the policy that the page met. */
  readonly complaints: readonly string[];
  readonly axe: () => Promise<readonly Violation[]>;
  readonly close: () => Promise<void>;
}

export interface PageDriver {
  readonly open: (
    scenario: Scenario,
    options?: BrowserContextOptions & {
      readonly hash?: string;
      /** What main says to the static shell. */
      readonly firstRun?: boolean;
      /** What is done with the page before it is opened. */
      readonly prepare?: (page: Page) => Promise<void>;
    },
  ) => Promise<OpenedPage>;
  readonly close: () => Promise<void>;
}

/** The fake as one classic script. */
async function fakeScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'test', 'renderer-fake', 'install.ts')],
    bundle: true,
    format: 'iife',
    write: false,
    minify: true,
    target: 'chrome114',
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error('esbuild wrote nothing');
  return text;
}

/** Drives the built page, with a fake behind it, in the system's Chromium. Build first: `npx vite build`. */
export async function createPageDriver(): Promise<PageDriver> {
  const [fake, axeSource, server, browser] = await Promise.all([
    fakeScript(),
    readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    servePage(join(root, 'out', 'app', 'renderer')),
    launch(),
  ]);
  const contexts = createPageContexts(browser, fake, `${server.url}${blankPath}`);
  return {
    open: async (scenario, { hash = '', firstRun = false, prepare, ...options } = {}) => {
      const context = await contexts.of({ viewport: { width: 1180, height: 760 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => {
        complaints.push(error.message);
      });
      await page.addInitScript({ content: `installLatchkeyFake(${JSON.stringify(scenario)})` });
      await prepare?.(page);
      await page.goto(`${server.url}${firstRun ? '?first-run' : ''}${hash}`);
      return {
        page,
        complaints,
        axe: () => runAxe(page, axeSource),
        close: () => page.close(),
      };
    },
    close: async () => {
      try {
        await contexts.expectNothingLeft();
      } finally {
        await browser.close();
        await server.close();
      }
    },
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    // A turn of the wheel is over once it has scrolled, and not some frames later.
    args: [
      '--process-per-site',
      '--disable-smooth-scrolling',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

async function runAxe(page: Page, source: string): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window;
    // What it found to be right would only be described, too.
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      targets: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
  });
}

declare global {
  interface Window {
    readonly axe: {
      run(options: { resultTypes: readonly ['violations'] }): Promise<{
        violations: { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }[];
      }>;
    };
  }
}

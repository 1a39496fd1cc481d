import type { CDPSession } from 'playwright-core';
import type { RunningApp } from '../../harness/app.ts';
import { Desktop } from '../../harness/desktop.ts';
import { eventually } from '../../harness/processes.ts';
import type { DesktopOptions } from '../../harness/desktop.ts';
import { findTarget } from '../../harness/target.ts';

export const pageUrl = 'app://latchkey/index.html';

/** Whether tests can look into the main process: a package has no inspector to look through. */
export const mainIsOpen = findTarget().kind === 'unpackaged';

/** Why a test of the installed app is skipped that looks into its main process. */
export const closedReason =
  'A package has no inspector; package.test.ts proves that its main bundle is the one that was looked into unpackaged.';

export interface CagedOptions extends DesktopOptions {
  /** Chromium's own, for what this machine lacks. */
  readonly switches?: readonly string[];
  /** What the home has to hold before the app starts. */
  readonly prepare?: (desktop: Desktop) => Promise<void>;
  /** What is done as soon as there is a page, before the app has started whole. */
  readonly onceThereIsAPage?: (caged: CagedApp) => Promise<void>;
}

/** The real app in a home of its own, for tests that attack its page. There is no browser: nothing here signs in. */
export class CagedApp {
  readonly desktop: Desktop;
  readonly app: RunningApp;
  readonly devtools: CDPSession;

  private constructor(desktop: Desktop, app: RunningApp, devtools: CDPSession) {
    this.desktop = desktop;
    this.app = app;
    this.devtools = devtools;
  }

  static async start({
    onceThereIsAPage,
    prepare,
    switches = [],
    ...options
  }: CagedOptions = {}): Promise<CagedApp> {
    const desktop = await Desktop.start(options);
    try {
      await prepare?.(desktop);
      const app = await desktop.startApp(switches);
      const caged = new CagedApp(desktop, app, await app.page.context().newCDPSession(app.page));
      await onceThereIsAPage?.(caged);
      await app.page.getByRole('button', { name: 'Try the demo' }).waitFor();
      return caged;
    } catch (error) {
      await desktop.close();
      throw error;
    }
  }

  /**
   * Runs a function in the page as a script of the page would run: after a real gesture of the person, and without the
   * debugger's own licence to evaluate text. The function must not refer to anything around it.
   */
  async ask<A>(probe: (argument: A) => unknown, argument: A): Promise<unknown> {
    return await this.evaluate(`(${probe.toString()})(${JSON.stringify(argument) ?? 'undefined'})`);
  }

  /** The same for an expression. */
  async evaluate(expression: string): Promise<unknown> {
    const { exceptionDetails, result } = await this.devtools.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
      allowUnsafeEvalBlockedByCSP: false,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    const value: unknown = result.value;
    return value;
  }

  /**
   * Leads the window to an address from outside, as no page could: status and text of what it got, or the error. Playwright's
   * own way waits for what a refusal never brings.
   */
  async lead(address: string): Promise<string> {
    const statuses = new Map<string, number>();
    const note = ({ loaderId, response }: { loaderId: string; response: { status: number } }): void => {
      statuses.set(loaderId, response.status);
    };
    const loaded = new Set<string>();
    const noteEnd = ({ loaderId, name }: { loaderId: string; name: string }): void => {
      if (name === 'load') loaded.add(loaderId);
    };
    this.devtools.on('Network.responseReceived', note);
    this.devtools.on('Page.lifecycleEvent', noteEnd);
    try {
      await this.devtools.send('Network.enable');
      await this.devtools.send('Page.enable');
      await this.devtools.send('Page.setLifecycleEventsEnabled', { enabled: true });
      const { errorText, loaderId } = await this.devtools.send('Page.navigate', { url: address });
      if (errorText !== undefined && errorText !== '') return errorText;
      // The document before may still answer when the way to the next one was taken.
      await eventually(`the end of loading ${address}`, () => (loaded.has(loaderId ?? '') ? true : null));
      const text = await this.evaluate('document.documentElement.innerText');
      return `${String(statuses.get(loaderId ?? '') ?? 'without status')} ${String(text)}`;
    } catch (error) {
      if (error instanceof Error && error.message.includes('invalid URL')) return 'invalid URL';
      throw error;
    } finally {
      this.devtools.off('Network.responseReceived', note);
      this.devtools.off('Page.lifecycleEvent', noteEnd);
    }
  }

  /** Loads the page anew, as it was at the start. */
  async reload(): Promise<void> {
    await this.lead(pageUrl);
    await eventually('the page', async () => {
      const there = await this.evaluate('document.body.innerText.includes("Try the demo")');
      return there === true ? there : null;
    });
  }

  async stop(): Promise<void> {
    await this.desktop.close();
  }
}

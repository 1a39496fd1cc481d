import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import type { RunningApp } from '../../harness/app.ts';
import type { Desktop } from '../../harness/desktop.ts';
import { eventually, ownerOf } from '../../harness/processes.ts';
import { filesBelow } from '../../harness/profile.ts';
import { Window } from '../../harness/window.ts';
import type { Api } from './api.ts';

/** The tab `Requests` of a connection that sends without sign-in, and what the app has open meanwhile. */
export class RequestWindow extends Window {
  readonly desktop: Desktop;
  readonly app: RunningApp;

  private constructor(desktop: Desktop, app: RunningApp) {
    super(app.page);
    this.desktop = desktop;
    this.app = app;
  }

  /** Adds a connection to the API in a window that has none, and leaves its sign-in out of its requests. */
  static async open(desktop: Desktop, api: Api): Promise<RequestWindow> {
    const window = new RequestWindow(desktop, await desktop.startApp());
    await window.placeConnection('Files', api.origin);
    await window.withoutSignIn();
    await keepNoHistory(window.page);
    return window;
  }

  /** The next run of the app that `open` had started. */
  static async again(desktop: Desktop): Promise<RequestWindow> {
    const window = new RequestWindow(desktop, await desktop.startApp());
    await window.chooseConnection('Files');
    await window.withoutSignIn();
    return window;
  }

  async withoutSignIn(): Promise<void> {
    await this.openTab('Requests');
    await this.leaveSignInOut();
  }

  /** @throws for the installed app, whose main process cannot be looked into. */
  get electron(): ElectronApplication {
    if (this.app.electron === null) throw new Error('The main process of this app is closed.');
    return this.app.electron;
  }

  /** Waits for an answer whose body has so many bytes. */
  async received(bytes: number): Promise<void> {
    await this.response.getByTitle(`${String(bytes)} bytes`, { exact: true }).waitFor({ timeout: 60_000 });
  }

  /** Presses a button in the moment in which the page has it, before a pointer could be there. To be called before that. */
  async pressAtOnce(name: string): Promise<void> {
    await this.page.evaluate(
      (wanted) =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            const found = [...document.querySelectorAll('button')].find((one) => one.textContent === wanted);
            if (found === undefined) return;
            observer.disconnect();
            found.click();
            resolve();
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
      name,
    );
  }

  /** Files of the spool that are on disk, by their whole path. */
  spooled(): readonly string[] {
    return filesBelow(this.desktop.profile)
      .filter((name) => name.startsWith('spool/'))
      .map((name) => join(this.desktop.profile, name));
  }

  /** Files below `folder` that the app's main process has open. */
  openFiles(folder: string): readonly string[] {
    const descriptors = `/proc/${String(ownerOf(this.desktop.profile))}/fd`;
    return readdirSync(descriptors).flatMap((number) => {
      try {
        const path = readlinkSync(join(descriptors, number));
        return path.startsWith(folder) ? [path] : [];
      } catch {
        // It was closed meanwhile.
        return [];
      }
    });
  }

  /** What the app holds of its requests, as soon as that is nothing; else what it holds after a while. */
  async held(api: Api, folder: string): Promise<Held> {
    const look = (): Held => ({
      atWork: api.atWork(),
      spooled: this.spooled(),
      open: [...this.openFiles(folder), ...this.openFiles(join(this.desktop.profile, 'spool'))],
    });
    const isNothing = ({ atWork, open, spooled }: Held): boolean =>
      atWork === 0 && spooled.length === 0 && open.length === 0;
    return await eventually('nothing', () => (isNothing(look()) ? look() : null)).catch(look);
  }
}

export interface Held {
  /** Requests that the API is answering. */
  readonly atWork: number;
  /** Files of the spool that are on disk. */
  readonly spooled: readonly string[];
  /** Files of the spool, and of the person, that are open. */
  readonly open: readonly string[];
}

export const nothing: Held = { atWork: 0, spooled: [], open: [] };

/** What the history keeps has a place of its own (test/e2e/history.test.ts). */
async function keepNoHistory(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const listed = await window.latchkey.listConnections();
    await window.latchkey.keepHistory({ id: listed.ok ? (listed.value[0]?.id ?? '') : '', on: false });
  });
}

/** Sends requests from the page without showing them, and leaves them to themselves. */
export async function sendMany(page: Page, url: string, count: number): Promise<void> {
  await page.evaluate(
    async (input) => {
      const listed = await window.latchkey.listConnections();
      const connectionId = listed.ok ? (listed.value[0]?.id ?? '') : '';
      for (let number = 0; number < input.count; number += 1) {
        void window.latchkey.sendRequest({
          connectionId,
          requestId: `unseen-${String(number)}`,
          request: { method: 'GET', url: input.url, headers: [], body: null, authorization: 'off' },
        });
      }
    },
    { url, count },
  );
}

export async function cancelMany(page: Page, count: number): Promise<void> {
  await page.evaluate(async (most) => {
    for (let number = 0; number < most; number += 1) {
      await window.latchkey.cancelRequest({ requestId: `unseen-${String(number)}` });
    }
  }, count);
}

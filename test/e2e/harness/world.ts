import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo, DemoOptions } from '../../../demo/start-demo.ts';
import type { RunningApp } from './app.ts';
import { signInAt } from './browser.ts';
import type { Browser } from './browser.ts';
import { Desktop } from './desktop.ts';
import type { DesktopOptions } from './desktop.ts';
import { Window } from './window.ts';

export interface WorldOptions extends DesktopOptions {
  /** For tests of the app's own demo: no provider of ours, and these pages may open the app. */
  readonly origins?: readonly string[];
  readonly provider?: DemoOptions;
}

export const emails = { ada: 'ada@example.test', grace: 'grace@example.test' } as const;
/** New in each run, so that no source file, and no copy of one that a test runner makes, holds what the tests look for. */
const passwords = { ada: newPassword(), grace: newPassword() };

function newPassword(): string {
  return randomBytes(18).toString('base64url');
}

/** One person's desktop with one running app, and a provider that the test can ask. */
export class World {
  readonly desktop: Desktop;
  readonly provider: Demo;
  readonly browser: Browser;
  readonly #providers: Demo[];
  #app: RunningApp | null = null;

  constructor(desktop: Desktop, providers: Demo[], browser: Browser) {
    const [provider] = providers;
    if (provider === undefined) throw new TypeError('A world has a provider.');
    this.desktop = desktop;
    this.provider = provider;
    this.#providers = providers;
    this.browser = browser;
  }

  get app(): RunningApp {
    if (this.#app === null) throw new Error('The app does not run.');
    return this.#app;
  }

  get window(): Window {
    return new Window(this.app.page);
  }

  /** The second provider, where a test needs two. */
  get otherProvider(): Demo {
    const other = this.#providers[1];
    if (other === undefined) throw new TypeError('This world has one provider.');
    return other;
  }

  async start(more: readonly string[] = []): Promise<Window> {
    this.#app = await this.desktop.startApp(more);
    return this.window;
  }

  /** Drives the app that the desktop started; needs `debuggable`. */
  async attach(): Promise<Window> {
    this.#app = await this.desktop.attachToApp();
    return this.window;
  }

  async quit(): Promise<void> {
    const app = this.app;
    this.#app = null;
    await app.quit();
  }

  async restart(more: readonly string[] = []): Promise<Window> {
    await this.quit();
    return await this.start(more);
  }

  /** Kills the app, which can do nothing more, and waits until all of it is gone. */
  async kill(): Promise<void> {
    this.#app = null;
    await this.desktop.killApp();
  }

  /** Adds a connection to the provider; its API origin is allowed unless the test wants to be asked. */
  async addConnection(
    name = 'Fieldnotes',
    provider: Demo = this.provider,
    apiOrigins?: string,
  ): Promise<void> {
    await this.window.addConnection({
      name,
      issuer: provider.issuer,
      clientId: provider.clientId,
      scopes: provider.scopes.join(' '),
      apiOrigins: apiOrigins ?? provider.apiOrigin,
    });
  }

  /** Signs in at the provider's pages in the browser, where the app has opened them. */
  async signInInBrowser(user: 'ada' | 'grace' = 'ada', provider: Demo = this.provider): Promise<void> {
    await signInAt(this.browser, provider.issuer, user, passwords[user]);
  }

  passwordOf(user: 'ada' | 'grace'): string {
    return passwords[user];
  }

  /** From an empty app to a person who is signed in. */
  async signInFresh(user: 'ada' | 'grace' = 'ada'): Promise<Window> {
    const window = await this.start();
    await this.addConnection();
    await window.beginSignIn();
    await this.signInInBrowser(user);
    await window.settledAs(emails[user]);
    return window;
  }

  /** A picture of the window as it is, in out/e2e. */
  async picture(name: string): Promise<void> {
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    await this.#app?.page.screenshot({ path: join(folder, `${name}.png`), timeout: 10_000 });
  }
}

/** Runs one test in a world of its own, and leaves a picture when it fails. */
export async function inWorld(
  name: string,
  options: WorldOptions & { readonly providers?: 1 | 2 },
  run: (world: World) => Promise<void>,
): Promise<void> {
  const providers = await Promise.all(
    Array.from({ length: options.providers ?? 1 }, () =>
      startDemo({ issuerPort: 0, apiPort: 0, passwords, ...options.provider }),
    ),
  );
  try {
    const desktop = await Desktop.start(options);
    try {
      const origins = [...providers.map(({ issuer }) => issuer), ...(options.origins ?? [])];
      const world = new World(desktop, providers, await desktop.startBrowser(origins));
      try {
        await run(world);
      } catch (error) {
        await world.picture(name).catch(() => undefined);
        throw error;
      }
    } finally {
      await desktop.close();
    }
  } finally {
    await Promise.all(providers.map((provider) => provider.stop()));
  }
}

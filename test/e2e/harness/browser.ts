import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from './processes.ts';
import type { Environment } from './processes.ts';

/** The person's browser: a real Chromium with its sandbox, which hands the app's scheme to the desktop. */
export class Browser {
  readonly context: BrowserContext;
  readonly #answered = new Set<Page>();
  readonly #ledTo: string[] = [];

  private constructor(context: BrowserContext) {
    this.context = context;
    context.on('response', (response) => {
      const [address] = response.headers()['location']?.split('?') ?? [];
      if (address !== undefined) this.#ledTo.push(address);
    });
  }

  /**
   * @param origins the providers whose pages may open the app without the browser's question (which no test can answer)
   */
  static async start(
    profile: string,
    env: Environment,
    schemes: readonly string[],
    origins: readonly string[],
  ): Promise<Browser> {
    const allowed = Object.fromEntries(schemes.map((scheme) => [scheme, true]));
    mkdirSync(join(profile, 'Default'), { recursive: true });
    writeFileSync(
      join(profile, 'Default', 'Preferences'),
      JSON.stringify({
        protocol_handler: {
          allowed_origin_protocol_pairs: Object.fromEntries(origins.map((origin) => [origin, allowed])),
        },
      }),
    );
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium',
      headless: false,
      chromiumSandbox: true,
      env: { ...env },
      viewport: null,
      args: [
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--window-size=900,800',
      ],
    });
    return new Browser(context);
  }

  /** The newest tab whose address begins so and in which nobody has answered yet. */
  async tab(address: string): Promise<Page> {
    // The app asks the provider before, and the desktop starts the browser’s program.
    return await eventually(`a browser tab at ${address}`, () => this.newTab(address), 60_000);
  }

  /** The same, where there is one by now. */
  newTab(address: string): Page | null {
    return this.#at(address).findLast((page) => !this.#answered.has(page)) ?? null;
  }

  /** The page stays open after its answer went to the app: it is not the next one's. */
  answered(page: Page): void {
    this.#answered.add(page);
  }

  /** All that is open there belongs to what is over. */
  answeredAll(address: string): void {
    for (const page of this.#at(address)) this.answered(page);
  }

  /**
   * Whether a server was seen to lead a tab to an address that begins so; also one that no tab shows, as that of an app. What a tab
   * does before Playwright has found it is not seen.
   */
  wasLedTo(address: string): boolean {
    return this.#ledTo.some((one) => one.startsWith(address));
  }

  get tabs(): number {
    return this.context.pages().length;
  }

  /** How many tabs there are at this address. */
  count(address: string): number {
    return this.#at(address).length;
  }

  #at(address: string): readonly Page[] {
    return this.context.pages().filter((page) => page.url().startsWith(address));
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** The demo's pages in a tab, as a person uses them. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function allow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
}

/** Signs in and allows, in the tab that the app has opened at the provider. */
export async function signInAt(
  browser: Browser,
  issuer: string,
  username: string,
  password: string,
): Promise<Page> {
  const page = await browser.tab(issuer);
  await fillSignIn(page, username, password);
  await allow(page);
  browser.answered(page);
  return page;
}

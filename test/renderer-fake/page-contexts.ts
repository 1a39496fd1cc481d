import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Contexts of one browser, one for each way to look at the page. */
export interface PageContexts {
  /** The context of these options, which later pages with the same ones share. */
  readonly of: (options: BrowserContextOptions) => Promise<BrowserContext>;
  /** @throws where a page left something in the browser that a later one could have found. */
  readonly expectNothingLeft: () => Promise<void>;
}

interface Shared {
  readonly context: BrowserContext;
  readonly keeper: Page;
}

/**
 * Pages share what takes long to begin: a process, with the scripts that it has compiled. They share no state, since each is
 * a tab of its own, and the page keeps nothing in the browser.
 * @param init a classic script that each page runs before its own
 * @param blank an empty page of the same site: left open, it keeps the process alive between two tests
 */
export function createPageContexts(browser: Browser, init: string, blank: string): PageContexts {
  const known = new Map<string, Promise<Shared>>();
  const make = async (options: BrowserContextOptions): Promise<Shared> => {
    const context = await browser.newContext(options);
    const keeper = await context.newPage();
    await keeper.goto(blank);
    await context.addInitScript({ content: init });
    return { context, keeper };
  };
  return {
    async of(options) {
      const key = JSON.stringify(options);
      const shared = known.get(key) ?? make(options);
      known.set(key, shared);
      return (await shared).context;
    },
    async expectNothingLeft() {
      for (const { keeper } of await Promise.all(known.values())) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- there are few, and one fails for all
        const left = await keeper.evaluate(leftInBrowser);
        if (left.length > 0) throw new Error(`A page left something in the browser: ${left.join(', ')}`);
      }
    },
  };
}

/** What a site has stored. Runs in a page. */
async function leftInBrowser(): Promise<readonly string[]> {
  return [
    ...Object.keys(window.localStorage),
    ...(document.cookie === '' ? [] : [document.cookie]),
    ...(await window.indexedDB.databases()).map(({ name }) => name ?? 'a database'),
    ...(await window.caches.keys()),
  ];
}

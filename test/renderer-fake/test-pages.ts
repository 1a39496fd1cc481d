import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createPageDriver, type OpenedPage, type PageDriver } from './page-driver.ts';

/** The pages of one test file: one browser for all of its tests, and no page is left open when a test ends. */
export interface TestPages {
  readonly open: PageDriver['open'];
  /** The page of this test that was opened last. @throws where there is none. */
  readonly opened: () => OpenedPage;
}

/** Call it where a test file begins: it takes part in the file’s `beforeAll`, `afterEach` and `afterAll`. */
export function testPages(): TestPages {
  let driver: PageDriver;
  let opened: readonly OpenedPage[] = [];
  beforeAll(async () => {
    driver = await createPageDriver();
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ close }) => close()));
    opened = [];
  });
  afterAll(async () => {
    await driver.close();
  });
  return {
    async open(...given) {
      const page = await driver.open(...given);
      opened = [...opened, page];
      return page;
    },
    opened() {
      const latest = opened.at(-1);
      if (latest === undefined) throw new Error('This test has opened no page.');
      return latest;
    },
  };
}

/** What the page called of a command, in order. */
export function callsOf(page: Page, command: string): Promise<unknown[]> {
  return page.evaluate(
    (wanted) =>
      window.latchkeyFake.calls.filter(({ command: made }) => made === wanted).map(({ input }) => input),
    command,
  );
}

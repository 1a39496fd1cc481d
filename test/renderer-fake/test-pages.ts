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
  let opened: OpenedPage | null = null;
  beforeAll(async () => {
    driver = await createPageDriver();
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });
  afterAll(async () => {
    await driver.close();
  });
  return {
    async open(...given) {
      opened = await driver.open(...given);
      return opened;
    },
    opened() {
      if (opened === null) throw new Error('This test has opened no page.');
      return opened;
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

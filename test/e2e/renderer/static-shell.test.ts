import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createPageDriver, type PageDriver } from '../../renderer-fake/page-driver.ts';
import { ada, connection, scenario } from '../../renderer-fake/scenario.ts';

let driver: PageDriver;

beforeAll(async () => {
  driver = await createPageDriver();
});
afterAll(async () => {
  await driver.close();
});

interface Look {
  /** Where each text of the side stands, to the pixel. */
  readonly places: Readonly<Record<string, readonly number[]>>;
  readonly color: string;
}

const look = (page: Page): Promise<Look> =>
  page.evaluate(() => {
    const texts = ['Latchkey', 'Add connection', 'Settings'];
    const side = document.querySelector('nav') ?? document.body;
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
    const places: Record<string, readonly number[]> = {};
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      if (texts.includes(text)) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const { left, top, width, height } = range.getBoundingClientRect();
        places[text] = [left, top, width, height].map(Math.round);
      }
    }
    return { places, color: getComputedStyle(side).backgroundColor };
  });

/** How the shell looks while no script has run, and how the page that follows. */
async function both(
  connections: Parameters<typeof scenario>[0],
  options: { readonly viewport?: { width: number; height: number }; readonly firstRun?: boolean },
  settled: string,
): Promise<{ readonly shell: Look; readonly page: Look }> {
  const still = await driver.open(scenario(connections), { ...options, javaScriptEnabled: false });
  const shell = await look(still.page);
  await still.close();
  const moving = await driver.open(scenario(connections), options);
  await moving.page.getByRole('button', { name: settled, exact: true }).waitFor();
  const page = await look(moving.page);
  await moving.close();
  return { shell, page };
}

test.each([
  { width: 1180, height: 760 },
  { width: 760, height: 520 },
])('what the static shell shows stands where the page has it, $width pixels wide', async (viewport) => {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const { shell, page } = await both({ connections }, { viewport }, 'Sign out');
  expect(Object.keys(shell.places)).toEqual(['Latchkey', 'Add connection', 'Settings']);
  expect(page).toStrictEqual(shell);
});

test('before a first run the static shell has no column of its own, as the page that follows', async () => {
  const { shell, page } = await both({}, { firstRun: true }, 'Try the demo');
  expect(shell.color).toBe('rgba(0, 0, 0, 0)');
  expect(page).toStrictEqual(shell);
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { copyAll } from '../../renderer-fake/copy-all.ts';
import { ada, connection, scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });

async function send(text: string): Promise<Page> {
  const { page } = await pages.open(
    scenario({
      connections: [signedIn],
      response: { ...scenario().response, body: { kind: 'text', text, mediaType: 'text/plain' } },
    }),
  );
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByLabel('Response body').waitFor();
  return page;
}

describe('a text', () => {
  test('of a megabyte in one line is laid out a screen at a time, and copied as one line', async () => {
    const text = `${'<b>x y</b>'.repeat(100_000)}\nnext\n${'z'.repeat(9000)}`;
    const page = await send(text);
    expect(await page.getByLabel('Response body').locator('pre').count()).toBeGreaterThan(250);
    expect(await copyAll(page)).toBe(text);
    expect(pages.opened().complaints).toEqual([]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('keeps its empty lines, also where it is cut', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => ((index + 1) % 200 === 0 ? '' : 'line'));
    const page = await send(lines.join('\n'));
    const pieces = page.getByLabel('Response body').locator('pre');
    expect(await pieces.count()).toBe(3);
    const heights = await pieces.evaluateAll((all) =>
      all.map((piece) => {
        // What is out of sight is as high as it is believed to be.
        piece.style.setProperty('content-visibility', 'visible');
        return piece.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(piece).lineHeight);
      }),
    );
    // An empty line at the end of a whole text is none to be seen.
    expect(heights.map(Math.round)).toEqual([200, 200, 199]);
    expect(await copyAll(page)).toBe(lines.join('\n'));
  });

  test('of nothing but tricks is shown as what it is', async () => {
    const page = await send('\u202E\u200B\u001B[2J'.repeat(100_000));
    await page.getByText('⟨U+202E⟩⟨U+200B⟩␛[2J').first().waitFor();
    const first = await page.getByLabel('Response body').locator('pre').first().textContent();
    expect(first?.startsWith('⟨U+202E⟩⟨U+200B⟩␛[2J⟨U+202E⟩')).toBe(true);
    expect(pages.opened().complaints).toEqual([]);
  });
});

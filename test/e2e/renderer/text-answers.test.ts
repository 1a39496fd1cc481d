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

  test('of nothing but tricks is shown as what it is', async () => {
    const page = await send('\u202E\u200B\u001B[2J'.repeat(100_000));
    await page.getByText('⟨U+202E⟩⟨U+200B⟩␛[2J').first().waitFor();
    const first = await page.getByLabel('Response body').locator('pre').first().textContent();
    expect(first?.startsWith('⟨U+202E⟩⟨U+200B⟩␛[2J⟨U+202E⟩')).toBe(true);
    expect(pages.opened().complaints).toEqual([]);
  });
});

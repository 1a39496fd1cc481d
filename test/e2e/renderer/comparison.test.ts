import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import { ada, connection, scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });
const folder = join(root, 'out', 'e2e');
mkdirSync(folder, { recursive: true });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const region = (page: Page) => page.getByRole('region', { name: 'Response', exact: true });

const long = (words: string): string => `${words} `.repeat(60).trim();

describe('a long line that is the same in both', () => {
  const lines = [
    long('שלום עולם'),
    long('hello world'),
    `\u202e${long('שלום עולם')}`,
    `{"name": "${long('שלום')}"}`,
  ];

  test.each(['light', 'dark'] as const)(
    'shows its beginning, whichever way it runs, %s',
    async (colorScheme) => {
      const body = { kind: 'text', mediaType: 'text/plain', text: lines.join('\n') } as const;
      const { page } = await pages.open(
        scenario({ connections: [signedIn], response: { ...scenario().response, body } }),
        { colorScheme },
      );
      await button(page, 'Send').click();
      await button(page, 'Save response').waitFor();
      await button(page, 'Send').click();
      await button(page, 'Compare with…').click();
      await region(page)
        .getByRole('button', { name: /200, 1\.8 kB, GET \/$/ })
        .click();
      const area = region(page).getByRole('region', { name: 'Comparison' });
      await area.getByText('שלום').first().waitFor();
      await page.screenshot({ path: join(folder, `comparison-bidi-${colorScheme}.png`) });
      const seen = await area.locator('pre').evaluateAll((shown) =>
        shown.map((line) => {
          const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          let last = texts.nextNode();
          for (let next = last; next !== null; next = texts.nextNode()) last = next;
          const whole = line.getBoundingClientRect();
          const number = line.querySelector('span')?.getBoundingClientRect() ?? whole;
          const words = last?.textContent ?? '';
          return [0, words.search(/[\u0590-\u05ff]/)].map((at) => {
            if (last === null || at < 0) return 'no such character';
            const range = document.createRange();
            range.setStart(last, at);
            range.setEnd(last, at + 1);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            const across = left >= number.right && right <= whole.right;
            return across && top >= whole.top && bottom <= whole.bottom ? 'in sight' : 'out of sight';
          });
        }),
      );
      const both = ['in sight', 'in sight'];
      const line = [both, ['in sight', 'no such character'], both, both];
      expect(seen).toEqual(line.flatMap((one) => [one, one]));
      expect(await area.getByText('\u202e').count()).toBe(0);
      expect(await pages.opened().axe()).toEqual([]);
    },
  );
});

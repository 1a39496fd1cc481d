import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The checker's source, evaluated by the debugger: a page's own policy would not let a script tag in. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong in a page, a line each: rule and place. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(
    `(() => { ${source}; return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200)))); })()`,
  );
  return Array.isArray(found) ? found.map(String) : [`axe did not run: ${String(found)}`];
}

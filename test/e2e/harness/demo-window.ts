import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import type { DemoPlace } from './demo-state.ts';
import type { Desktop } from './desktop.ts';

/** Where the demo is, as the window has it: the settings of its connection, which is the one that is shown. */
async function shownPlace(page: Page): Promise<DemoPlace> {
  await page.getByRole('tab', { name: 'Settings', exact: true }).click();
  const issuer = await page.getByLabel('Issuer', { exact: true }).inputValue();
  // The origin, and behind it the resource that the demo issues tokens for.
  const [apiOrigin = ''] = (await page.getByLabel('API origins', { exact: true }).inputValue()).split(' ');
  await page.getByRole('tab', { name: 'Requests', exact: true }).click();
  return { issuer, apiOrigin };
}

/**
 * Meets the demo where it is, once *Try the demo* was pressed and its page is opening. Another program can have taken its
 * ports since `placeDemo` looked. Which pages may open the app is fixed when a browser starts: then it is another one.
 */
export async function meetDemo(
  desktop: Desktop,
  {
    browser,
    page,
    expected,
  }: { readonly browser: Browser; readonly page: Page; readonly expected: DemoPlace },
): Promise<{ readonly browser: Browser; readonly place: DemoPlace }> {
  await page.getByRole('region', { name: 'Sign in' }).getByText('Continue in your browser').waitFor();
  const place = await shownPlace(page);
  await browser.tab(place.issuer);
  if (place.issuer === expected.issuer) return { browser, place };
  await browser.close();
  const other = await desktop.startBrowser([place.issuer]);
  await page.getByRole('button', { name: 'Open browser again' }).click();
  return { browser: other, place };
}

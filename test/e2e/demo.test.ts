import { expect, it } from 'vitest';
import { Desktop } from './harness/desktop.ts';
import { allow, fillSignIn } from './harness/browser.ts';
import { liveGrants, placeDemo, readDemoState } from './harness/demo-state.ts';
import { meetDemo } from './harness/demo-window.ts';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { Window } from './harness/window.ts';

it('Try the demo: its pages show the accounts, are accessible, and lead back to the app', async () => {
  const desktop = await Desktop.start();
  try {
    const expected = await placeDemo(desktop);
    const prepared = await desktop.startBrowser([expected.issuer]);
    const app = await desktop.startApp();
    const window = new Window(app.page);
    await window.button('Try the demo').click();
    const { browser, place } = await meetDemo(desktop, { browser: prepared, page: app.page, expected });
    const tab = await browser.tab(place.issuer);
    await tab.getByText('Demo accounts').waitFor();
    expect(await violations(tab)).toEqual([]);
    const password = await tab
      .getByRole('listitem')
      .filter({ hasText: 'grace' })
      .getByRole('code')
      .innerText();
    await fillSignIn(tab, 'grace', `${password}?`);
    await tab.getByRole('alert').waitFor();
    expect(await violations(tab)).toEqual([]);
    await tab.getByRole('button', { name: 'Use grace' }).click();
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.getByText('Create, change and delete your notes').waitFor();
    expect(await violations(tab)).toEqual([]);
    await allow(tab);
    await window.signedInAs('grace@example.test');
    await tab.getByText('Go back to Latchkey').first().waitFor();

    expect(await app.page.getByLabel('URL', { exact: true }).inputValue()).toBe(
      `${place.apiOrigin}/v1/notes`,
    );
    await window.button('Send').click();
    await window.response.getByText('Relay 70, panel F').waitFor();
    await window.button('Sign out').click();
    await window.button('Sign in').waitFor();
    await eventually('the demo to be told', () => (liveGrants(readDemoState(desktop)) === 0 ? true : null));
  } finally {
    await desktop.close();
  }
});

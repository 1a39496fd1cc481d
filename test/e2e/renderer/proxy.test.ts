import { describe, expect, test } from 'vitest';

import type { ProxyState } from '../../../src/shared/proxy.ts';
import { connection, scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const question = {
  id: '7',
  proxy: 'proxy.acme.test:3128',
  realm: 'The office',
  refused: false,
  readable: true,
  canRemember: true,
};

async function open(proxy: ProxyState, hash = '') {
  const connections = [connection('Acme staging', { kind: 'signed-out' })];
  const { page } = await pages.open(scenario({ app: { ...scenario().app, proxy }, connections }), { hash });
  return { page, dialog: page.getByRole('dialog', { name: 'Sign in to your network’s proxy' }) };
}

describe('a proxy that asks for a sign-in', () => {
  test('is answered by keyboard alone, and the question goes', async () => {
    const { page, dialog } = await open({ question, known: false });
    await dialog.getByText('It says: The office').waitFor();
    await dialog.getByText('others on your network may be able to read it').waitFor();
    await page.keyboard.type('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse');
    await dialog.getByLabel('Remember it, sealed like your sign-ins').press('Space');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'answerProxy')).toEqual([
      { id: '7', username: 'ada', password: 'correct horse', remember: true },
    ]);
  });

  test('says what it did not take, is not remembered where nothing is sealed, and Esc gives none', async () => {
    const { page, dialog } = await open({
      question: { ...question, refused: true, readable: false, canRemember: false },
      known: false,
    });
    await dialog.getByText('The proxy did not take the last user name and password.').waitFor();
    await dialog.getByText('Latchkey knows it until you quit.').waitFor();
    expect(await dialog.getByText('may be able to read it').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'declineProxy')).toEqual([{ id: '7' }]);
    expect(await callsOf(page, 'answerProxy')).toEqual([]);
  });

  test('once known, can be forgotten in the settings', async () => {
    const { page } = await open({ question: null, known: true }, '#/settings');
    const forget = page.getByRole('button', { name: 'Forget proxy sign-in' });
    await forget.click();
    await forget.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'forgetProxies')).toHaveLength(1);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });
});

import { describe, expect, test } from 'vitest';

import type { ClientCertificateState } from '../../../src/shared/client-certificate.ts';
import { connection, scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const question = {
  id: '7',
  server: 'api.acme.test:443',
  again: null,
  certificates: [
    {
      fingerprint: 'sha256/first=',
      subject: 'Ada Lovelace',
      issuer: 'Acme CA',
      validUntil: Date.UTC(2031, 4, 1, 12),
      expired: false,
    },
    {
      fingerprint: 'sha256/second=',
      subject: null,
      issuer: null,
      validUntil: Date.UTC(2021, 4, 1, 12),
      expired: true,
    },
  ],
} as const;

async function open(clientCertificates: ClientCertificateState, hash = '') {
  const connections = [connection('Acme staging', { kind: 'signed-out' })];
  const app = { ...scenario().app, clientCertificates };
  const { page } = await pages.open(scenario({ app, connections }), { hash });
  return { page, dialog: page.getByRole('dialog', { name: 'Choose a client certificate' }) };
}

describe('a server that asks for a client certificate', () => {
  test('is answered by keyboard alone; nothing is chosen beforehand, so that Enter alone sends nothing', async () => {
    const { page, dialog } = await open({ question, choices: [] });
    await dialog.getByText('api.acme.test:443').waitFor();
    const first = dialog.getByRole('radio', { name: 'Ada Lovelace' });
    await first.waitFor();
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await dialog.getByRole('button', { name: 'Use this certificate' }).isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await callsOf(page, 'answerClientCertificate')).toEqual([]);
    expect(await first.evaluate((radio) => radio === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowDown');
    await dialog.getByText(/^Expired on May 1, 2021/).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'answerClientCertificate')).toEqual([
      { id: '7', fingerprint: 'sha256/second=' },
    ]);
  });

  test('says why it is asked again, and Esc sends none', async () => {
    const { page, dialog } = await open({ question: { ...question, again: 'refused' }, choices: [] });
    await dialog.getByText('It did not take the certificate that you chose before.').waitFor();
    await dialog.getByRole('radio', { name: 'Ada Lovelace' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'answerClientCertificate')).toEqual([{ id: '7', fingerprint: null }]);
  });

  test('waits until the proxy on the way was answered', async () => {
    const proxy = {
      question: { id: '1', proxy: 'p:1', realm: null, refused: false, readable: true, canRemember: false },
      known: false,
    };
    const app = { ...scenario().app, proxy, clientCertificates: { question, choices: [] } };
    const { page } = await pages.open(scenario({ app }));
    await page.getByRole('dialog', { name: 'Sign in to your network’s proxy' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Choose a client certificate' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  test('has what was chosen forgotten in the settings', async () => {
    const choices = [
      { server: 'api.acme.test:443', fingerprint: 'sha256/first=' },
      { server: 'other.test:443', fingerprint: null },
    ];
    const { page } = await open({ question: null, choices }, '#/settings');
    await page.getByText('gets none, until you quit').waitFor();
    const forget = page.getByRole('button', { name: 'Forget the choice for api.acme.test:443' });
    await forget.click();
    await forget.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'forgetClientCertificate')).toEqual([{ server: 'api.acme.test:443' }]);
    await page.getByText('other.test:443').waitFor();
    // The keyboard goes on from what is left, and where nothing is, from the page.
    const last = page.getByRole('button', { name: 'Forget the choice for other.test:443' });
    await expect.poll(() => last.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await last.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });
});

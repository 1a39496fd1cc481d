import { expect, test } from 'vitest';

import { ada, connection, failure, scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });
const requests = `#/connection/${signedIn.id}/requests`;

test.each([
  ['URL', 'textbox', { code: 'request-url-invalid', what: 'The URL holds a password.' }],
  ['Headers', 'group', { code: 'request-header-invalid', what: '“a b” is no header name.' }],
  ['Request body', 'textbox', { code: 'input-invalid', what: 'A GET request cannot carry a body.' }],
] as const)(
  'what is wrong with a request stands at its %s, and not as an answer',
  async (field, role, told) => {
    const sendRequest = failure({ ...told, details: { field } });
    const { page } = await pages.open(scenario({ connections: [signedIn], failures: { sendRequest } }), {
      hash: requests,
    });
    if (field === 'Request body') {
      await page.getByRole('tab', { name: 'Body' }).click();
      await page.getByText('JSON', { exact: true }).click();
      await page.getByRole('tab', { name: 'Params' }).click();
    }
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const place = page.getByRole(role, { name: field, exact: true });
    await page.getByText(told.what).waitFor();
    const description = await place.evaluate((node) =>
      (node.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    expect(description).toContain(told.what);
    const response = page.getByRole('region', { name: 'Response' });
    expect(await response.textContent()).not.toContain(told.what);
    expect(await pages.opened().axe()).toEqual([]);
  },
);

test('a keyring that stays locked says so where Unlock was pressed, in one line', async () => {
  const locked = { code: 'keyring-locked', what: 'The keyring is still locked.' } as const;
  const { app } = scenario();
  const { page } = await pages.open(
    scenario({
      app: { ...app, keyring: { kind: 'locked' } },
      failures: { unlockKeyring: failure({ ...locked, details: {} }) },
    }),
  );
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  const told = page.getByRole('navigation', { name: 'Connections' }).getByText('Keyring still locked');
  await told.waitFor();
  expect(await told.getAttribute('title')).toContain(locked.what);
  expect(await pages.opened().axe()).toEqual([]);
});

test('a file of ours that could not be read is told at the start, with where it is kept', async () => {
  const file = '/home/ada/.config/Latchkey/connections.json.set-aside-20260102T030405Z-0a1b2c3d';
  const notice = failure({
    code: 'settings-unreadable',
    what: 'Your list of connections could not be read.',
    details: { file },
  });
  const { app } = scenario();
  const { page } = await pages.open(
    scenario({ app: { ...app, notices: [notice] }, connections: [signedIn] }),
  );
  await page.getByText(notice.what).waitFor();
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await page.getByText(file).waitFor();
  await page.getByRole('button', { name: 'Got it', exact: true }).click();
  expect(await page.getByText(notice.what).count()).toBe(0);
});

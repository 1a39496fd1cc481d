import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import type { AppState } from '../../../src/shared/app-state.ts';
import { ada, connection, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const secret = 'four words over a hedge';
const settings = '#/settings';
const missing = {
  code: 'keyring-missing',
  what: 'Sign-ins will be forgotten when you quit.',
  why: 'No keyring answers on this computer.',
  next: 'Set up a keyring for this computer, then start Latchkey again.',
} as const;
const wrong = {
  code: 'passphrase-wrong',
  what: 'That is not the passphrase.',
  why: 'It does not open the saved sign-ins.',
  next: 'Try again; nothing is lost.',
} as const;

const session = {
  passphrase: { kind: 'signed-in', account: ada },
  'passphrase-needed': { kind: 'locked', by: 'passphrase' },
  'memory-only': { kind: 'memory-only', account: ada },
} as const;

function given(
  keyring: Extract<AppState['keyring'], { kind: keyof typeof session }>,
  protection: Partial<AppState['protection']> = {},
  failures: Scenario['failures'] = {},
): Scenario {
  const { app } = scenario();
  const by = keyring.kind === 'passphrase' ? 'passphrase' : null;
  return scenario({
    app: { ...app, keyring, protection: { ...app.protection, by, keyringReady: false, ...protection } },
    connections: [connection('Acme staging', session[keyring.kind])],
    failures,
  });
}

const inMemory = { kind: 'memory-only', reason: missing } as const;
const locked = { kind: 'passphrase-needed' } as const;
const unlocked = { kind: 'passphrase' } as const;

async function open(shown: Scenario, hash = ''): Promise<Page> {
  const opened = await pages.open(shown, { hash });
  return opened.page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const hidden = (page: Page, name: string) => page.getByLabel(name, { exact: true });

/** What is on screen passes axe, and nothing is wider than the window. */
async function isFitToShip(page: Page): Promise<void> {
  expect(await pages.opened().axe()).toStrictEqual([]);
  expect(pages.opened().complaints).toStrictEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

describe('where there is no keyring', () => {
  test('F13+: the connection leads to the choice, and the passphrase is asked for twice', async () => {
    const page = await open(given(inMemory));
    await page.getByRole('link', { name: 'Protect with a passphrase' }).click();
    await button(page, 'Protect with a passphrase').click();
    await hidden(page, 'New passphrase').fill(secret);
    await hidden(page, 'Repeat it').fill(`${secret}!`);
    await button(page, 'Protect').click();
    await page.getByText('The two are not the same.').waitFor();
    expect(await callsOf(page, 'choosePassphrase')).toEqual([]);
    await isFitToShip(page);
    await hidden(page, 'Repeat it').fill(secret);
    await page.keyboard.press('Enter');
    await page.getByText('Your sign-ins are sealed with your passphrase').waitFor();
    expect(await callsOf(page, 'choosePassphrase')).toEqual([{ passphrase: secret }]);
    await isFitToShip(page);
  });

  test('F13-: one that is refused says why, at the field', async () => {
    const weak = {
      code: 'input-invalid',
      what: 'This passphrase cannot be used.',
      why: 'It has 5 characters.',
      next: 'Use more.',
      details: { field: 'New passphrase' },
    } as const;
    const page = await open(given(inMemory, {}, { choosePassphrase: weak }), settings);
    await button(page, 'Protect with a passphrase').click();
    for (const name of ['New passphrase', 'Repeat it']) await hidden(page, name).fill('short');
    await button(page, 'Protect').click();
    await expect.poll(() => page.getByText('It has 5 characters.').isVisible()).toBe(true);
    await isFitToShip(page);
  });
});

describe('a vault that wants its passphrase', () => {
  test('F13+: the field stands above everything, and what was entered is gone from it at once', async () => {
    const page = await open(given(locked));
    await page.getByRole('region', { name: 'Passphrase needed' }).waitFor();
    const input = hidden(page, 'Passphrase');
    expect(await input.getAttribute('type')).toBe('password');
    expect(await input.getAttribute('autocomplete')).toBe('off');
    await input.fill(secret);
    await button(page, 'Show passphrase').click();
    expect(await field(page, 'Passphrase').getAttribute('type')).toBe('text');
    await isFitToShip(page);
    await button(page, 'Unlock').click();
    await page.getByText('Sealed by passphrase').waitFor();
    expect(await callsOf(page, 'enterPassphrase')).toEqual([{ passphrase: secret }]);
    expect(await page.content()).not.toContain(secret);
  });

  test('F13-: a wrong one says so, empties the field and may be tried again', async () => {
    const page = await open(given(locked, {}, { enterPassphrase: wrong }));
    await hidden(page, 'Passphrase').fill('not the right one');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the passphrase.').waitFor();
    expect(await hidden(page, 'Passphrase').inputValue()).toBe('');
    await expect
      .poll(() => hidden(page, 'Passphrase').evaluate((node) => node === document.activeElement))
      .toBe(true);
    await isFitToShip(page);
  });

  test('F14+: one that was given up opens earlier sign-ins in Settings, and only there is it offered', async () => {
    const page = await open(given(inMemory, { givenUp: true }), settings);
    await button(page, 'Open earlier sign-ins').click();
    await hidden(page, 'Earlier passphrase').fill(secret);
    await isFitToShip(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'takeBackPassphrase')).toEqual([{ passphrase: secret }]);
    await pages.opened().close();
    for (const shown of [given(inMemory), given(locked, { givenUp: true })]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one page after the other
      const other = await open(shown, settings);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await other.getByRole('heading', { name: 'Protection' }).waitFor();
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await button(other, 'Open earlier sign-ins').count()).toBe(0);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await pages.opened().close();
    }
  });

  test('F14-: a wrong one says so at the field, which is empty again', async () => {
    const page = await open(given(inMemory, { givenUp: true }, { takeBackPassphrase: wrong }), settings);
    await button(page, 'Open earlier sign-ins').click();
    await hidden(page, 'Earlier passphrase').fill('not the right one');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the passphrase.').waitFor();
    expect(await hidden(page, 'Earlier passphrase').inputValue()).toBe('');
    await isFitToShip(page);
  });

  test('F14+: giving it up is asked about, and says that nothing is deleted', async () => {
    const page = await open(given(locked));
    await button(page, 'Forgot it').click();
    await page.getByText('Nothing is deleted').waitFor();
    await isFitToShip(page);
    await button(page, 'Keep').click();
    expect(await callsOf(page, 'giveUpPassphrase')).toEqual([]);
    await button(page, 'Forgot it').click();
    await button(page, 'Start again').click();
    await expect.poll(() => callsOf(page, 'giveUpPassphrase')).toEqual([null]);
  });
});

describe('a vault that a passphrase protects', () => {
  test('is locked from the strip and from Settings', async () => {
    const page = await open(given(unlocked), settings);
    await button(page, 'Lock now').first().click();
    await page.getByRole('region', { name: 'Passphrase needed' }).waitFor();
    expect(await callsOf(page, 'lockNow')).toEqual([null]);
  });

  test('locks by itself after the time that is chosen', async () => {
    const page = await open(given(unlocked), settings);
    await page.getByText('15 minutes').click();
    await page.getByText('Also when the computer goes to sleep').click();
    await expect
      .poll(() => callsOf(page, 'setLockChoice'))
      .toEqual([
        { afterMinutes: 15, onSuspend: false },
        { afterMinutes: 15, onSuspend: true },
      ]);
    await isFitToShip(page);
  });

  test('F13-: the one in use is asked for before it is changed', async () => {
    const page = await open(given(unlocked, {}, { changePassphrase: wrong }), settings);
    await button(page, 'Change passphrase').click();
    await hidden(page, 'Current passphrase').fill('not the right one');
    for (const name of ['New passphrase', 'Repeat it']) await hidden(page, name).fill(secret);
    await page.getByRole('dialog').getByRole('button', { name: 'Change passphrase', exact: true }).click();
    await page.getByText('That is not the passphrase.').waitFor();
    expect(await callsOf(page, 'changePassphrase')).toEqual([
      { currentPassphrase: 'not the right one', passphrase: secret },
    ]);
    await isFitToShip(page);
  });

  test('F13+: a keyring that is there by now is offered, and takes over when it is wanted', async () => {
    const page = await open(given(unlocked, { keyringReady: true }), settings);
    await page.getByText('This computer has a keyring by now').waitFor();
    await button(page, 'Move to the keyring').click();
    await page.getByText('Your sign-ins are sealed by your keyring.').waitFor();
    expect(await callsOf(page, 'moveToKeyring')).toEqual([null]);
    await isFitToShip(page);
  });

  test('F13-: without a keyring, removing it says what that costs', async () => {
    const page = await open(given(unlocked), settings);
    await button(page, 'Remove passphrase').click();
    await page.getByText('You stay signed in until you quit.').waitFor();
    await isFitToShip(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove passphrase', exact: true }).click();
    await expect.poll(() => callsOf(page, 'removePassphrase')).toEqual([null]);
  });
});

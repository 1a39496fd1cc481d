import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import {
  ada,
  connection,
  failure,
  manySaved,
  savedItems,
  scenario,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

async function open(changes: Partial<Scenario> = {}, width = 1180): Promise<Page> {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const opened = await pages.open(scenario({ connections, saved: savedItems, ...changes }), {
    viewport: { width, height: 760 },
  });
  await url(opened.page).waitFor();
  return opened.page;
}

const url = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('treeitem', { name });
const focused = (page: Page) => page.locator('[role="treeitem"]:focus');
const names = (page: Page) => page.getByRole('treeitem').locator('bdi:first-of-type').allTextContents();

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

function paste(page: Page, text: string): Promise<void> {
  return url(page).evaluate((field, pasted) => {
    field.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

describe('saving', () => {
  test('by keyboard alone: Ctrl+S asks for a name once, and afterwards saves over it', async () => {
    const page = await open({ saved: [] });
    await page.keyboard.press('Control+l');
    await page.keyboard.type('https://api.acme.test/v1/notes');
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Save request' }).waitFor();
    await expectClean();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('All notes');
    await page.keyboard.press('Enter');
    await row(page, 'All notes').waitFor();
    expect(await page.getByText('Not saved').count()).toBe(0);

    await page.keyboard.press('Control+l');
    await page.keyboard.press('End');
    await page.keyboard.type('?page=2');
    await page.getByText('Not saved').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'saveRequest')).toMatchObject([
      { path: null, name: 'All notes', request: { url: 'https://api.acme.test/v1/notes' } },
      { path: 'All notes.http', request: { url: 'https://api.acme.test/v1/notes?page=2' } },
    ]);
  });

  test('a secret in the request becomes a variable, and its name stands in its place', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Headers' }).click();
    await page.getByLabel('Header 1', { exact: true }).fill('X-Api-Key');
    await page.getByLabel('Value of header 1').fill('s3cret');
    await page.keyboard.press('Control+s');
    await page.getByRole('textbox', { name: 'Name' }).fill('Keyed');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keep the secret apart?' }).waitFor();
    await expectClean();
    await button(page, 'Keep as a secret variable').click();
    await row(page, 'Keyed').waitFor();
    expect(await page.getByLabel('Value of header 1').inputValue()).toBe('{{x-api-key}}');
  });

  test('what another program changed is asked about, and nothing is lost by the question', async () => {
    const changed = failure({
      code: 'changed-outside',
      what: '“List notes” was changed by another program.',
    });
    const page = await open({ failures: { saveRequest: changed } });
    await row(page, 'List notes').click();
    await page.getByRole('heading', { name: 'List notes' }).waitFor();
    await url(page).fill('https://api.acme.test/mine');
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Save over the other change?' }).waitFor();
    await expectClean();
    await button(page, 'Save mine over it').click();
    expect(await callsOf(page, 'saveRequest')).toMatchObject([{ overwrite: false }, { overwrite: true }]);
    await page.keyboard.press('Escape');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/mine');
  });
});

describe('the list of saved requests', () => {
  test('is gone through, opened, ordered, renamed, duplicated and emptied by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Find a saved request' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page).textContent()).toContain('List notes');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'List notes' }).waitFor();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page).getAttribute('aria-expanded')).toBe('false');
    expect(await names(page)).not.toContain('Create a note');
    await page.keyboard.press('ArrowRight');
    expect(await names(page)).toContain('Create a note');

    await page.keyboard.press('Home');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Notes', 'Create a note']);
    await expect.poll(() => focused(page).textContent()).toContain('List notes');

    await page.keyboard.press('F2');
    await page.keyboard.type('Every note');
    await page.keyboard.press('Enter');
    await row(page, 'Every note').waitFor();
    await row(page, 'Every note').focus();
    await page.keyboard.press('Control+d');
    await row(page, 'Every note copy').waitFor();
    await row(page, 'Every note copy').focus();
    await page.keyboard.press('Delete');
    await page.getByText('was deleted').waitFor();
    expect(await names(page)).not.toContain('Every note copy');
    await expectClean();
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await row(page, 'Every note copy').waitFor();
  });

  test('each of several deletions can be undone, the latest first', async () => {
    const page = await open();
    const before = await names(page);
    for (const name of ['List notes', 'Create a note']) {
      await row(page, name).focus();
      await page.keyboard.press('Delete');
      await page.getByText(`“${name}” was deleted.`).waitFor();
    }
    expect((await names(page)).length).toBe(before.length - 2);
    await button(page, 'Undo').click();
    await page.getByText('“List notes” was deleted.').waitFor();
    await row(page, 'Create a note').waitFor();
    await button(page, 'Undo').click();
    await row(page, 'List notes').waitFor();
    expect((await names(page)).toSorted()).toEqual(before.toSorted());
    await button(page, 'Undo').waitFor({ state: 'detached' });

    // Put away, none of them is offered any more.
    for (const name of ['List notes', 'Create a note']) {
      await row(page, name).focus();
      await page.keyboard.press('Delete');
      await page.getByText(`“${name}” was deleted.`).waitFor();
    }
    await button(page, 'Put this note away').click();
    await page.getByText('was deleted.').waitFor({ state: 'detached' });
    expect(await button(page, 'Undo').count()).toBe(0);
  });

  test('a double click undoes one deletion, and is no failure', async () => {
    const page = await open();
    for (const name of ['List notes', 'Create a note']) {
      await row(page, name).focus();
      await page.keyboard.press('Delete');
      await page.getByText(`“${name}” was deleted.`).waitFor();
    }
    await page.evaluate(() => {
      window.latchkeyFake.hold('restoreSaved');
    });
    await button(page, 'Undo').dblclick();
    await page.evaluate(() => {
      window.latchkeyFake.release('restoreSaved');
    });
    await page.getByText('“List notes” was deleted.').waitFor();
    expect(await callsOf(page, 'restoreSaved')).toHaveLength(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('what cannot be brought back any more does not stand before what can', async () => {
    const page = await open({
      failures: { restoreSaved: failure({ code: 'not-found', what: 'It cannot be brought back any more.' }) },
    });
    for (const name of ['List notes', 'Create a note']) {
      await row(page, name).focus();
      await page.keyboard.press('Delete');
      await page.getByText(`“${name}” was deleted.`).waitFor();
    }
    await button(page, 'Undo').click();
    await page.getByText('It cannot be brought back any more.').waitFor();
    await page.getByText('“List notes” was deleted.').waitFor();
    expect(await callsOf(page, 'restoreSaved')).toHaveLength(1);
  });

  test('the buttons below act on what was just saved or opened, and on the line that was gone to since', async () => {
    const page = await open();
    await page.keyboard.press('Control+s');
    await page.getByRole('textbox', { name: 'Name' }).fill('All notes');
    await page.keyboard.press('Enter');
    await row(page, 'All notes').waitFor();
    await button(page, 'Duplicate').click();
    await row(page, 'All notes copy').waitFor();

    await row(page, 'List notes').focus();
    expect(await row(page, 'List notes').getAttribute('data-chosen')).toBe('true');
    await button(page, 'Rename').click();
    await page.keyboard.type('Every note');
    await page.keyboard.press('Enter');
    await row(page, 'Every note').waitFor();
    expect(await callsOf(page, 'renameSaved')).toMatchObject([{ path: 'List notes.http' }]);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('delete a note');
    await page.getByRole('option', { name: 'Delete a note' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => row(page, 'Delete a note').getAttribute('data-chosen')).toBe('true');
    await expectClean();
    await button(page, 'Delete').dblclick();
    await page.getByText('was deleted').waitFor();
    expect(await callsOf(page, 'deleteSaved')).toMatchObject([{ path: 'Notes/Old/Delete a note.http' }]);
  });

  test('a folder that is closed opens for what is opened by Ctrl+K, or made, in it', async () => {
    const page = await open();
    const fold = async (): Promise<void> => {
      await row(page, 'Create a note').focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await row(page, 'Create a note').waitFor({ state: 'detached' });
    };
    await fold();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('delete a note');
    await page.getByRole('option', { name: 'Delete a note' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-chosen="true"]', { hasText: 'Delete a note' }).waitFor();
    await fold();
    await button(page, 'New folder').click();
    await page.getByRole('textbox', { name: 'New name' }).waitFor();
    expect(await callsOf(page, 'addSavedFolder')).toMatchObject([{ folder: 'Notes' }]);
  });

  test('the focus stays in the list: at the line that got a name, and beside the one that is gone', async () => {
    const page = await open();
    await row(page, 'List notes').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Every note');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page).textContent()).toContain('Every note');
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page).textContent()).toContain('Every note');
    await page.keyboard.press('Delete');
    await page.getByText('was deleted').waitFor();
    await expect.poll(() => focused(page).textContent()).toContain('Notes');
    await page.keyboard.press('Delete');
    await page.getByText('“Notes” was deleted').waitFor();
    await expect.poll(() => focused(page).count()).toBe(1);
  });

  test('what is in the editor stays the one that was renamed, or moved with its folder: saved again it is not twice', async () => {
    const page = await open();
    await row(page, 'Create a note').click();
    await page.getByRole('heading', { name: 'Create a note' }).waitFor();
    await url(page).fill('https://api.acme.test/mine');
    await row(page, 'Create a note').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Write a note');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Write a note' }).waitFor();
    await expect.poll(() => focused(page).textContent()).toContain('Write a note');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page).textContent()).toBe('Notes');
    await page.keyboard.press('F2');
    await page.keyboard.type('All');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toContain('All');
    await expect.poll(() => row(page, 'Write a note').getAttribute('aria-selected')).toBe('true');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/mine');
    await page.keyboard.press('Control+s');
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'saveRequest')).toMatchObject([
      { path: 'All/Write a note.http', name: 'Write a note', request: { url: 'https://api.acme.test/mine' } },
    ]);
    expect((await names(page)).filter((name) => name.endsWith('a note'))).not.toContain('Create a note');
  });

  test('finds by name, method and address, wherever it stands', async () => {
    const page = await open();
    const find = page.getByRole('textbox', { name: 'Find a saved request' });
    await find.fill('delete v1');
    expect(await names(page)).toEqual(['Delete a note']);
    await find.fill('nothing like this');
    await page.getByText('Nothing is called that.').waitFor();
    await expectClean();
    await find.press('Escape');
    expect((await names(page)).length).toBeGreaterThan(5);
  });

  test('is ordered by drag, into a folder too', async () => {
    const page = await open();
    await row(page, 'List notes').dragTo(row(page, 'Old'));
    await expect
      .poll(() => callsOf(page, 'moveSaved'))
      .toEqual([expect.objectContaining({ path: 'List notes.http', folder: 'Notes/Old', before: null })]);
    await row(page, 'Notes').first().dragTo(row(page, 'Old'));
    expect(await callsOf(page, 'moveSaved')).toHaveLength(1);
  });

  test('says the line and the reason of a file that cannot be read', async () => {
    const page = await open();
    await row(page, 'broken').click();
    await page.getByText('Line 3: “<<<<<<< HEAD” is no header: it has no colon.').waitFor();
    expect(await callsOf(page, 'openSaved')).toEqual([]);
  });

  test('makes a folder and asks for its name', async () => {
    const page = await open();
    await button(page, 'New folder').click();
    await page.getByRole('textbox', { name: 'New name' }).waitFor();
    await page.keyboard.type('Reports');
    await page.keyboard.press('Enter');
    await row(page, 'Reports').waitFor();
    expect(await callsOf(page, 'renameSaved')).toMatchObject([{ name: 'Reports' }]);
    await expectClean();
  });

  test('a name that is being typed goes on where it was when the session changes meanwhile', async () => {
    const page = await open();
    await row(page, 'List notes').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Every');
    await page.evaluate(() => {
      window.latchkeyFake.setSession('Acme staging', { kind: 'signed-out' });
    });
    await button(page, 'Sign in').waitFor();
    await page.keyboard.type(' note');
    await page.keyboard.press('Enter');
    await row(page, 'Every note').waitFor();
    expect(await callsOf(page, 'renameSaved')).toMatchObject([{ name: 'Every note' }]);
  });

  test('draws only what is seen of ten thousand, and every one can be reached', async () => {
    const page = await open({ saved: manySaved(10_000) });
    await row(page, 'Request 1').first().waitFor();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(200);
    await row(page, 'Request 1').first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => focused(page).textContent()).toContain('Request 10000');
    await page.getByRole('textbox', { name: 'Find a saved request' }).fill('Request 9999');
    expect(await names(page)).toEqual(['Request 9999']);
    await expectClean();
  });

  test('are found by Ctrl+K among ten thousand, and opened from another tab', async () => {
    const page = await open({ saved: [...savedItems, ...manySaved(10_000)] });
    await page.getByRole('tab', { name: 'Session' }).click();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search' });
    await field.fill('notes request 9998');
    await page.getByRole('option', { name: 'Request 9998' }).waitFor();
    expect(await pages.opened().axe()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Request 9998' }).waitFor();
    expect(await callsOf(page, 'openSaved')).toMatchObject([{ path: 'Request 9998.http' }]);

    await page.keyboard.press('Control+k');
    await field.fill('request 17');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Request 17', exact: true }).waitFor();
    await expectClean();
  });

  test('gives way to the request where there is little room, and comes when it is asked for', async () => {
    const page = await open({}, 760);
    expect(await page.getByRole('tree').count()).toBe(0);
    await button(page, 'Saved requests').click();
    await page.getByRole('tree').waitFor();
    await expectClean();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(760);
  });
});

describe('curl and variables', () => {
  test('a command that is pasted into the URL becomes a request, and can be taken back', async () => {
    const page = await open();
    await paste(
      page,
      "curl -X PURGE https://api.acme.test/x -H 'Authorization: Bearer s3cret' --frob -d a=1",
    );
    await page.getByText('Its Authorization header was taken out').waitFor();
    await page.getByText('--frob is not known and was left out.').waitFor();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/x');
    expect(await page.getByRole('combobox', { name: 'Method' }).inputValue()).toBe('PURGE');
    await page.getByRole('tab', { name: 'Body' }).click();
    expect(await page.getByLabel('Value of field 1').inputValue()).toBe('1');
    expect(await page.content()).not.toContain('s3cret');
    await expectClean();
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/');
    await expect.poll(() => url(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('a command without an address is told of at the field', async () => {
    const page = await open();
    await paste(page, 'curl -X POST');
    await page.getByText('It names no address.').waitFor();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/');
  });

  test('copies as curl what is in the editor', async () => {
    const page = await open();
    await button(page, 'More for this request').click();
    await button(page, 'Copy as curl').click();
    expect(await callsOf(page, 'copyAsCurl')).toMatchObject([{ request: { url: 'https://api.acme.test/' } }]);
  });

  test('variables are added, sealed, changed and removed, and a secret never comes back', async () => {
    const page = await open({
      variables: { connection: [{ kind: 'secret', name: 'old', state: 'missing' }], global: [] },
    });
    await button(page, 'Variables').click();
    const dialog = page.getByRole('dialog', { name: 'Variables' });
    await dialog.getByRole('region', { name: 'For Acme staging' }).waitFor();
    const own = dialog.getByRole('region', { name: 'For Acme staging' });
    expect(await own.getByLabel('Value of old').getAttribute('placeholder')).toBe(
      'Forgotten: enter it again',
    );
    await own.getByLabel('Name of the new variable').fill('key');
    await own.getByLabel('Value of the new variable').fill('s3cret');
    await own.getByText('Secret').last().click();
    await page.keyboard.press('Enter');
    await own.getByLabel('Value of key').waitFor();
    expect(await own.getByLabel('Value of key').inputValue()).toBe('');
    await expectClean();
    await own.getByLabel('Name of key').fill('api-key');
    await own.getByRole('button', { name: 'Save' }).last().click();
    await own.getByLabel('Value of api-key').waitFor();
    await own.getByRole('button', { name: 'Remove api-key' }).click();
    await dialog.getByText('“api-key” was removed.').waitFor();
    await own.getByRole('button', { name: 'Remove old' }).click();
    await dialog.getByText('“old” was removed.').waitFor();
    // Who presses twice means it once.
    await page.evaluate(() => {
      window.latchkeyFake.hold('restoreVariable');
    });
    await dialog.getByRole('button', { name: 'Undo' }).dblclick();
    await page.evaluate(() => {
      window.latchkeyFake.release('restoreVariable');
    });
    await dialog.getByText('“api-key” was removed.').waitFor();
    expect(await callsOf(page, 'setVariable')).toMatchObject([
      { name: 'key', secret: true, value: 's3cret', previousName: null },
      { name: 'api-key', secret: true, value: null, previousName: 'key' },
    ]);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText('was removed.').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'restoreVariable')).toEqual([{ undo: '2' }, { undo: '1' }]);
  });
});

describe('files that lie beside a saved request', () => {
  const long = `./media/${'a picture of the sea '.repeat(12)}.png`;
  const offered = ['./sea.png', long, './\u05d9\u05dd\u202e.png'];
  const files = offered.map((path, at) => ({
    ticket: `${'a'.repeat(25)}${String.fromCodePoint(97 + at)}`,
    name: path.replace(/^.*\//, ''),
    size: 1200,
    path,
  }));

  test.each([
    ['light', 1180],
    ['dark', 760],
  ] as const)('are taken once the person says so, and sent, %s, %i px', async (colorScheme, width) => {
    const page = await open({ savedFiles: { offered, files } }, width);
    await page.emulateMedia({ colorScheme });
    if (width < 1000) await button(page, 'Saved requests').click();
    await row(page, 'Create a note').click();
    await page.getByText('This request sends files that lie in its folder.').waitFor();
    expect(await page.getByText('\u202e').count()).toBe(0);
    await expectClean();
    await button(page, 'Use these files').focus();
    await page.keyboard.press('Enter');
    await page.getByText('lie in its folder').waitFor({ state: 'detached' });
    expect(await page.getByText('Not saved').count()).toBe(0);
    await button(page, 'Send').click();
    const [sent] = await callsOf(page, 'sendRequest');
    expect(sent).toMatchObject({ request: { body: { parts: files.map((file) => ({ file })) } } });
    await expectClean();
  });

  test('are not offered where nothing lies there', async () => {
    const page = await open();
    await row(page, 'Create a note').click();
    await page.getByRole('heading', { name: 'Create a note' }).waitFor();
    expect(await callsOf(page, 'takeSavedFiles')).toEqual([]);
  });
});

import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import { Desktop } from './harness/desktop.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow, filesWith } from './harness/profile.ts';
import { Window } from './harness/window.ts';

/** New in each run, so that nothing but the app can have written it. */
const secret = `sealed-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

/** Requests are duplicated, renamed, ordered, deleted and brought back, and so are their files. */
async function inOrder(window: Window, folder: string): Promise<void> {
  const { page } = window;
  // The method stands before the name.
  const row = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^[A-Z]* ?${name}$`) });
  const press = async (name: string, key: string): Promise<void> => {
    await row(name).focus();
    await page.keyboard.press(key);
  };
  const ordered = (...wanted: readonly string[]): Promise<true> =>
    eventually(`the order ${wanted.join(', ')}`, () => {
      const lines = readFileSync(join(folder, 'order.txt'), 'utf8').split('\n');
      // The link is in the order as well.
      const names = lines.filter((line) => line.endsWith('.http'));
      return names.join() === wanted.map((name) => `${name}.http`).join() ? true : null;
    });
  const requests = (): readonly string[] => filesBelow(folder).filter((path) => path.endsWith('.http'));

  await press('Send sea', 'Control+d');
  await row('Send sea copy').waitFor();
  await press('Send sea copy', 'F2');
  await page.keyboard.type('A copy');
  await page.keyboard.press('Enter');
  await row('A copy').waitFor();
  await press('A copy', 'Alt+ArrowUp');
  await ordered('First- one', 'Send key', 'A copy', 'Send sea');
  await row('Send sea').dragTo(row('Changed outside'));
  await ordered('Send sea', 'First- one', 'Send key', 'A copy');

  for (const name of ['A copy', 'Changed outside']) {
    await press(name, 'Delete');
    await row(name).waitFor({ state: 'detached' });
  }
  expect(requests().toSorted()).toEqual(['Send key.http', 'Send sea.http']);
  for (const name of ['Changed outside', 'A copy']) {
    // The line can be back before the note about it has made room for the one before.
    await page.getByText(`“${name}” was deleted.`).waitFor();
    await window.button('Undo').focus();
    await page.keyboard.press('Enter');
    await row(name).waitFor();
  }
  expect(requests()).toHaveLength(4);
  await page.getByRole('textbox', { name: 'Find a saved request' }).fill('two');
  await row('Send sea').waitFor({ state: 'detached' });
  expect(await page.getByRole('treeitem').allTextContents()).toEqual([
    expect.stringContaining('Changed outside'),
  ]);
}

/** A command is pasted and becomes a request, without its sign-in; a request is copied as one, without a secret. */
async function asCurl(
  window: Window,
  electron: ElectronApplication | null,
  server: LoopbackServer,
): Promise<void> {
  if (electron === null) return;
  const { page } = window;
  const command = `curl -X PUT '${server.origin}/pasted?a=1' -H 'Authorization: Bearer pasted-token' -H 'X-Api-Key: {{x-api-key}}' --json '{"a":1}'`;
  await electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), command);
  await page.keyboard.press('Control+l');
  await page.keyboard.press('Control+v');
  await window.shows('Its Authorization header was taken out: Latchkey sends your sign-in instead.');
  expect(await page.content()).not.toContain('pasted-token');
  await window.leaveSignInOut();
  await page.keyboard.press('Control+Enter');
  await window.response.getByText('path /pasted?a=1').waitFor();
  expect(server.seen.at(-1)).toMatchObject({
    method: 'PUT',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json', 'x-api-key': secret },
  });
  expect(server.seen.at(-1)?.headers).not.toHaveProperty('authorization');

  await page.getByLabel('Carry my sign-in').check();
  await window.button('More for this request').click();
  await window.button('Copy as curl').click();
  const copied = await eventually('the command', async () => {
    const text = await electron.evaluate(({ clipboard }) => clipboard.readText());
    return text === command ? null : text;
  });
  expect(copied).toContain('-H "Authorization: Bearer $ACCESS_TOKEN"');
  expect(copied).toContain(`X-Api-Key: '"$X_API_KEY"`);
  expect(copied).not.toContain(secret);
}

it('R87-: a request is saved, sent and changed outside; its secret is sealed, sent, and neither shown again nor on disk; a file beside it is sent once somebody agreed, and none behind a link; all of it is put in order, and taken from curl and given to it', async () => {
  const server = await startLoopbackServer((request, response) => {
    response.end(`path ${request.path} key ${String(request.headers['x-api-key'])}`);
  });
  const desktop = await Desktop.start();
  try {
    const app = await desktop.startApp();
    const { page } = app;
    const window = new Window(page);
    await window.addAcme(server.origin);
    await page.getByLabel('URL', { exact: true }).fill(`${server.origin}/one`);
    await window.leaveSignInOut();
    await window.editorTab('Headers');
    await page.getByLabel('Header 1', { exact: true }).fill('X-Api-Key');
    await page.getByLabel('Value of header 1').fill(secret);

    await page.keyboard.press('Control+s');
    await page.getByRole('textbox', { name: 'Name' }).fill('First: one');
    await page.keyboard.press('Enter');
    await window.button('Keep as a secret variable').click();
    await page.getByRole('treeitem', { name: 'First: one' }).waitFor();
    expect(await page.getByLabel('Value of header 1').inputValue()).toBe('{{x-api-key}}');

    await page.keyboard.press('Control+Enter');
    await window.response.getByText('path /one key [access token]').waitFor();
    expect(server.seen.at(-1)?.headers['x-api-key']).toBe(secret);

    const [saved = ''] = filesBelow(desktop.profile).filter((path) => path.endsWith('.http'));
    const file = join(desktop.profile, saved);
    expect(file).toMatch(/First- one\.http$/);
    expect(readFileSync(file, 'utf8')).toBe(
      `### First: one\n# @no-sign-in\nGET ${server.origin}/one\nX-Api-Key: {{x-api-key}}\n`,
    );
    writeFileSync(file, `### Changed outside\n# @no-sign-in\nGET ${server.origin}/two\n`);
    await page.getByRole('treeitem', { name: 'Changed outside' }).click();
    await page.getByRole('heading', { name: 'Changed outside' }).waitFor();
    await window.button('Send').click();
    await window.response.getByText('path /two key undefined').waitFor();

    expect(await page.content()).not.toContain(secret);
    const folder = dirname(file);
    writeFileSync(join(folder, 'sea.png'), 'the sea');
    writeFileSync(join(desktop.profile, 'key'), 'a key');
    symlinkSync(join(desktop.profile, 'key'), join(folder, 'key.png'));
    for (const name of ['sea', 'key']) {
      const text = `# @no-sign-in\nPOST ${server.origin}/${name}\n\n< ./${name}.png\n`;
      writeFileSync(join(folder, `Send ${name}.http`), text);
    }
    await app.quit();
    expect(filesWith(desktop.profile, [secret])).toEqual([]);

    const later = await desktop.startApp();
    const again = new Window(later.page);
    await again.page.getByRole('treeitem', { name: 'Send sea' }).click();
    await again.button('Use this file').waitFor();
    expect(await violations(again.page)).toEqual([]);
    await again.button('Use this file').focus();
    await again.page.keyboard.press('Enter');
    await again.button('Use this file').waitFor({ state: 'detached' });
    await again.button('Send').click();
    await again.response.getByText('path /sea').waitFor();
    expect(server.seen.at(-1)?.body).toBe('the sea');

    await again.page.getByRole('treeitem', { name: 'Send key' }).click();
    await again.page.getByRole('heading', { name: 'Send key' }).waitFor();
    await again.button('Send').click();
    await again.shows('A file has to be chosen first.');
    expect(await again.button('Use this file').count()).toBe(0);
    expect(server.seen.map(({ path }) => path)).not.toContain('/key');
    expect(await again.page.content()).not.toContain(folder);

    await inOrder(again, folder);
    await asCurl(again, later.electron, server);
  } finally {
    await desktop.close();
    await server.close();
  }
});

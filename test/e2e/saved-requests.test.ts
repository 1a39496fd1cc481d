import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { startLoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import { Desktop } from './harness/desktop.ts';
import { filesBelow, filesWith } from './harness/profile.ts';
import { Window } from './harness/window.ts';

/** New in each run, so that nothing but the app can have written it. */
const secret = `sealed-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

it('R87-: a request is saved, sent and changed outside; its secret is sealed, sent, and neither shown again nor on disk; a file beside it is sent once somebody agreed, and none behind a link', async () => {
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

    const again = new Window((await desktop.startApp()).page);
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
  } finally {
    await desktop.close();
    await server.close();
  }
});

import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { violations } from '../harness/accessibility.ts';
import type { RunningApp } from '../harness/app.ts';
import { Desktop } from '../harness/desktop.ts';
import { filesBelow } from '../harness/profile.ts';
import { Window } from '../harness/window.ts';
import { closedReason, mainIsOpen } from '../security/support/caged-app.ts';
import { startStuckServer, type StuckServer } from './support/stuck-server.ts';
import { answerOpenDialog } from './support/file-dialogs.ts';

/* The editor in the real window: a request is composed by keyboard alone, and every kind of body really arrives. */

let server: LoopbackServer;
let stuck: StuckServer;
let desktop: Desktop;
let app: RunningApp;
let page: Page;
let window: Window;
let folder: string;

beforeAll(async () => {
  server = await startLoopbackServer((_request, response) => {
    response.end('taken');
  });
  stuck = await startStuckServer();
  desktop = await Desktop.start();
  folder = join(desktop.folder, 'home', 'Pictures');
  mkdirSync(folder);
  app = await desktop.startApp();
  page = app.page;
  window = new Window(page);
  await window.addAcme(server.origin);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync('out/e2e', { recursive: true });
  await page.screenshot({ path: `out/e2e/editor ${task.name.slice(0, 40)}.png` }).catch(() => undefined);
});
afterAll(async () => {
  await desktop.close();
  await server.close();
  await stuck.close();
});

/** What has the focus, by its name on screen. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : null;
    return active?.getAttribute('aria-label') ?? label ?? active?.textContent ?? '';
  });
}

/** Presses Tab, or Shift+Tab, until something of this name has the focus. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  while (!name.test(passed.at(-1) ?? '')) {
    if (passed.length > 40) throw new Error(`Not reached: ${String(name)}, but ${passed.join(', ')}`);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
    await page.keyboard.press(key);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
    passed.push(await focused());
  }
}

function posted(): LoopbackServer['seen'] {
  return server.seen.filter(({ method }) => method === 'POST');
}

async function sent(method = 'POST'): Promise<LoopbackServer['seen'][number]> {
  const before = server.seen.length;
  await window.send(`${server.origin}/body`, method);
  await window.response.getByText('taken').waitFor();
  const last = server.seen.at(-1);
  if (last === undefined || server.seen.length === before) throw new Error('Nothing arrived.');
  return last;
}

async function choose(name: string, content: string | Uint8Array, button: string): Promise<string> {
  if (app.electron === null) throw new Error(closedReason);
  const path = join(folder, name);
  writeFileSync(path, content);
  await answerOpenDialog(app.electron, path);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByText(name).waitFor();
  return path;
}

describe('by keyboard alone', () => {
  it('a request is composed, refused for a variable that is none, sent, saved and opened again', async () => {
    const { keyboard } = page;
    await keyboard.press('Control+l');
    await keyboard.type(`${server.origin}/notes`);
    await keyboard.press('Shift+Tab');
    // The first of them; two letters are one word only when they are typed quickly.
    await keyboard.type('P');
    await tabTo(/^Params/);
    await tabTo(/^Parameter 1$/);
    await keyboard.type('draft');
    await keyboard.press('Tab');
    await keyboard.type('yes & no');
    await tabTo(/^Params/, 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await page.getByLabel('Header 1', { exact: true }).waitFor();
    await tabTo(/^Header 1$/);
    await keyboard.type('acc');
    await page.getByRole('option', { name: 'Accept', exact: true }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('application/problem+json');
    await tabTo(/^Headers/, 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await page.getByRole('radiogroup', { name: 'Kind of body' }).waitFor();
    await tabTo(/^None$/);
    await keyboard.press('ArrowRight');
    await page.getByLabel('Request body').waitFor();
    await tabTo(/^Request body$/);
    await keyboard.type('{"title": "By {{who}}"');
    await window.shows('Line 1, column 23: A } is missing at the end.');
    await keyboard.type('}');
    await window.shows('Valid JSON');
    expect(await violations(page)).toEqual([]);
    await tabTo(/^Body$/, 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await page.getByLabel('Carry my sign-in').waitFor();
    await tabTo(/^Carry my sign-in$/);
    await window.shows('There is no sign-in to send: Signed out.');
    await keyboard.press('Space');
    await window.shows('Nothing of your sign-in is sent.');
    expect(await violations(page)).toEqual([]);

    await keyboard.press('Control+Enter');
    await window.shows('There is no variable called who.');
    expect(posted()).toEqual([]);
    await tabTo(/^Request body$/);
    await keyboard.press('Control+End');
    for (let left = 9; left > 0; left -= 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
      await keyboard.press('Backspace');
    }
    await keyboard.type('me"}');
    await keyboard.press('Control+Enter');
    await window.response.getByText('taken').waitFor();
    expect(posted()).toMatchObject([
      {
        method: 'POST',
        path: '/notes?draft=yes%20%26%20no',
        headers: { accept: 'application/problem+json', 'content-type': 'application/json' },
        body: '{"title": "By me"}',
      },
    ]);

    await keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Save request' }).waitFor();
    await expect.poll(focused).toMatch(/^Name/);
    await keyboard.press('Control+a');
    await keyboard.type('By keyboard');
    await keyboard.press('Enter');
    await page.getByRole('treeitem', { name: 'By keyboard' }).waitFor();
    const [file = ''] = filesBelow(desktop.profile).filter((path) => path.endsWith('.http'));
    expect(readFileSync(join(desktop.profile, file), 'utf8')).toBe(
      [
        '### By keyboard',
        '# @no-sign-in',
        `POST ${server.origin}/notes?draft=yes%20%26%20no`,
        'Accept: application/problem+json',
        'Content-Type: application/json',
        '',
        '{"title": "By me"}',
        '',
      ].join('\n'),
    );

    await keyboard.press('Control+l');
    await keyboard.type('https://changed.test/');
    await tabTo(/By keyboard/, 'Shift+Tab');
    await keyboard.press('Enter');
    // Its name stands there since it was saved: its address tells when it is open again.
    await expect
      .poll(() => page.getByLabel('URL', { exact: true }).inputValue())
      .toBe(`${server.origin}/notes?draft=yes%20%26%20no`);
    await keyboard.press('Control+Enter');
    await window.response.getByText('taken').waitFor();
    expect(posted()).toHaveLength(2);
  });
});

describe('a body arrives as what it is', () => {
  it('a form', async () => {
    await window.chooseBody('Form');
    await page.getByLabel('Field 1', { exact: true }).fill('grant & type');
    await page.getByLabel('Value of field 1', { exact: true }).fill('ä+b c');
    await page.getByLabel('Field 2', { exact: true }).fill('off');
    await page.getByLabel('Send field 2', { exact: true }).uncheck();
    const { body, headers } = await sent();
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(body)]).toEqual([['grant & type', 'ä+b c']]);
    expect(await violations(page)).toEqual([]);
  });

  it('several parts, one of them a file, with their length', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    await window.chooseBody('Multipart');
    await page.getByLabel('Part 1', { exact: true }).fill('title');
    await page.getByLabel('Value of part 1', { exact: true }).fill('By "the" sea');
    await page.getByLabel('Part 2', { exact: true }).fill('photo');
    const content = 'not really a picture\r\n'.repeat(20_000);
    await choose('sea ä.png', content, 'File for part 2');
    const { body, headers } = await sent();
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    const form = await new Response(body, {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    expect(form.get('title')).toBe('By "the" sea');
    const photo = form.get('photo');
    if (!(photo instanceof File)) throw new Error('No file arrived.');
    expect({ name: photo.name, type: photo.type, text: await photo.text() }).toEqual({
      name: 'sea ä.png',
      type: 'image/png',
      text: content,
    });
    expect(await page.content()).not.toContain(folder);
    expect(await violations(page)).toEqual([]);
  });

  it('GraphQL with variables', async () => {
    await window.chooseBody('GraphQL');
    await page
      .getByLabel('Query', { exact: true })
      .fill('query Note($id: ID!) {\n  note(id: $id) { title }\n}');
    await page.getByLabel('Variables of the query').fill('{"id": 12345678901234567890}');
    const { body, headers } = await sent();
    expect(headers['content-type']).toBe('application/json');
    expect(body).toBe(
      String.raw`{"query":"query Note($id: ID!) {\n  note(id: $id) { title }\n}","variables":{"id": 12345678901234567890}}`,
    );
  });

  it('a part whose file becomes shorter while it is sent ends the request, and says so', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    await window.chooseBody('Multipart');
    const path = await choose('long.bin', Buffer.alloc(90_000_000, 'long'), 'File for part 2');
    await page.getByText('90 MB are sent in pieces').waitFor();
    await window.send(`${stuck.origin}/`, 'POST');
    await window.response.getByText(/Sending… .+ of 90 MB/).waitFor();
    truncateSync(path, 0);
    stuck.goOn();
    await window.response.getByText('The file could not be sent whole.').waitFor();
    rmSync(path);
    await window.button('Send').click();
    await window.response.getByText('The file could not be sent whole.').waitFor();
    await window.response.getByText('Choose the file again, then send the request again.').waitFor();
    expect(stuck.ended()).toBe(0);
  });
});

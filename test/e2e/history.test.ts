import { expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import type { RunningApp } from './harness/app.ts';
import { Desktop } from './harness/desktop.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow, filesWith } from './harness/profile.ts';
import { Window } from './harness/window.ts';

const large = 2_000_000;

async function startApi(): Promise<LoopbackServer> {
  return startLoopbackServer((request, response) => {
    if (request.path === '/large') response.end(Buffer.alloc(large, 'y'));
    else response.end(`answer to ${request.path}`);
  });
}

/** Sends requests without a sign-in, one after the other. */
async function send({ page }: RunningApp, server: LoopbackServer, paths: readonly string[]): Promise<void> {
  const window = new Window(page);
  await window.openTab('Requests');
  await window.leaveSignInOut();
  for (const path of paths) {
    await page.getByLabel('URL', { exact: true }).fill(`${server.origin}${path}`);
    await window.button('Send').click();
    await window.response.getByText('200', { exact: false }).first().waitFor();
    const shown = window.response.getByText(path === '/large' ? 'yyyyyyyy' : `answer to ${path}`);
    await shown.first().waitFor();
  }
}

async function showHistory({ page }: RunningApp): Promise<void> {
  await page.getByText('History', { exact: true }).click();
  await page.getByRole('region', { name: 'History' }).waitFor();
}

const rows = ({ page }: RunningApp) => page.getByRole('listbox', { name: 'History' }).getByRole('option');
const historyFiles = (desktop: Desktop, ending: string): readonly string[] =>
  filesBelow(desktop.profile).filter((path) => path.startsWith('history/') && path.endsWith(ending));

it('what was sent is there after a restart: found, opened with its answer, sent again, cleared, and gone', async () => {
  const server = await startApi();
  const desktop = await Desktop.start();
  try {
    const first = await desktop.startApp();
    await new Window(first.page).addAcme(server.origin);
    await send(first, server, ['/notes/one', '/large', '/notes/two']);
    await showHistory(first);
    await rows(first).nth(2).waitFor();
    await first.quit();
    expect(historyFiles(desktop, '.segment')).toHaveLength(1);
    expect(historyFiles(desktop, '.spool')).toHaveLength(1);
    expect(filesWith(desktop.profile, ['/notes/one', 'answer to', 'yyyyyyyyyyyyyyyy'])).toEqual([]);

    const app = await desktop.startApp();
    const { page } = app;
    const window = new Window(page);
    await window.openTab('Requests');
    await showHistory(app);
    await page.getByText('3 requests').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Find in the history' }).fill('notes one 200');
    await page.getByText('1 found').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await window.response.getByText('answer to /notes/one').waitFor();
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toBe(`${server.origin}/notes/one`);
    const before = server.seen.length;
    await window.button('Send again').click();
    await eventually('the request to be sent again', () => (server.seen.length > before ? true : null));
    await page.getByText('2 found').waitFor();

    await page.getByRole('textbox', { name: 'Find in the history' }).fill('large');
    await rows(app).filter({ hasText: '/large' }).click();
    await window.response.getByText('yyyyyyyy').first().waitFor();

    await window.button('What is remembered').click();
    await window.button('Clear the history').click();
    await page.getByText('Nothing yet. What you send appears here.').waitFor();
    expect(await violations(page)).toEqual([]);
    await window.button('Undo').click();
    await page.getByText('4 requests').waitFor();
    await window.button('What is remembered').click();
    await window.button('Clear the history').click();
    await page.getByText('Nothing yet. What you send appears here.').waitFor();
    await app.quit();
    expect(historyFiles(desktop, '')).toEqual([]);
  } finally {
    await desktop.close();
    await server.close();
  }
});

it('where nothing can be sealed the history is there until the app quits, and no file is', async () => {
  const server = await startApi();
  const desktop = await Desktop.start({ keyring: 'none' });
  try {
    const app = await desktop.startApp();
    await new Window(app.page).addAcme(server.origin);
    await send(app, server, ['/notes/one', '/notes/two']);
    await showHistory(app);
    await app.page.getByText('Kept until you quit: nothing').waitFor();
    await rows(app).nth(1).click();
    await new Window(app.page).response.getByText('answer to /notes/one').waitFor();
    expect(historyFiles(desktop, '')).toEqual([]);
    await app.quit();
    expect(historyFiles(desktop, '')).toEqual([]);
    expect(filesWith(desktop.profile, ['answer to'])).toEqual([]);

    const later = await desktop.startApp();
    await new Window(later.page).openTab('Requests');
    await showHistory(later);
    await later.page.getByText('Nothing yet. What you send appears here.').waitFor();
    await later.quit();
  } finally {
    await desktop.close();
    await server.close();
  }
});

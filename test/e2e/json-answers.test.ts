import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import type { RunningApp } from './harness/app.ts';
import { Desktop } from './harness/desktop.ts';
import { Window } from './harness/window.ts';

const count = 170_000;
const levels = 100_000;

const bodies: Readonly<Record<string, () => string>> = {
  '/small': () => '{"notes": [{"id": 12345678901234567890, "odd name": "Oil the hinges"}], "next": null}',
  '/50-mb': () =>
    JSON.stringify(
      Array.from({ length: count }, (_, id) => ({
        id,
        title: `Note ${String(id)}`,
        owner: { name: 'Ada Lovelace', mail: 'ada@acme.test' },
        text: 'x'.repeat(200),
      })),
    ),
  '/deep': () => `${'[{"a":'.repeat(levels / 2)}"\u202Ebottom"${'}]'.repeat(levels / 2)}`,
  '/one-line': () => `["${'<img src=x onerror=alert(1)>'.repeat(400_000)}", 7]`,
  '/not-utf-8': () => '["\u00FF\u00FE", 7]',
};

let server: LoopbackServer;
let desktop: Desktop;
let app: RunningApp;
let page: Page;
let window: Window;

beforeAll(async () => {
  server = await startLoopbackServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      Buffer.from(bodies[request.path]?.() ?? '', request.path === '/not-utf-8' ? 'latin1' : 'utf8'),
    );
  });
  desktop = await Desktop.start();
  app = await desktop.startApp();
  ({ page } = app);
  window = new Window(page);
  await window.addAcme(server.origin);
  await window.leaveSignInOut();
});
afterAll(async () => {
  await app.quit();
  await desktop.close();
  await server.close();
});

async function get(path: string): Promise<Locator> {
  const tree = window.response.getByRole('tree', { name: 'Response body' });
  // The answer before it stands there until this one is on its way.
  const before = await tree.elementHandles();
  await page.getByLabel('URL', { exact: true }).fill(`${server.origin}${path}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction((elements) => elements.every((element) => !element.isConnected), before);
  await tree.and(page.locator('[aria-busy="false"]')).waitFor();
  return tree;
}

/** What the clipboard holds, by pasting it over the address. */
async function pasted(): Promise<string> {
  for (const key of ['Control+L', 'Control+A', 'Control+V']) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
    await page.keyboard.press(key);
  }
  return await page.getByLabel('URL', { exact: true }).inputValue();
}

describe('JSON in the real window', () => {
  it('is gone through, searched and copied from by keyboard alone', async () => {
    const tree = await get('/small');
    await tree.focus();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('hinges');
    await page.getByText('1 found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('$.notes[0]["odd name"]').waitFor();
    await tree.getByRole('treeitem', { selected: true, name: '"odd name": "Oil the hinges"' }).waitFor();

    await tree.focus();
    // It says so for two seconds: looked for from before the press.
    await Promise.all([
      page.getByRole('button', { name: 'Copied' }).waitFor(),
      page.keyboard.press('Control+Shift+C'),
    ]);
    await expect.poll(pasted).toBe('$.notes[0]["odd name"]');

    await tree.focus();
    await page.keyboard.press('ArrowUp');
    await page.getByText('$.notes[0].id').waitFor();
    await page.keyboard.press('Control+C');
    // The button may still say so of what was copied before.
    await expect.poll(pasted).toBe('12345678901234567890');
    expect(await violations(page)).toEqual([]);
  });

  it('its worker reaches nobody and makes no code out of text', async () => {
    await get('/small');
    // The one of the answer before is told to be gone a moment later.
    await expect.poll(() => page.workers().length).toBe(1);
    const [worker] = page.workers();
    expect(worker?.url()).toMatch(/^app:\/\/latchkey\/assets\/json-worker-[\w-]+\.js$/);
    const seen = server.seen.length;
    const refused = await worker?.evaluate(async (origin) => {
      const refusals = { request: false, code: false };
      self.addEventListener('securitypolicyviolation', ({ effectiveDirective: by }) => {
        if (by === 'connect-src') refusals.request = true;
        // Which of the two speaks first differs between versions of Chromium.
        if (by === 'script-src' || by === 'require-trusted-types-for') refusals.code = true;
      });
      await fetch(`${origin}/stolen`).catch(() => undefined);
      // Later: what the debugger runs itself may do what the policy forbids.
      setTimeout(() => {
        const run: unknown = Reflect.get(self, 'eval');
        if (typeof run === 'function') Reflect.apply(run, self, ['1']);
      });
      const end = Date.now() + 20_000;
      while (!(refusals.request && refusals.code) && Date.now() < end) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- asks until both are there
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
      return refusals;
    }, server.origin);
    expect(refused).toEqual({ request: true, code: true });
    expect(server.seen).toHaveLength(seen);
  });

  it('of 50 MB is there whole, from its first row to its last, and searched', async () => {
    const tree = await get('/50-mb');
    await tree.getByRole('treeitem', { name: '[ 170,000 items', exact: true }).waitFor();
    await tree.focus();
    await page.keyboard.press('End');
    await page.getByText(`$[${String(count - 1)}].text`).waitFor();
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(100);
    await page.getByLabel('Find in the response').fill('note 169998');
    await page.getByText('1 found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('$[169998].title').waitFor();
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await tree.getByRole('treeitem', { selected: true, name: /^169998: \{"id":169998/ }).waitFor();
    await tree.hover();
    await page.mouse.wheel(0, -220);
    await tree.getByRole('treeitem', { name: /^169975: / }).waitFor();
  });

  it('of 100,000 levels is there, down to the last one', async () => {
    const tree = await get('/deep');
    await tree.focus();
    await page.keyboard.press('End');
    await tree.getByRole('treeitem', { name: `level ${String(levels)} a: "⟨U+202E⟩bottom"` }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await tree.getByRole('treeitem', { expanded: false, selected: true, level: levels }).waitFor();
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(100);
  });

  it('of ten megabytes in one line, with markup in it, is a row as any other', async () => {
    const tree = await get('/one-line');
    await tree.getByRole('treeitem', { name: '1: 7' }).waitFor();
    const [, row] = await tree.getByRole('treeitem').allTextContents();
    expect(row?.startsWith('0:"<img src=x onerror=alert(1)><img')).toBe(true);
    expect(row?.length).toBeLessThan(500);
  });

  it('that is no UTF-8 is not taken for text', async () => {
    await page.getByLabel('URL', { exact: true }).fill(`${server.origin}/not-utf-8`);
    await page.keyboard.press('Control+Enter');
    await window.response.getByText('5b 22 ff fe').waitFor();
    expect(await window.response.getByRole('tree').count()).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBait } from './support/bait.ts';
import type { Bait } from './support/bait.ts';
import { CagedApp, closedReason, mainIsOpen, pageUrl } from './support/caged-app.ts';
import { attachWebview } from './support/main-probes.ts';
import { leave, openWindows, tryWebview } from './support/navigation-attacks.ts';

let caged: CagedApp;
let bait: Bait;

beforeAll(async () => {
  bait = await startBait();
  caged = await CagedApp.start();
  await caged.evaluate('window.mark = "still here"');
});
afterAll(async () => {
  await caged.stop();
  await bait.stop();
});

/** What is not as it was: another document, another window, somebody called. */
async function whatMoved(): Promise<readonly string[]> {
  const place = String(await caged.evaluate('[window.mark, location.href.split("#")[0]].join()'));
  const addresses = caged.app.page
    .context()
    .pages()
    .map((page) => page.url());
  return [
    ...(place === `still here,${pageUrl}` ? [] : [place]),
    ...(addresses.length === 1 ? [] : addresses),
    ...bait.visits,
  ];
}

describe('Electron’s checklist, leaving the page', () => {
  it('13: navigation is refused, whatever begins it and wherever it leads', async () => {
    await bait.check();
    const addresses = [
      `${bait.origin}/`,
      'https://example.com/',
      'file:///etc/hostname',
      'app://latchkey/other.html',
      'app://latchkey/index.html?other',
      'app://other/index.html',
      'data:text/html,other',
      'chrome://gpu',
      'devtools://devtools/bundled/inspector.html',
      `view-source:${pageUrl}`,
    ];
    for (const address of addresses) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one attempt after the other
      const ways = await caged.ask(leave, address);
      expect(ways).toBeGreaterThan(5);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await whatMoved()).toEqual([]);
    }
  });

  it('13: the one address that Chromium asks nobody about leads back to the page', async () => {
    await caged.evaluate('setTimeout(() => (location.href = "about:blank"), 0) && null');
    await caged.app.page.waitForURL('about:blank', { waitUntil: 'commit' }).catch(() => undefined);
    await caged.app.page.waitForURL(pageUrl);
    await caged.app.page.getByRole('button', { name: 'Try the demo' }).waitFor();
    expect(await caged.evaluate('typeof window.mark')).toBe('undefined');
    await caged.evaluate('window.mark = "still here"');
  });

  it('13: a file or a link that is dropped on the window is not opened', async () => {
    await bait.check();
    const dropped = [
      { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/uri-list', data: `${bait.origin}/dropped` }], dragOperationsMask: 1 },
    ];
    for (const data of dropped) {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- one gesture, in its order
        await caged.devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
      }
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await caged.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await whatMoved()).toEqual([]);
    }
  });

  it('14: no window is opened, by a script, a link, a form or a click with a key', async () => {
    await bait.check();
    expect(await caged.ask(openWindows, `${bait.origin}/window`)).toEqual({
      opened: 'null null null null',
      attempts: 6,
    });
    // A link, clicked in the three ways by which a browser opens another window.
    await caged.evaluate(`document.body.append(Object.assign(document.createElement('a'), {
      href: ${JSON.stringify(`${bait.origin}/clicked`)}, textContent: 'out', id: 'out' }))`);
    const place = await caged.evaluate(
      `(({ x, y, width, height }) => [x + width / 2, y + height / 2])(document.getElementById('out').getBoundingClientRect())`,
    );
    const [x, y] = Array.isArray(place) ? place.map(Number) : [];
    for (const [button, modifiers] of [
      ['middle', 0],
      ['left', 2],
      ['left', 8],
    ] as const) {
      for (const type of ['mousePressed', 'mouseReleased'] as const) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- one gesture, in its order
        await caged.devtools.send('Input.dispatchMouseEvent', {
          type,
          x: x ?? 0,
          y: y ?? 0,
          button,
          modifiers,
          clickCount: 1,
        });
      }
    }
    await caged.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
    expect(await whatMoved()).toEqual([]);
  });

  it('11: a webview is an unknown element: it loads nothing, with allowpopups or without', async () => {
    await bait.check();
    expect(await caged.ask(tryWebview, `${bait.origin}/webview`)).toEqual({ known: false, methods: [] });
    expect(await whatMoved()).toEqual([]);
  });

  it('12: a webview that a window of ours would allow is refused before it is made', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    await bait.check();
    expect(await attachWebview(caged, `${bait.origin}/webview`)).toEqual({
      element: 'function',
      attached: 0,
      guests: 0,
    });
    expect(bait.visits).toEqual([]);
  });
});

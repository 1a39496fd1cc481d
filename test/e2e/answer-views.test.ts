import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { pngOf, wavOf } from '../support/media.ts';
import { violations } from './harness/accessibility.ts';
import type { RunningApp } from './harness/app.ts';
import { Desktop } from './harness/desktop.ts';
import { applicationsOf } from './harness/other-app.ts';
import { runToEnd } from './harness/processes.ts';
import { answerMessage, questions } from './harness/system-dialogs.ts';
import { Window } from './harness/window.ts';
import { startBait, type Bait } from './security/support/bait.ts';

let bait: Bait;
let server: LoopbackServer;
let desktop: Desktop;
let window: Window;
let app: RunningApp;
let page: Page;

/** What a page tries that a server sends to be looked at: to run, to be told that it was opened, to lead elsewhere. */
const hostilePage = (elsewhere: string): string => `<!DOCTYPE html>
<title>hostile</title>
<meta http-equiv="refresh" content="0; url=${elsewhere}/refresh">
<meta http-equiv="x-dns-prefetch-control" content="on">
<link rel="dns-prefetch" href="//looked-up.invalid">
<link rel="preconnect" href="${elsewhere}">
<link rel="prefetch" href="${elsewhere}/prefetch">
<link rel="stylesheet" href="${elsewhere}/style.css">
<style>@import "${elsewhere}/import.css"; h1 { color: rgb(1, 2, 3); background: url(${elsewhere}/background.png) }</style>
<h1 id="said" style="font-style: italic">Nothing ran</h1>
<script>document.getElementById('said').textContent = 'A script ran'; fetch('${elsewhere}/fetch')</script>
<script src="${elsewhere}/script.js"></script>
<img src="${elsewhere}/image.png" onerror="document.getElementById('said').textContent = 'A handler ran'">
<img src="x" onerror="document.getElementById('said').textContent = 'A handler ran'">
<svg onload="document.getElementById('said').textContent = 'An SVG ran'"><image href="${elsewhere}/svg.png"/></svg>
<iframe src="${elsewhere}/frame"></iframe><iframe srcdoc="<script>parent.said.textContent = 'A frame ran'</script>"></iframe>
<object data="${elsewhere}/object"></object><embed src="${elsewhere}/embed"><video src="${elsewhere}/video.mp4" autoplay></video>
<form action="${elsewhere}/form"><button id="submit">Sign in</button></form>
<a id="link" href="${elsewhere}/link" ping="${elsewhere}/ping">Out of here</a>
<a id="self" target="_self" href="${elsewhere}/self">And here</a>`;

/** A hundred notes as JSON of one line; they are indented to be compared. */
const notesWith = (fiftieth: string, more: boolean): string =>
  JSON.stringify([
    ...Array.from({ length: 100 }, (_, index) => ({
      id: index,
      title: index === 50 ? fiftieth : `Note ${String(index)}`,
    })),
    ...(more ? ['one more'] : []),
  ]);

const svg = (elsewhere: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">
<script>fetch('${elsewhere}/svg-script')</script><image href="${elsewhere}/svg-image.png" width="9" height="9"/>
<rect width="40" height="30" fill="green"/></svg>`;

const bytes = Buffer.alloc(6_000_000, 'latchkey ');

/** Lines of テスト in Shift JIS, each with its number. */
const longText = Buffer.concat(
  Array.from({ length: 200_000 }, (_, index) =>
    Buffer.concat([Buffer.from('836583588367', 'hex'), Buffer.from(` ${String(index)}\n`)]),
  ),
);

/** A hundred kilobytes that become a hundred megabytes. */
const zipBomb = gzipSync(Buffer.alloc(100_000_000));

beforeAll(async () => {
  bait = await startBait();
  const answers: Readonly<Record<string, readonly [type: string | null, body: string | Buffer]>> = {
    '/image': ['image/png', pngOf(64, 48)],
    '/large-image': ['image/png', Buffer.concat([pngOf(64, 48), Buffer.alloc(3_000_000)])],
    '/lying-image': ['image/png', '<script>document.title = "ran"</script>'],
    '/bomb': ['image/png', pngOf(20_000, 20_000)],
    '/svg': ['image/svg+xml', svg(bait.origin)],
    '/sound': ['audio/wav', wavOf(2)],
    '/lying-sound': ['audio/wav', 'no sound at all'],
    '/page': ['text/html', hostilePage(bait.origin)],
    '/report': ['application/pdf', '%PDF-1.7 a report'],
    '/program.sh': ['application/octet-stream', '#!/bin/sh'],
    '/notes-1': ['application/json', notesWith('Note 50', false)],
    '/notes-2': ['application/json', notesWith('Note fifty', true)],
    '/one-line': ['text/plain; charset=utf-8', 'שלום '.repeat(100_000)],
    '/bytes': ['application/octet-stream', bytes],
    '/long-text': ['text/plain; charset=shift_jis', longText],
    '/no-type': [null, 'plain \u001b[31mred\u001b[0m \u202Egpj.exe'],
  };
  server = await startLoopbackServer((request, response) => {
    if (request.path === '/packed') {
      const packed = gzipSync(Buffer.alloc(100_000, 'a'));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
      return;
    }
    if (request.path === '/no-content') {
      // Node itself would not send it.
      response.socket?.end(
        'HTTP/1.1 204 No Content\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\nhello',
      );
      return;
    }
    if (request.path === '/moved') {
      const elsewhere = server.origin.replace('127.0.0.1', 'localhost');
      response.writeHead(302, { location: `${elsewhere}/packed` }).end();
      return;
    }
    if (request.path === '/zip-bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'image/png' }).end(zipBomb);
      return;
    }
    const [type, body] = answers[request.path] ?? [null, ''];
    response.writeHead(200, type === null ? {} : { 'content-type': type }).end(body);
  });
  desktop = await Desktop.start();
  // Chromium’s own record of every address and name that any part of it asked for.
  app = await desktop.startApp([`--log-net-log=${join(desktop.folder, 'net.json')}`]);
  page = app.page;
  window = new Window(page);
  await window.addAcme(server.origin);
  await window.leaveSignInOut();
});
afterAll(async () => {
  await desktop.close();
  await server.close();
  await bait.stop();
});

/** Sends a request and waits for its answer. */
async function answered(path: string): Promise<void> {
  await window.send(`${server.origin}${path}`);
  await window.response.getByText('200 OK').waitFor();
  await expect.poll(() => server.seen.at(-1)?.path).toBe(path);
}

const choose = (view: string): Promise<void> => window.response.getByText(view, { exact: true }).click();

describe('an answer that is no text', () => {
  it('an image is drawn, small or in parts', async () => {
    for (const path of ['/image', '/large-image']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await answered(path);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await window.response.getByText('64 × 48 pixels').waitFor();
      const image = window.response.getByRole('img', { name: 'What the server answered' });
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await image.evaluate((element) => element.clientWidth)).toBe(64);
    }
    expect(await violations(page)).toEqual([]);
  });

  it('what calls itself an image and is none is said to be none, and read as text', async () => {
    await answered('/lying-image');
    await window.response.getByText('This is no image that can be shown').waitFor();
    await choose('Raw');
    await window.response.getByText('<script>document.title = "ran"</script>').waitFor();
    expect(await page.title()).not.toBe('ran');
    await choose('Preview');
  });

  it('an image with more pixels than there is memory is not drawn', async () => {
    await answered('/bomb');
    await window.response.getByText('This image is not drawn: it claims 20000 × 20000 pixels').waitFor();
    expect(await window.response.getByRole('img').count()).toBe(0);
  });

  it('an SVG opens as text, and is drawn without running or fetching anything', async () => {
    await bait.check();
    await answered('/svg');
    await window.response.getByText('svg-script').waitFor();
    await choose('Preview');
    await window.response.getByText('40 × 30 pixels').waitFor();
    expect(bait.visits).toEqual([]);
  });

  it('a sound can be played, and one that is none says so', async () => {
    await answered('/sound');
    const sound = window.response.getByLabel('What the server answered');
    const length = (): Promise<number> =>
      sound.evaluate((element) => (element instanceof HTMLAudioElement ? element.duration : Number.NaN));
    await expect.poll(length).toBe(2);
    expect(await violations(page)).toEqual([]);
    await answered('/lying-sound');
    await window.response.getByText('This is no sound that can be played').waitFor();
  });

  it('bytes are shown in hexadecimal, from any place, without reading the rest', async () => {
    await answered('/bytes');
    const hex = window.response.getByRole('region', { name: 'Response body in hexadecimal' });
    await hex
      .getByText('00000000  6c 61 74 63 68 6b 65 79 20 6c 61 74 63 68 6b 65  latchkey latchke')
      .waitFor();
    await window.response.getByLabel('Go to offset').fill('0x5b8d70');
    await page.keyboard.press('Enter');
    // Offset 5,999,984, in the second window: the last sixteen bytes.
    await hex.getByText(`005b8d70  ${hexOf(bytes.subarray(-16))}`).waitFor();
    await window.response.getByRole('button', { name: 'First part' }).click();
    await hex.getByText('00000000  6c 61 74').waitFor();
    await hex.focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => hex.evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
    expect(await hex.evaluate((element) => (element.textContent ?? '').length)).toBeLessThan(20_000);
    expect(await violations(page)).toEqual([]);
  });

  it('a text that is kept on disk is scrolled through as one, by keyboard, and no character is cut in two', async () => {
    await answered('/long-text');
    const text = window.response.getByLabel('Response body');
    await text.getByText('テスト 0\n').waitFor();
    await text.focus();
    await page.keyboard.press('End');
    await text.getByText('テスト 199999\n').waitFor();
    expect(await text.textContent()).not.toContain('\uFFFD');
    await text.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await text
      .getByText(/テスト (?:9[0-9]|10[0-9])000\n/)
      .first()
      .waitFor();
    const drawn = (await text.textContent()) ?? '';
    expect(drawn).toMatch(/^(?:テスト \d+\n?)+$/);
    expect(drawn.length).toBeLessThan(1_000_000);
    await page.keyboard.press('Home');
    await text.getByText('テスト 0\n').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('a small answer that becomes a large one is kept on disk, and not drawn', async () => {
    await answered('/zip-bomb');
    await window.response.getByTitle('100000000 bytes', { exact: true }).waitFor();
    await window.response.getByText('This is too large to be shown here: it has 100 MB').waitFor();
    await choose('Hex');
    await window.response.getByLabel('Go to offset').fill('99999999');
    await page.keyboard.press('Enter');
    const hex = window.response.getByRole('region', { name: 'Response body in hexadecimal' });
    await hex.getByText(`05f5e0f0  ${'00 '.repeat(16).trim()}`).waitFor();
    expect(await window.response.getByRole('img').count()).toBe(0);
    await choose('Preview');
  });

  it('a 204 has no body, whatever the server sends behind it', async () => {
    await window.send(`${server.origin}/no-content`);
    await window.response.getByText('204 No Content').waitFor();
    await window.response.getByText('The answer has no body.').waitFor();
    expect(await window.response.getByRole('button', { name: 'Save response' }).isDisabled()).toBe(true);
    await answered('/no-type');
  });

  it('a million characters of one line, from right to left, do not hold the window up', async () => {
    await answered('/one-line');
    await window.response.getByText('שלום').first().waitFor();
    await window.response.getByRole('tab', { name: 'Headers' }).click();
    await window.response.getByText('text/plain; charset=utf-8').waitFor();
    await window.response.getByRole('tab', { name: 'Body' }).click();
    expect(await window.response.locator('pre').count()).toBeGreaterThan(100);
  });

  it('a body without a type is text, and what acts in it is shown instead', async () => {
    await answered('/no-type');
    const text = window.response.getByRole('region', { name: 'Response body', exact: true });
    expect(await text.textContent()).toBe('plain ␛[31mred␛[0m ⟨U+202E⟩gpj.exe');
  });
});

/** The program that this person has for PDF: it notes what it was given. */
async function chooseViewer(): Promise<() => readonly string[]> {
  const notes = join(desktop.folder, 'viewed.txt');
  const program = join(desktop.folder, 'viewer.sh');
  writeFileSync(program, `#!/bin/sh\n{ echo "$1"; cat "$1"; echo; } >> '${notes}'\n`, { mode: 0o755 });
  writeFileSync(
    join(applicationsOf(desktop), 'viewer.desktop'),
    `[Desktop Entry]\nType=Application\nName=Viewer\nExec=${program} %f\nMimeType=application/pdf;\n`,
  );
  await runToEnd('update-desktop-database', [applicationsOf(desktop)], desktop.env);
  await runToEnd('xdg-mime', ['default', 'viewer.desktop', 'application/pdf'], desktop.env);
  return () => (existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean) : []);
}

describe('an answer in the system’s own viewer', () => {
  it('is opened once the person has said so, from a file that is theirs alone', async (context) => {
    const { electron } = app;
    if (electron === null)
      return context.skip('A package has no inspector to answer the system’s dialog by.');
    const viewed = await chooseViewer();
    await answered('/report');
    const open = window.response.getByRole('button', { name: 'Open…' });
    await answerMessage(electron, 1);
    await open.click();
    await expect.poll(() => questions(electron)).toEqual(['Open “report.pdf” in another program?']);
    await answerMessage(electron, 0);
    await open.click();
    await window.response.getByText('Opened in another program, from').waitFor();
    await expect.poll(viewed).toHaveLength(2);
    const [path = '', content] = viewed();
    expect(content).toBe('%PDF-1.7 a report');
    expect(path).toMatch(/\/opened\/[0-9a-f]{16}\/report\.pdf$/);
    expect(path.startsWith(desktop.profile)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await questions(electron)).toHaveLength(2);

    await answered('/program.sh');
    await open.click();
    await window.response.getByText('This is not opened from here.').waitFor();
    expect(await questions(electron)).toHaveLength(2);
    await answered('/page');
    await open.waitFor({ state: 'detached' });
    return undefined;
  });
});

describe('two answers', () => {
  it('are compared side by side: which lines differ, and in what', async () => {
    const { response } = window;
    await answered('/notes-1');
    await answered('/notes-2');
    await response.getByRole('button', { name: 'Compare with…' }).click();
    await response.getByRole('button', { name: /GET \/notes-1$/ }).click();
    await response.getByText(/^3 of 40\d lines differ\.$/).waitFor();
    const lines = response.getByRole('region', { name: 'Comparison' });
    await lines.getByText('"title": "Note 0"').first().waitFor();
    expect(await lines.locator('pre').count()).toBeLessThan(200);
    await response.getByRole('button', { name: 'Next difference' }).click();
    await expect.poll(() => response.locator('mark').allTextContents()).toEqual(['50', 'fifty']);
    await response.getByRole('button', { name: 'Previous difference' }).press('Enter');
    await response.getByText('this is number 3.').waitFor();
    expect(await violations(page)).toEqual([]);
    await response.getByRole('button', { name: 'Close comparison' }).click();
    await response.getByRole('tab', { name: 'Body' }).waitFor();

    await answered('/notes-2');
    await response.getByRole('button', { name: 'Compare with…' }).click();
    await response
      .getByRole('button', { name: /GET \/notes-2$/ })
      .first()
      .click();
    await response.getByText('The bodies are the same.').waitFor();
    await response.getByRole('button', { name: 'Close comparison' }).click();
  });
});

describe('what is known of an answer', () => {
  it('what its status means, where the time went, and what it weighed on the wire', async () => {
    await answered('/packed');
    const { response } = window;
    await response.getByText('The request succeeded, and this is what came of it.').waitFor();
    await response.getByText(/^\d+ B as gzip$/).waitFor();
    await response.getByRole('tab', { name: 'Timing' }).click();
    const terms = response.getByRole('term');
    await terms.first().waitFor();
    expect((await terms.allTextContents()).map((text) => text.split(/with|to its/)[0])).toEqual([
      'Getting ready',
      'Waiting for the first byte',
      'Receiving the body',
      'Altogether',
      'Body as it came',
      'Body as it is shown',
    ]);
    const values = await response.getByRole('definition').allTextContents();
    expect(values.slice(-2)).toEqual([expect.stringMatching(/^\d+ B, packed as gzip$/), '100 kB']);
    expect(await violations(page)).toEqual([]);
  });
});

describe('a redirect', () => {
  it('is told with the way that it led, and what did not go along', async () => {
    await window.editorTab('Headers');
    await page.getByLabel('Header 1', { exact: true }).fill('X-Api-Key');
    await page.getByLabel('Value of header 1', { exact: true }).fill('k');
    await window.send(`${server.origin}/moved`);
    const { response } = window;
    await response.getByText('so X-Api-Key did not go along').waitFor();
    expect(server.seen.slice(-2).map(({ headers }) => headers['x-api-key'])).toEqual(['k', undefined]);
    await response.getByRole('tab', { name: 'Redirects (1)' }).click();
    await response.getByText('Not sent on: X-Api-Key').waitFor();
    expect(await response.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^302GEThttp:.*\/moved/),
      expect.stringMatching(/^200GEThttp:\/\/localhost.*\/packed$/),
    ]);
    expect(await violations(page)).toEqual([]);
    await response.getByRole('button', { name: 'Use the new address' }).click();
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toMatch(
      /^http:\/\/localhost:\d+\/packed$/,
    );
    await page.getByRole('button', { name: 'Remove header 1' }).click();
  });
});

describe('a page of HTML', () => {
  it('is text, until it is drawn: then its style holds, nothing runs, and nobody is asked for anything', async () => {
    await bait.check();
    await answered('/page');
    await window.response.getByText("fetch('").waitFor();
    await choose('Preview');
    const frame = window.response.frameLocator('iframe');
    const said = frame.locator('#said');
    await said.waitFor();
    expect(await said.textContent()).toBe('Nothing ran');
    expect(await said.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(1, 2, 3)');
    expect(await said.evaluate((element) => getComputedStyle(element).fontStyle)).toBe('italic');
    expect(await said.evaluate(() => Object.keys(globalThis).includes('latchkey'))).toBe(false);

    await frame.locator('#link').click();
    await frame.locator('#submit').click();
    expect(await said.textContent()).toBe('Nothing ran');
    await frame.locator('#self').click();
    // What leads elsewhere in the frame itself ends at the page’s own policy.
    await said.waitFor({ state: 'detached' });
    expect(bait.visits).toEqual([]);
    expect(page.url()).toMatch(/^app:\/\/latchkey\//);
    await choose('Raw');
    await choose('Preview');
    await said.waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('and Chromium looked up no name of it, and asked for no address of it', async () => {
    await app.quit();
    // What other programs were shown goes with the run.
    expect(existsSync(join(desktop.profile, 'opened'))).toBe(false);
    const record = readFileSync(join(desktop.folder, 'net.json'), 'utf8');
    // The request of the page itself is in the record, so it would hold the others.
    const lookedFor = [`${server.origin}/page`, 'looked-up.invalid', new URL(bait.origin).host];
    expect(lookedFor.filter((text) => record.includes(text))).toEqual([`${server.origin}/page`]);
  });
});

function hexOf(of: Buffer): string {
  return [...of].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Desktop } from '../harness/desktop.ts';
import { eventually, ownerOf } from '../harness/processes.ts';
import { mainIsOpen, closedReason } from '../security/support/caged-app.ts';
import { hashOf, startApi, type Api } from './support/api.ts';
import { answerOpenDialog, answerSaveDialog, proposedName } from './support/file-dialogs.ts';
import { cancelMany, nothing, RequestWindow, sendMany } from './support/request-window.ts';

/* Large bodies in the real window: received, saved, sent, watched, cancelled at every stage, and left behind by nothing. */

const size = 5_000_000;
let api: Api;
let desktop: Desktop;
let window: RequestWindow;
/** Of the person: what is saved and sent lies here. */
let folder: string;

beforeAll(async () => {
  api = await startApi();
  desktop = await Desktop.start();
  folder = join(desktop.folder, 'home', 'Documents');
  mkdirSync(folder);
  window = await RequestWindow.open(desktop, api);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync('out/e2e', { recursive: true });
  await window.page
    .screenshot({ path: `out/e2e/bodies ${task.name.slice(0, 50)}.png` })
    .catch(() => undefined);
});
afterAll(async () => {
  await desktop.close();
  await api.close();
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Chooses a new file of this name in the system's dialog. */
async function choose(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  await answerOpenDialog(window.electron, path);
  await window.page.getByLabel('Method', { exact: true }).selectOption('PUT');
  await window.chooseBody('File');
  await window.page.getByRole('button', { name: /^(?:Choose a|Another) file…$/ }).click();
  await window.page.getByText(name).waitFor();
}

describe('an answer of more than 1 MiB', () => {
  it('is sealed on disk, read in parts, and saved under the right name with every byte', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const path = join(folder, 'saved.bin');
    await answerSaveDialog(window.electron, path);
    await window.send(`${api.origin}/bytes/${String(size)}`);
    await window.received(size);
    const [file = '', ...others] = window.spooled();
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    await window.response.getByRole('button', { name: 'Last part', exact: true }).click();
    await window.response.getByText(/ to 5\.0 MB of 5\.0 MB$/).waitFor();
    await window.button('Save response').click();
    await window.response.getByText(`Saved to ${path}`).waitFor();
    expect(await proposedName(window.electron)).toBe('quarterly report.bin');
    expect(sha256(readFileSync(path))).toBe(hashOf(size));
    // What is on disk beside it is not that.
    expect(readFileSync(file).includes(readFileSync(path).subarray(0, 64))).toBe(false);
    expect(readdirSync(folder)).toEqual(['saved.bin']);
  });

  it('is there though its folder was removed, and the next one makes the folder again', async () => {
    await window.send(`${api.origin}/bytes/${String(size)}`);
    await window.received(size);
    rmSync(join(desktop.profile, 'spool'), { recursive: true });
    await window.response.getByRole('button', { name: 'Last part', exact: true }).click();
    await window.response.getByText(/ to 5\.0 MB of 5\.0 MB$/).waitFor();
    await window.send(`${api.origin}/bytes/${String(size + 1_000_000)}`);
    await window.received(size + 1_000_000);
    expect(window.spooled()).toHaveLength(1);
  });
});

describe('a file that is sent', () => {
  it('is never named to the page but by its name, and goes with its length, a long one in pieces', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const short = Buffer.alloc(3_000_000, 'short');
    const long = Buffer.alloc(70_000_000, 'long');
    const noted = window.page.getByText('70 MB are sent in pieces, without their length in advance.');
    await choose('short.bin', short);
    expect(await noted.count()).toBe(0);
    await window.send(`${api.origin}/upload`, 'PUT');
    await window.response.getByText(`3000000 bytes, length 3000000, ${sha256(short)}`).waitFor();

    await choose('long.bin', long);
    await noted.waitFor();
    await window.send(`${api.origin}/upload`, 'PUT');
    await window.response.getByText(`70000000 bytes, length none, ${sha256(long)}`).waitFor();
    expect(await window.page.content()).not.toContain(folder);
  });

  it.for([411, 501])(
    'and refused with %i because of its length: the answer says what that means',
    async (status, context) => {
      if (!mainIsOpen) context.skip(closedReason);
      await window.send(`${api.origin}/refused/${String(status)}`, 'PUT');
      await window.response.getByText('The server does not take a file of this size in this way.').waitFor();
      await window.response.getByText('It wants to know the length before.').waitFor();
      expect(await window.held(api, folder)).toEqual(nothing);
    },
  );

  it('cancelled while it is sent, lets file and connection go', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    await window.send(`${api.origin}/slow`, 'PUT');
    await window.response.getByText(/Sending… .+ of 70 MB/).waitFor();
    await eventually('the file to be read', () => (window.openFiles(folder).length > 0 ? true : null));
    await window.button('Cancel request').click();
    await window.response.getByText('Cancelled. Nothing was kept.').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });

  it('that vanished since it was chosen is not sent, and the words say why', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    rmSync(join(folder, 'long.bin'));
    await window.send(`${api.origin}/upload`, 'PUT');
    await window.response.getByText('The file could not be sent whole.').waitFor();
    await window.response.getByText('Choose the file again, then send the request again.').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });

  afterAll(async () => {
    if (mainIsOpen) await window.chooseBody('None');
  });
});

describe('an answer that comes bit by bit', () => {
  it('is shown as it comes, rests while it is paused, and is kept when it is stopped', async () => {
    await window.send(`${api.origin}/events`);
    await window.response.getByText('200 OK').waitFor();
    await eventually('somebody who listens', () => (api.seen.at(-1) === 'GET /events' ? true : null));
    api.tell('first');
    const soFar = window.response.getByRole('region', { name: 'Response body so far' });
    await soFar.getByText('data: first').waitFor();
    await window.button('Pause').click();
    api.tell('second');
    await window.response.getByText('14 B more came').waitFor();
    expect(await soFar.innerText()).not.toContain('second');
    await window.button('Pause').click();
    await soFar.getByText('data: second').waitFor();
    await window.button('Stop and keep').click();
    await window.response.getByText('You stopped it. 27 B came, and are kept.').waitFor();
    await window.response.getByText('data: second').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });
});

describe('cancelled', () => {
  it('while it connects', async () => {
    await window.send(`${api.silentOrigin}/`);
    await eventually('a connection', () => (api.atWork() === 1 ? true : null));
    await window.button('Cancel request').click();
    await window.response.getByText('Cancelled. Nothing was kept.').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });

  it('while it waits behind others, it never reaches the server; the others end as well', async () => {
    const before = api.seen.length;
    await sendMany(window.page, `${api.origin}/silent/other`, 6);
    await eventually('six connections', () => (api.atWork() === 6 ? true : null));
    await window.send(`${api.origin}/silent/queued`);
    await window.response.getByText('Sent, waiting for the answer…').waitFor();
    await window.button('Cancel request').click();
    await window.response.getByText('Cancelled. Nothing was kept.').waitFor();
    await cancelMany(window.page, 6);
    expect(await window.held(api, folder)).toEqual(nothing);
    expect(api.seen.slice(before)).toEqual(Array.from({ length: 6 }, () => 'GET /silent/other'));
  });

  it('while it waits for an answer, by Esc', async () => {
    await window.send(`${api.origin}/silent`);
    await eventually('a connection', () => (api.atWork() === 1 ? true : null));
    await window.page.getByLabel('URL', { exact: true }).press('Escape');
    await window.response.getByText('Cancelled. Nothing was kept.').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });

  it('while it comes, it leaves no file behind', async () => {
    await window.send(`${api.origin}/endless`);
    await window.response.getByText(/Receiving… [\d.]+ [MG]B/).waitFor();
    await eventually('a file of the spool', () => (window.spooled().length === 1 ? true : null));
    await window.button('Cancel request').click();
    await window.response.getByText('Cancelled. Nothing was kept.').waitFor();
    expect(await window.held(api, folder)).toEqual(nothing);
  });

  it('while it is saved, what was there before stays', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const path = join(folder, 'before.bin');
    writeFileSync(path, 'before');
    await answerSaveDialog(window.electron, path);
    await window.send(`${api.origin}/bytes/600000000`);
    await window.received(600_000_000);
    // There is the button only as long as the file is being written.
    await Promise.all([window.pressAtOnce('Cancel saving'), window.button('Save response').click()]);
    await window.response.getByText('Cancelled. Nothing was saved.').waitFor();
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(window.openFiles(folder)).toEqual([]);
    await window.send(api.origin);
    await window.response.getByText('200 OK').waitFor();
    expect(window.spooled()).toEqual([]);
  });
});

describe('quitting', () => {
  it('while twenty requests run and an answer is saved, ends all of them and leaves nothing', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const path = join(folder, 'quit.bin');
    await answerSaveDialog(window.electron, path);
    await window.send(`${api.origin}/bytes/600000000`);
    await window.received(600_000_000);
    await sendMany(window.page, `${api.origin}/endless`, 20);
    await eventually('as many connections as there may be', () => (api.atWork() === 6 ? true : null));
    await window.button('Save response').click();
    await eventually('a file that is written', () => (readdirSync(folder).some(isPart) ? true : null));
    await window.app.quit();
    expect(ownerOf(desktop.profile)).toBeNull();
    expect(existsSync(path) || readdirSync(folder).some(isPart)).toBe(false);
    expect(window.spooled()).toEqual([]);
    await eventually('the last connection to end', () => (api.atWork() === 0 ? true : null));
  });
});

function isPart(name: string): boolean {
  return name.endsWith('.part');
}

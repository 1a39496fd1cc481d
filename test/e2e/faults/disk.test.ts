import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { wrapNewerFormat } from '../../unit/core/vault/newer-format.ts';
import { openWorld } from '../harness/open-world.ts';
import { eventually, ownerOf } from '../harness/processes.ts';
import { filesBelow } from '../harness/profile.ts';
import type { World } from '../harness/world.ts';
import { failCalls } from './support/failing-calls.ts';
import { account, addConnection, renewed, signIn, startLinkProvider } from './support/link-provider.ts';
import { putSmallDisk } from './support/small-disk.ts';
import type { SmallDisk } from './support/small-disk.ts';

/* The real app, whose vault is on a real disk of 256 kB: it is filled, taken away, and its files are damaged. */

let provider: AuthorizationServer;
let disk: SmallDisk;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  provider = await startLinkProvider();
  ({ world, close } = await openWorld('disk', { origins: [provider.origin] }, async (opened) => {
    disk = await putSmallDisk(opened.desktop, join(opened.desktop.profile, 'vault'));
    await opened.start();
    await addConnection(opened, 'Saved', provider, [provider.origin]);
    await signIn(opened, provider);
    // The account is kept with it, a moment later.
    await eventually('the second generation', () => files(/\.record\.previous$/)[0] ?? null);
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`disk ${task.name.slice(0, 60)}`);
});
afterAll(async () => {
  await close();
  await provider.stop();
});

/** Files of the vault by a part of their name, as they are on the disk. */
function files(part: RegExp): readonly string[] {
  return filesBelow(disk.folder)
    .filter((name) => part.test(name))
    .map((name) => join(disk.folder, name));
}

function only(found: readonly string[]): string {
  const [path, ...more] = found;
  if (path === undefined || more.length > 0) throw new Error(`Not one file: ${found.join()}`);
  return path;
}

const saved = (): Buffer => readFileSync(only(files(/session\.[^.]+\.record$/)));

async function stillSends(): Promise<void> {
  await world.window.send(`${provider.origin}/userinfo`);
  await world.window.response.getByText('200 OK').waitFor();
}

/** What the disk refused is told, and goes on in memory; what was on the disk before is there still. */
async function isNotSaved(state: string, why: string): Promise<Buffer> {
  const { window } = world;
  await window.shows(`Signed in, not saved: ${state}`);
  await window.shows('The sign-in could not be saved.');
  await window.shows(why);
  await stillSends();
  return saved();
}

async function savesAgain(): Promise<Buffer> {
  await world.window.button('Try now').click();
  await world.window.signedInAs(account);
  return saved();
}

/** What this run has is the newest: the provider takes no other. */
async function renews(): Promise<void> {
  const before = new Set(provider.refreshTokens);
  await world.window.menu('Renew now');
  await renewed(world, provider, before);
}

describe('a disk that takes nothing', () => {
  it('F17- F18-: full: the window says so, the session goes on, and is saved once there is room', async () => {
    const before = saved();
    disk.fill();
    await world.window.menu('Renew now');
    expect(await isNotSaved('disk full', 'The disk is full.')).toEqual(before);
    await world.window.button('Try now').click();
    expect(await isNotSaved('disk full', 'The disk is full.')).toEqual(before);
    disk.makeRoom();
    expect(await savesAgain()).not.toEqual(before);
    const window = await world.restart();
    await window.chooseConnection('Saved');
    await window.signedInAs(account);
    await renews();
  });

  it('F18-: read-only, from one moment to the next and at a start', async () => {
    const before = saved();
    await disk.become('read-only');
    await world.window.menu('Renew now');
    expect(await isNotSaved('disk failed', 'The disk can only be read.')).toEqual(before);
    await disk.become('writable');
    expect(await savesAgain()).not.toEqual(before);
    await world.quit();
    await disk.become('read-only');
    const window = await world.start();
    await window.chooseConnection('Saved');
    await window.signedInAs(account);
    await disk.become('writable');
    await renews();
  });

  it('F18-: failing: every fsync ends with EIO', async () => {
    const before = saved();
    const owner = ownerOf(world.desktop.profile);
    const mend = await failCalls(owner ?? 0, 'fsync', 'EIO');
    await world.window.menu('Renew now');
    expect(await isNotSaved('disk failed', 'The disk reported an error (EIO).')).toEqual(before);
    await mend();
    expect(await savesAgain()).not.toEqual(before);
  });
});

/** One bit in the middle of a file. */
function flip(path: string): Buffer {
  const content = readFileSync(path);
  const middle = Math.floor(content.length / 2);
  content.writeUInt8(content.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, content);
  return content;
}

describe('a vault file', () => {
  it('F16-: with a flipped bit: the generation before is used, and the file is kept', async () => {
    // The generation before is of the moment before the last renewal, whose token the provider takes still.
    provider.rotates = false;
    await world.window.menu('Renew now');
    await eventually('the renewal', () => (provider.refreshTokens.size > 1 ? true : null));
    await world.window.settledAs(account);
    await world.quit();
    const damaged = flip(only(files(/session\.[^.]+\.record$/)));
    const window = await world.start();
    await window.chooseConnection('Saved');
    await window.signedInAs(account);
    await stillSends();
    expect(files(/set-aside/).map((path) => readFileSync(path))).toContainEqual(damaged);
    provider.rotates = true;
  });

  it('F36-: of a newer Latchkey: told, untouched, and used again by the Latchkey that knows it', async () => {
    await world.quit();
    const keys = files(/vault\.key/).map((path) => ({ path, content: readFileSync(path) }));
    for (const { path, content } of keys) writeFileSync(path, wrapNewerFormat(content));
    const newer = files(/./).map((path) => readFileSync(path));
    const window = await world.start();
    await window.shows('Saved sign-ins were left alone.');
    await window.shows(/A newer Latchkey wrote them/);
    await window.shows('Kept until you quit');
    expect(await window.page.getByText(/no keyring/i).count()).toBe(0);
    await world.quit();
    expect(files(/./).map((path) => readFileSync(path))).toEqual(newer);
    for (const { path, content } of keys) writeFileSync(path, content);
    const again = await world.start();
    await again.chooseConnection('Saved');
    await again.signedInAs(account);
  });

  it('F16-: both generations damaged: it says so and where the file is; signing in again works', async () => {
    await world.quit();
    const damaged = files(/session\.[^.]+\.record(\.previous)?$/).map(flip);
    expect(damaged.length).toBeGreaterThan(1);
    const window = await world.start();
    await window.chooseConnection('Saved');
    await window.shows('Saved sign-in unreadable');
    await window.shows('Kept for support:');
    const kept = files(/session/).map((path) => readFileSync(path));
    for (const content of damaged) expect(kept).toContainEqual(content);
    await signIn(world, provider);
    await renews();
  });
});

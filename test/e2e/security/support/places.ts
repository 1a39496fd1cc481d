import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { readKeyFile } from '../../../../src/core/vault/key-file.ts';
import { scryptCost } from '../../../../src/core/vault/passphrase-wrap.ts';
import { keyOfText } from '../../../../src/main/keyring/sealed-text.ts';
import type { Desktop } from '../../harness/desktop.ts';
import { filesBelow } from '../../harness/profile.ts';
import type { World } from '../../harness/world.ts';
import { findAll, readDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { recordedMessages, recordMessages } from './ipc-record.ts';
import { readMemory } from './process-memory.ts';
import { processTree } from './processes.ts';

/** Chromium lets the owner of its sandboxed processes read their memory, which it else forbids; nothing in the app is changed. */
const readableSandbox = '--allow-sandbox-debugging';

/** What the page's script engine holds, as the debugger writes it down. */
export async function pageHeap(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const parts: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return Buffer.from(parts.join(''));
}

/** The memory of the app's processes, by what they are; those that cannot be read are not in it. */
export function memories(desktop: Desktop, wanted: (type: string) => boolean): Disk {
  const read = new Map<string, Buffer>();
  for (const { pid, type, command } of processTree(desktop.profile)) {
    const name = command.includes('network.mojom.NetworkService') ? 'network service' : type;
    const memory = wanted(name) ? readMemory(pid) : null;
    if (memory !== null) read.set(`memory of ${name} ${String(pid)}`, memory);
  }
  return read;
}

/** Everything outside of main that anybody could look at while the app runs. */
export async function lookEverywhere(world: World, since: number): Promise<Disk> {
  const { app, desktop } = world;
  const places = new Map(readDisk(desktop, since));
  places.set('heap of the page', await pageHeap(app.page));
  places.set('document of the page', Buffer.from(await app.page.content()));
  for (const [name, memory] of memories(desktop, (type) => type !== 'main' && type !== 'network service')) {
    places.set(name, memory);
  }
  if (app.electron !== null) {
    places.set('messages', Buffer.from(await recordedMessages(app.electron)));
    places.set('clipboard', Buffer.from(await clipboardText(app.electron, 'clipboard')));
    places.set('selection', Buffer.from(await clipboardText(app.electron, 'selection')));
  }
  return places;
}

/** Where each thing was found, without what differs from run to run. */
export function found(world: World, places: Disk, wanted: Parameters<typeof findAll>[1]): readonly string[] {
  return findAll(places, wanted).map((line) =>
    line.startsWith('/') ? relative(world.desktop.folder, line) : line.replace(/ \d+: /, ': '),
  );
}

/** Starts the app so that every place of {@link lookEverywhere} can be looked at. */
export async function startWatched(world: World): Promise<void> {
  await world.start([readableSandbox]);
  if (world.app.electron !== null) await recordMessages(world.app.electron);
}

/** What somebody else who pastes gets. Needs an open main process. */
export async function clipboardText(electron: ElectronApplication, which: Clipboard): Promise<string> {
  return await onClipboard(electron, 'readText', which, '');
}

/** Puts a text there as another program would. Needs an open main process. */
export async function copyText(electron: ElectronApplication, which: Clipboard, text: string): Promise<void> {
  await onClipboard(electron, 'writeText', which, text);
}

type Clipboard = 'clipboard' | 'selection';

/** The newest Electron has an object of its own for the selection, where an older one takes an argument. */
async function onClipboard(
  electron: ElectronApplication,
  verb: string,
  which: Clipboard,
  text: string,
): Promise<string> {
  return await electron.evaluate(
    async ({ clipboard }, asked) => {
      const own: unknown = asked.which === 'selection' ? Reflect.get(clipboard, 'selection') : undefined;
      const holder: object = typeof own === 'object' && own !== null ? own : clipboard;
      const method: unknown = Reflect.get(holder, asked.verb);
      if (typeof method !== 'function') throw new TypeError(`There is no ${asked.verb} here.`);
      const type = holder === own ? [] : [asked.which];
      const given = asked.verb === 'writeText' ? [asked.text, ...type] : type;
      return String(await Reflect.apply(method, holder, given));
    },
    { verb, which, text },
  );
}

/** The key that seals the vault, as the keyring gives it to the app. Needs an open main process. */
export async function dataKeys(
  electron: ElectronApplication,
  desktop: Desktop,
): Promise<readonly Uint8Array[]> {
  const files = filesBelow(desktop.profile).filter((name) => /vault\/key-\d+\/vault\.key$/.test(name));
  return await Promise.all(
    files.map(async (name) => {
      const parsed = readKeyFile(readFileSync(join(desktop.profile, name)), scryptCost);
      const wrapped = parsed.kind === 'ours' ? parsed.keyFile.keyring : null;
      if (wrapped === null) throw new Error(`${name} is no key file of a keyring.`);
      const blob = Buffer.from(wrapped.blob).toString('base64');
      const text = await electron.evaluate(
        ({ safeStorage }, sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
        blob,
      );
      const key = keyOfText(text);
      if (key === null) throw new Error(`${name} holds no key.`);
      return key;
    }),
  );
}

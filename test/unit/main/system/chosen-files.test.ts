import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BodyStream } from '../../../../src/core/ports/fetch.ts';
import { createChosenFiles } from '../../../../src/main/system/chosen-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-chosen-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(body: BodyStream | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body?.chunks() ?? []) parts.push(part);
  return Buffer.concat(parts);
}

function openHere(): number {
  return readdirSync('/proc/self/fd').filter((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;
}

describe('createChosenFiles', () => {
  it('a file is read by its ticket, as often as it is sent, and the ticket says nothing of its place', async () => {
    const files = createChosenFiles();
    const content = Buffer.alloc(600_000, 'abc');
    const chosen = await files.add(file('notes.bin', content));
    expect(chosen).toMatchObject({ name: 'notes.bin', size: 600_000 });
    expect(chosen.ticket).toMatch(/^[a-z2-7]{26}$/);
    const body = files.open(chosen.ticket);
    expect(body?.size).toBe(600_000);
    expect((await read(body)).equals(content)).toBe(true);
    expect((await read(body)).equals(content)).toBe(true);
    expect(openHere()).toBe(0);
  });

  it('a ticket that was never given out, such as a path, opens nothing', async () => {
    const path = file('notes.bin', 'abc');
    const files = createChosenFiles();
    await files.add(path);
    for (const made of [path, 'notes.bin', '', 'a'.repeat(26), '../notes.bin'])
      expect(files.open(made)).toBeNull();
  });

  it('what was added after it was chosen is not sent; an empty file is empty', async () => {
    const files = createChosenFiles();
    const path = file('log.txt', 'abc');
    const { ticket } = await files.add(path);
    appendFileSync(path, 'def');
    expect(String(await read(files.open(ticket)))).toBe('abc');
    const empty = await files.add(file('empty', ''));
    expect(await read(files.open(empty.ticket))).toHaveLength(0);
  });

  it('one that became shorter, or is gone, fails instead of being sent as if it were whole', async () => {
    const files = createChosenFiles();
    const path = file('short.bin', Buffer.alloc(600_000));
    const { ticket } = await files.add(path);
    truncateSync(path, 300_000);
    await expect(read(files.open(ticket))).rejects.toMatchObject({ name: 'FetchError', code: 'disk-failed' });
    rmSync(path);
    await expect(read(files.open(ticket))).rejects.toMatchObject({ name: 'FetchError', code: 'disk-failed' });
    expect(openHere()).toBe(0);
  });

  it('left early, it is closed', async () => {
    const files = createChosenFiles();
    const { ticket } = await files.add(file('long.bin', Buffer.alloc(600_000)));
    for await (const part of files.open(ticket)?.chunks() ?? []) {
      expect(part.byteLength).toBe(262_144);
      expect(openHere()).toBe(1);
      break;
    }
    expect(openHere()).toBe(0);
  });

  it('one that cannot be opened gets no ticket, and a folder cannot be sent', async () => {
    const files = createChosenFiles();
    await expect(files.add(join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
    const { ticket } = await files.add(folder);
    await expect(read(files.open(ticket))).rejects.toMatchObject({ name: 'FetchError', code: 'disk-failed' });
  });

  it('the tickets of the newest hundred hold', async () => {
    const files = createChosenFiles();
    const path = file('a', 'a');
    const tickets: string[] = [];
    for (let number = 0; number < 101; number += 1) tickets.push((await files.add(path)).ticket);
    expect(tickets.map((ticket) => files.open(ticket) !== null)).toEqual([
      false,
      ...Array.from({ length: 100 }, () => true),
    ]);
  });
});

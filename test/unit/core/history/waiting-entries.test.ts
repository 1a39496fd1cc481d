import { describe, expect, it } from 'vitest';
import { WaitingEntries, type WaitingEntry } from '../../../../src/core/history/waiting-entries.ts';
import { MemoryDisk } from '../broker/bodies/memory-disk.ts';

const key = new Uint8Array(32);

/** One whose body has so many bytes, in a file. */
function inFile(disk: MemoryDisk, id: number, size: number): WaitingEntry {
  const path = `/spool/${String(id)}`;
  disk.files.set(path, Buffer.alloc(0));
  const request = {
    method: 'GET',
    url: 'https://api.test/',
    headers: [],
    body: null,
    authorization: 'off',
  } as const;
  const response = {
    status: 200,
    statusText: 'OK',
    headers: [],
    milliseconds: 1,
    bytes: size,
    authorized: false,
    credentialReplaced: false,
  };
  const body = { kind: 'file', key: '', size } as const;
  const outcome = { kind: 'answered', response, body } as const;
  const entry = { id, at: id, milliseconds: 1, request, leftOut: [], outcome };
  return { entry, content: new Uint8Array(), spool: { path, key, size } };
}

describe('entries that wait', () => {
  it('are the newest whose files are not more than is kept, and the files of the others are gone', async () => {
    const disk = new MemoryDisk();
    let most = 100;
    const waiting = new WaitingEntries(disk, () => most);
    const ids = (): readonly number[] => waiting.list.map(({ entry }) => entry.id);
    await waiting.add([inFile(disk, 1, 40), inFile(disk, 2, 40)]);
    await waiting.add([inFile(disk, 3, 20)]);
    expect(ids()).toEqual([1, 2, 3]);
    await waiting.add([inFile(disk, 4, 30)]);
    expect(ids()).toEqual([2, 3, 4]);
    most = 50;
    await waiting.add([]);
    expect(ids()).toEqual([3, 4]);
    expect([...disk.files.keys()]).toEqual(['/spool/3', '/spool/4']);
  });
});

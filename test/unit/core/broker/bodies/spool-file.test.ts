import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { array, assert, asyncProperty, integer } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  chunkBytes,
  chunkOffset,
  headerBytes,
  sealedChunkBytes,
} from '../../../../../src/core/broker/bodies/chunk-seal.ts';
import { SpoolDamagedError, SpoolFile } from '../../../../../src/core/broker/bodies/spool-file.ts';
import { supplyTransfer } from '../../../../support/array-buffer-transfer.ts';
import { MemoryDisk } from './memory-disk.ts';

const path = '/spool/one';

function onDisk(disk: MemoryDisk): Buffer {
  const bytes = disk.files.get(path);
  if (bytes === undefined) throw new Error('There is no file.');
  return bytes;
}

async function written(disk: MemoryDisk, body: Uint8Array): Promise<SpoolFile> {
  const file = await SpoolFile.create(disk, path);
  for (let at = 0; at < body.byteLength; at += 60_000) await file.append(body.subarray(at, at + 60_000));
  await file.finish();
  return file;
}

describe('a spooled body', () => {
  it('reads back at any place, at any length, while it grows and when it is finished', async () => {
    const body = randomBytes(3 * chunkBytes + 12_345);
    await assert(
      asyncProperty(
        array(integer({ min: 1, max: 2 * chunkBytes }), { minLength: 1, maxLength: 8 }),
        integer({ min: 0, max: body.byteLength }),
        integer({ min: 1, max: body.byteLength }),
        async (sizes, from, length) => {
          const file = await SpoolFile.create(new MemoryDisk(), path);
          let at = 0;
          for (const size of sizes) {
            await file.append(body.subarray(at, at + size));
            at = Math.min(at + size, body.byteLength);
            expect(file.size).toBe(at);
            const soFar = body.subarray(0, at).subarray(from, from + length);
            expect(soFar.equals(await file.read(from, length))).toBe(true);
          }
          await file.finish();
          expect(file.size).toBe(at);
          expect(
            body
              .subarray(0, at)
              .subarray(from, from + length)
              .equals(await file.read(from, length)),
          ).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is as long on disk as the page says, to the byte, whatever its length', async () => {
    for (const length of [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes]) {
      const disk = new MemoryDisk();
      const file = await written(disk, randomBytes(length));
      const chunks = Math.max(1, Math.ceil(length / chunkBytes));
      expect(onDisk(disk).byteLength).toBe(headerBytes + length + 16 * chunks);
      expect((await file.read(0, length + 1)).byteLength).toBe(length);
    }
  });

  it('holds nothing of the body in the clear, and the same body twice looks different', async () => {
    const body = Buffer.alloc(2 * chunkBytes + 5, 'a secret of the API; ');
    const [first, second] = [new MemoryDisk(), new MemoryDisk()];
    await written(first, body);
    await written(second, body);
    expect(onDisk(first).includes('a secret')).toBe(false);
    expect(onDisk(first).equals(onDisk(second))).toBe(false);
  });

  it('a bit that was changed, chunks that were exchanged, a header or an end that is another: nothing of it opens', async () => {
    const body = randomBytes(2 * chunkBytes + 100);
    const harm: readonly [at: number, (bytes: Buffer) => Buffer][] = [
      [0, (bytes) => flipped(bytes, chunkOffset(0) + 5)],
      [0, (bytes) => flipped(bytes, chunkOffset(1) - 1)],
      [
        0,
        (bytes) =>
          Buffer.concat([
            bytes.subarray(0, headerBytes),
            bytes.subarray(chunkOffset(1), chunkOffset(2)),
            bytes.subarray(chunkOffset(0), chunkOffset(1)),
            bytes.subarray(chunkOffset(2)),
          ]),
      ],
      [2 * chunkBytes, (bytes) => bytes.subarray(0, chunkOffset(2))],
      [2 * chunkBytes, (bytes) => bytes.subarray(0, -1)],
      [
        2 * chunkBytes,
        (bytes) =>
          Buffer.concat([bytes.subarray(0, chunkOffset(2)), bytes.subarray(chunkOffset(1), chunkOffset(2))]),
      ],
    ];
    for (const [at, change] of harm) {
      const disk = new MemoryDisk();
      const file = await written(disk, body);
      disk.files.set(path, change(onDisk(disk)));
      await expect(file.read(at, 10)).rejects.toThrow(SpoolDamagedError);
    }
  });

  it('the end is sealed as the end: a file that goes on is no shorter body', async () => {
    const disk = new MemoryDisk();
    const file = await SpoolFile.create(disk, path);
    await file.append(randomBytes(2 * chunkBytes));
    await file.append(randomBytes(1));
    const unfinished = Buffer.from(onDisk(disk));
    await file.finish();
    disk.files.set(path, unfinished);
    await expect(file.read(2 * chunkBytes, 1)).rejects.toThrow(SpoolDamagedError);
  });

  it('a full disk is told, and everything that came can be read all the same', async () => {
    for (const room of [
      headerBytes,
      headerBytes + sealedChunkBytes,
      headerBytes + 2 * sealedChunkBytes + 7,
    ]) {
      const disk = new MemoryDisk();
      disk.room = room;
      const body = randomBytes(5 * chunkBytes);
      const file = await SpoolFile.create(disk, path);
      let came = 0;
      const fill = async (): Promise<void> => {
        for (; came < body.byteLength;) {
          const part = body.subarray(came, came + 50_000);
          came += part.byteLength;
          await file.append(part);
        }
      };
      await expect(fill()).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(file.size).toBe(came);
      expect(body.subarray(0, came).equals(await file.read(0, came))).toBe(true);
      await expect(file.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(body.subarray(came - 9, came).equals(await file.read(came - 9, 100))).toBe(true);
      await file.discard();
      expect([disk.opened, disk.files.size]).toEqual([0, 0]);
    }
  });

  it('a disk that is full at the very end loses nothing either', async () => {
    const disk = new MemoryDisk();
    const file = await SpoolFile.create(disk, path);
    const body = randomBytes(chunkBytes + 9);
    await file.append(body);
    disk.room = 0;
    await expect(file.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(body.equals(await file.read(0, body.byteLength))).toBe(true);
  });

  it('a disk that is full at the start leaves nothing open', async () => {
    const disk = new MemoryDisk();
    disk.room = 0;
    await expect(SpoolFile.create(disk, path)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect([disk.opened, disk.files.size]).toEqual([0, 0]);
  });

  it('a slow disk holds the network back, after two chunks at most', async () => {
    const disk = new MemoryDisk();
    const file = await SpoolFile.create(disk, path);
    const clock = new EventEmitter();
    disk.gate = once(clock, 'open').then(() => undefined);
    let taken = 0;
    const filling = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await file.append(new Uint8Array(chunkBytes / 4));
        taken += chunkBytes / 4;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toBeLessThanOrEqual(2 * chunkBytes);
    clock.emit('open');
    await filling;
    expect(taken).toBe(10 * chunkBytes);
  });

  describe('where memory can be given back', () => {
    let takeAway: (() => void) | null = null;
    beforeEach(() => {
      takeAway = supplyTransfer();
    });
    afterEach(() => {
      takeAway?.();
    });

    it('every chunk is sealed in the same memory, once the one before it is on the disk', async () => {
      const disk = new MemoryDisk();
      const clock = new EventEmitter();
      const body = randomBytes(2 * chunkBytes + 9);
      const kept = Buffer.from(body);
      const file = await SpoolFile.create(disk, path);
      disk.gate = once(clock, 'open').then(() => undefined);
      const filling = file.append(body).then(() => file.finish());
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(disk.waiting).toHaveLength(1);
      clock.emit('open');
      await filling;
      const [, ...chunks] = disk.written.flat();
      expect(chunks.map(({ byteLength }) => byteLength)).toEqual([
        sealedChunkBytes,
        sealedChunkBytes,
        9 + sealedChunkBytes - chunkBytes,
      ]);
      expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(1);
      expect(kept.equals(await file.read(0, kept.byteLength))).toBe(true);
      expect(body.equals(kept)).toBe(true);
    });
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

import { array, assert, asyncProperty, integer, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAll } from '../../../../../src/core/broker/bodies/node-spool-disk.ts';

describe('a write of several pieces', () => {
  it('is whole and in order, however little the system takes at once', async () => {
    await assert(
      asyncProperty(
        array(uint8Array({ maxLength: 9 }), { maxLength: 6 }),
        array(integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
        async (pieces, sizes) => {
          const taken: number[] = [];
          let turn = 0;
          const file = {
            writev<B extends readonly NodeJS.ArrayBufferView[]>(buffers: B, position?: number) {
              expect(position).toBe(7 + taken.length);
              const bytes = buffers.flatMap((piece) => [
                ...Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength),
              ]);
              const some = bytes.slice(0, sizes[turn % sizes.length]);
              turn += 1;
              taken.push(...some);
              return Promise.resolve({ bytesWritten: some.length, buffers });
            },
          };
          await writeAll(file, pieces, 7);
          expect(taken).toEqual(pieces.flatMap((piece) => [...piece]));
        },
      ),
    );
  });

  it('ends where the system takes nothing more and says nothing', async () => {
    const file = {
      writev: <B extends readonly NodeJS.ArrayBufferView[]>(buffers: B) =>
        Promise.resolve({ bytesWritten: 0, buffers }),
    };
    await expect(writeAll(file, [new Uint8Array(3)], 0)).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});

import { PassThrough, type Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { announcedLength } from '../../../../src/main/network/announced-length.ts';
import { bodyChunks } from '../../../../src/main/network/body-chunks.ts';

/** Reads an answer to its end; how often it was abandoned. */
async function read(incoming: Readable, length: number | null) {
  let abandoned = 0;
  const chunks: Uint8Array[] = [];
  const abandon = (): void => {
    abandoned += 1;
  };
  let error: unknown = null;
  try {
    for await (const chunk of bodyChunks(incoming, { length, abandon, endedBy: () => null }))
      chunks.push(chunk);
  } catch (caught) {
    error = caught;
  }
  return { text: Buffer.concat(chunks).toString(), abandoned, error };
}

describe('the body of an answer', () => {
  it('whose length was announced is whole with its last byte, and what follows is let happen', async () => {
    const incoming = new PassThrough();
    incoming.write('hello ');
    const reading = read(incoming, 11);
    incoming.write('world');
    expect(await reading).toStrictEqual({ text: 'hello world', abandoned: 0, error: null });
    const closed = new Promise((resolve) => incoming.once('close', resolve));
    incoming.end();
    await closed;
  });

  it('of more than is read ahead is read on to its end as well', async () => {
    const incoming = new PassThrough({ highWaterMark: 65_536 });
    const size = 5_000_000;
    const reading = read(incoming, size);
    for (let left = size; left > 0; left -= 100_000) incoming.write(Buffer.alloc(100_000, 'a'));
    expect((await reading).text).toHaveLength(size);
    const closed = new Promise((resolve) => incoming.once('close', resolve));
    incoming.end();
    await closed;
  });

  it('that announced nothing in it is whole at once', async () => {
    const incoming = new PassThrough();
    expect(await read(incoming, 0)).toStrictEqual({ text: '', abandoned: 0, error: null });
    const closed = new Promise((resolve) => incoming.once('close', resolve));
    incoming.end();
    await closed;
  });

  it('that is shorter than was announced is what the network says of that', async () => {
    const incoming = new PassThrough();
    const reading = read(incoming, 11);
    incoming.write('hello');
    incoming.destroy(new Error('net::ERR_CONTENT_LENGTH_MISMATCH'));
    const { abandoned, error } = await reading;
    expect(abandoned).toBe(1);
    expect(error).toBeInstanceOf(Error);
  });

  it('without a length is whole at its end', async () => {
    const incoming = new PassThrough();
    const reading = read(incoming, null);
    incoming.end('hello');
    expect(await reading).toStrictEqual({ text: 'hello', abandoned: 0, error: null });
  });
});

describe('the length that is announced', () => {
  it.each([
    ['one length', [['content-length', '12']], 12],
    ['none', [['content-type', 'text/plain']], null],
    [
      'of a coding',
      [
        ['content-length', '12'],
        ['content-encoding', 'gzip'],
      ],
      null,
    ],
    [
      'beside pieces',
      [
        ['content-length', '12'],
        ['transfer-encoding', 'chunked'],
      ],
      null,
    ],
    [
      'two',
      [
        ['content-length', '12'],
        ['content-length', '13'],
      ],
      null,
    ],
    ['a list', [['content-length', '12, 12']], null],
    ['no number', [['content-length', '-1']], null],
    ['of more digits than can be counted', [['content-length', '9'.repeat(20)]], null],
  ] as const)('%s', (_, headers, length) => {
    expect(announcedLength(headers)).toBe(length);
  });
});

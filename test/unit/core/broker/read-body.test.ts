import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GrowingBody } from '../../../../src/core/broker/bodies/growing-body.ts';
import { SpoolFile } from '../../../../src/core/broker/bodies/spool-file.ts';
import { CredentialFilter } from '../../../../src/core/broker/credential-filter.ts';
import { readBody } from '../../../../src/core/broker/read-body.ts';
import { supplyTransfer } from '../../../support/array-buffer-transfer.ts';
import { MemoryDisk } from './bodies/memory-disk.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.s1gnature';
const inlineBytes = 100_000;
const head = { url: 'https://api.example.test/', headers: [] };

/** Bytes with memory of their own, as the network delivers them. */
function own(bytes: Uint8Array): Uint8Array {
  const memory = new Uint8Array(bytes.byteLength);
  memory.set(bytes);
  return memory;
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function readAll(
  chunks: readonly Uint8Array[],
  { credentials = [token], most = Number.POSITIVE_INFINITY } = {},
) {
  const disk = new MemoryDisk();
  const body = new GrowingBody(head, inlineBytes, () => SpoolFile.create(disk, '/spool/one'));
  const filter = new CredentialFilter(credentials);
  const read = await readBody(each(chunks), {
    filter,
    body,
    most,
    came: () => undefined,
  });
  return { read, text: Buffer.from(await body.read(0, body.size)), replaced: filter.replaced };
}

describe('the memory of what came', () => {
  let takeAway: (() => void) | null = null;
  beforeEach(() => {
    takeAway = supplyTransfer();
  });
  afterEach(() => {
    takeAway?.();
  });

  it('is given back as soon as it is in a file', async () => {
    const chunks = Array.from({ length: 6 }, () => own(randomBytes(60_000)));
    const whole = Buffer.concat(chunks);
    const { read, text } = await readAll(chunks);
    expect(read).toEqual({ size: whole.byteLength, end: { kind: 'whole' } });
    expect(text.equals(whole)).toBe(true);
    // The first was all that was kept in memory.
    expect(chunks.map(({ byteLength }) => byteLength)).toEqual([60_000, 0, 0, 0, 0, 0]);
  });

  it('stays while it is all that there is of the body', async () => {
    const chunks = [own(randomBytes(60_000)), own(randomBytes(40_000))];
    const whole = Buffer.concat(chunks);
    const { text } = await readAll(chunks);
    expect(text.equals(whole)).toBe(true);
    expect(chunks.map(({ byteLength }) => byteLength)).toEqual([60_000, 40_000]);
  });

  it('stays where others have a part of it', async () => {
    const memory = own(randomBytes(360_000));
    const whole = Buffer.from(memory);
    const { text } = await readAll([0, 1, 2].map((at) => memory.subarray(at * 120_000, (at + 1) * 120_000)));
    expect(text.equals(whole)).toBe(true);
    expect(memory.byteLength).toBe(360_000);
  });

  it('is given back of what is too much, and the answer ends there all the same', async () => {
    const chunks = Array.from({ length: 5 }, () => own(randomBytes(60_000)));
    const whole = Buffer.concat(chunks);
    const { read, text } = await readAll(chunks, { most: 200_000 });
    expect(read).toEqual({ size: 200_000, end: { kind: 'too-large' } });
    expect(text.equals(whole.subarray(0, 200_000))).toBe(true);
    expect(chunks.map(({ byteLength }) => byteLength)).toEqual([60_000, 0, 0, 0, 60_000]);
  });

  it('stays with whoever reads the body while its file is opened', async () => {
    const chunk = own(randomBytes(inlineBytes + 1));
    const whole = Buffer.from(chunk);
    const disk = new MemoryDisk();
    let shown: Uint8Array = new Uint8Array();
    const body = new GrowingBody(head, inlineBytes, async () => {
      shown = await body.read(0, 1000);
      return SpoolFile.create(disk, '/spool/one');
    });
    await readBody(each([chunk]), {
      filter: new CredentialFilter([]),
      body,
      most: Number.POSITIVE_INFINITY,
      came: () => undefined,
    });
    expect(chunk.byteLength).toBe(0);
    expect(whole.subarray(0, 1000).equals(shown)).toBe(true);
  });

  it('may be gone while the beginning of a credential waits for its end', async () => {
    for (const cut of [1, 2, token.length - 1]) {
      const filled = Buffer.alloc(120_000, '-');
      const chunks = [
        filled,
        Buffer.concat([filled, Buffer.from(token.slice(0, cut))]),
        Buffer.concat([Buffer.from(token.slice(cut)), filled]),
      ].map(own);
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      const { text, replaced } = await readAll(chunks);
      expect(chunks.at(1)?.byteLength).toBe(0);
      expect(text.toString()).toBe(`${'-'.repeat(240_000)}[access token]${'-'.repeat(120_000)}`);
      expect(replaced).toBe(true);
    }
  });
});

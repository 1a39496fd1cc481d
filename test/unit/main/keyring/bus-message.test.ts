import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCall } from '../../../../src/main/keyring/bus-call.ts';
import type { BusReader } from '../../../../src/main/keyring/bus-body.ts';
import { decodeMessage, longestMessage, valuesOf } from '../../../../src/main/keyring/bus-message.ts';
import type { BusMessage } from '../../../../src/main/keyring/bus-message.ts';
import { boxed, bytesOf, number, text } from './bus-bytes.ts';

const signal = bytesOf({
  type: 'signal',
  sender: ':1.1',
  path: '/prompt/1',
  member: 'Completed',
  signature: 'bv',
  body: Buffer.concat([number(1), boxed(true)]),
});

/** What decoding comes to; nothing but a RangeError may be thrown. */
function outcome(bytes: Buffer): 'message' | 'more' | 'refused' {
  try {
    return decodeMessage(bytes) === null ? 'more' : 'message';
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

describe('encodeCall', () => {
  it('writes a call byte for byte as the specification has it', () => {
    const call = { destination: 'a.b', path: '/c', interface: 'a.c', member: 'D', body: ['é', ['/e', '/f']] };
    const bytes = encodeCall(call, 7);
    const fields = [
      ...field(1, 'o', '/c'),
      ...field(2, 's', 'a.c'),
      ...field(3, 's', 'D'),
      ...field(6, 's', 'a.b'),
      8,
      1,
      ...Buffer.from('g\0'),
      3,
      ...Buffer.from('sao\0'),
    ];
    // `é` is two bytes and a zero behind its length: the array begins one later, at a multiple of four.
    const body = [...text('é'), 0, ...number(15), ...text('/e'), 0, ...text('/f')];
    const head = [0x6c, 1, 0, 1, ...number(body.length), ...number(7), ...number(fields.length)];
    const padding = Array.from({ length: (8 - (fields.length % 8)) % 8 }, () => 0);
    expect([...bytes]).toEqual([...head, ...fields, ...padding, ...body]);
  });
});

describe('decodeMessage', () => {
  it('reads a signal and leaves what is behind it', () => {
    const decoded = decodeMessage(Buffer.concat([signal, Buffer.from('more')]));
    expect(decoded?.rest.toString()).toBe('more');
    expect(decoded?.message).toMatchObject({
      kind: 'signal',
      replyTo: null,
      sender: ':1.1',
      path: '/prompt/1',
      member: 'Completed',
      signature: 'bv',
    });
  });

  it('waits for the rest of a message, wherever it is cut', () => {
    for (let length = 0; length < signal.length; length += 1)
      expect(outcome(signal.subarray(0, length))).toBe('more');
  });

  it('takes a message as long as one may be, and refuses a longer one before it has come', () => {
    const most = longestMessage - fill(0).length;
    expect(outcome(fill(most))).toBe('message');
    expect(outcome(fill(most + 1).subarray(0, 16))).toBe('refused');
  });

  it.each([
    ['big-endian', Buffer.concat([Buffer.from([0x42]), signal.subarray(1)])],
    ['of another version', Buffer.concat([signal.subarray(0, 3), Buffer.from([2]), signal.subarray(4)])],
  ])('refuses a message that is %s', (_what, bytes) => {
    expect(outcome(bytes)).toBe('refused');
  });

  it('changes of any byte and noise are read, waited for or refused, and nothing else', () => {
    for (let at = 0; at < signal.length; at += 1) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.from(signal);
        bytes[at] = value;
        expect(outcome(bytes)).toMatch(/^(message|more|refused)$/);
      }
    }
    const noise = uint8Array({ maxLength: 300 });
    assert(
      property(noise, (bytes) => {
        outcome(Buffer.from(bytes));
        outcome(Buffer.concat([signal.subarray(0, 16), Buffer.from(bytes)]));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('valuesOf', () => {
  it('reads what a keyring answers with', () => {
    const unlock = read('aoo', Buffer.concat([number(7), text('/a'), Buffer.from([0]), text('/')]));
    expect([unlock.objectPaths(), unlock.objectPath(), unlock.atEnd]).toEqual([['/a'], '/', true]);
    const told = read('bv', Buffer.concat([number(0), boxed(true)]));
    expect([told.boolean(), told.boxedBoolean()]).toEqual([false, true]);
  });

  it.each<[string, () => unknown]>([
    ['of another type', () => valuesOf({ ...anyMessage(), signature: 's' }, 'o')],
    ['that is no boolean', () => read('b', number(2)).boolean()],
    ['that is not there', () => read('b', Buffer.alloc(0)).boolean()],
    [
      'in a variant of another type',
      () => read('v', Buffer.from([1, 0x73, 0, 0, 0, 0, 0, 0])).boxedBoolean(),
    ],
    ['in an empty variant', () => read('v', Buffer.alloc(0)).boxedBoolean()],
    ['with a text that has no end', () => read('s', Buffer.concat([number(2), Buffer.from('abc')])).text()],
    ['with a length beyond its message', () => read('s', number(0xffff_ffff)).text()],
    ['that names no object', () => read('o', text('/a//b')).objectPath()],
    ['in an array beyond its message', () => read('ao', number(0xffff_ffff)).objectPaths()],
    ['longer than its array', () => read('ao', Buffer.concat([number(3), text('/a')])).objectPaths()],
  ])('refuses a value %s', (_what, reading) => {
    expect(reading).toThrow(RangeError);
  });
});

function read(signature: string, body: Buffer): BusReader {
  const decoded = decodeMessage(bytesOf({ type: 'reply', replyTo: 1, signature, body }));
  if (decoded === null) throw new Error('It is a whole message.');
  return valuesOf(decoded.message, signature);
}

function anyMessage(): BusMessage {
  const decoded = decodeMessage(signal);
  if (decoded === null) throw new Error('It is a whole message.');
  return decoded.message;
}

/** A field of a header, up to the next multiple of eight. */
function field(code: number, type: string, value: string): number[] {
  const all = [code, 1, ...Buffer.from(`${type}\0`), ...text(value)];
  return [...all, ...Array.from({ length: (8 - (all.length % 8)) % 8 }, () => 0)];
}

/** A message whose body has so many bytes. */
function fill(body: number): Buffer {
  return bytesOf({ type: 'reply', replyTo: 1, signature: 's', body: Buffer.alloc(body) });
}

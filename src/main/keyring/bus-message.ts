/*
 * As much of the D-Bus wire format as asking a keyring needs (D-Bus specification, "Message Format"): little-endian,
 * bodies of strings and object paths.
 */

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** `s` and `ao` are what this file can write. */
  readonly body: readonly (string | readonly string[])[];
}

export interface BusMessage {
  readonly kind: 'reply' | 'error' | 'signal' | 'other';
  /** The call that a reply or an error answers. */
  readonly replyTo: number | null;
  readonly path: string | null;
  readonly member: string | null;
  readonly body: BodyReader;
}

/** Real answers of a keyring have less than 1 kB. */
const longestMessage = 65_536;

const field = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;
const kinds = { 2: 'reply', 3: 'error', 4: 'signal' } as const;

/** Writes values one after the other, each on its own alignment. */
class Writer {
  readonly #bytes: number[] = [];

  align(to: number): this {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
    return this;
  }

  byte(value: number): this {
    this.#bytes.push(value);
    return this;
  }

  number(value: number): this {
    this.align(4);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes.push((value >>> shift) & 0xff);
    return this;
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.number(bytes.length);
    this.#bytes.push(...bytes, 0);
    return this;
  }

  signature(value: string): this {
    this.#bytes.push(value.length, ...Buffer.from(value), 0);
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#bytes.push(...bytes);
    return this;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** One method call as it goes over the wire. */
export function encodeCall(call: BusCall, serial: number): Buffer {
  const body = new Writer();
  for (const value of call.body) {
    if (typeof value === 'string') body.text(value);
    else body.raw(arrayOf(value));
  }
  const signature = call.body.map((value) => (typeof value === 'string' ? 's' : 'ao')).join('');
  const fields = new Writer();
  const header = (code: number, type: string, value: string): void => {
    fields.align(8).byte(code).signature(type);
    if (type === 'g') fields.signature(value);
    else fields.text(value);
  };
  header(field.path, 'o', call.path);
  header(field.interface, 's', call.interface);
  header(field.member, 's', call.member);
  header(field.destination, 's', call.destination);
  if (signature !== '') header(field.signature, 'g', signature);
  const head = new Writer().byte(0x6c).byte(1).byte(0).byte(1);
  head.number(body.bytes.length).number(serial).number(fields.bytes.length).raw(fields.bytes).align(8);
  return Buffer.concat([head.bytes, body.bytes]);
}

/** An array of object paths at the beginning of a body. */
function arrayOf(paths: readonly string[]): Buffer {
  const items = new Writer();
  for (const path of paths) items.text(path);
  return new Writer().number(items.bytes.length).raw(items.bytes).bytes;
}

/** Reads values of a body in the order in which they come. @throws {RangeError} when it ends before */
export class BodyReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  number(): number {
    this.#at = aligned(this.#at, 4) + 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }

  text(): string {
    const length = this.number();
    const from = this.#at;
    this.#at = from + length + 1;
    if (this.#at > this.#bytes.length) throw new RangeError('The text is longer than its message.');
    return this.#bytes.toString('utf8', from, from + length);
  }

  /** A number or a boolean in a variant: its signature comes first. */
  boxedNumber(): number {
    this.#at += 2 + (this.#bytes[this.#at] ?? 0);
    return this.number();
  }

  texts(): readonly string[] {
    const end = this.number() + this.#at;
    const all: string[] = [];
    while (this.#at < end) all.push(this.text());
    return all;
  }
}

/**
 * The first whole message in these bytes and what is behind it; null while there is more to come.
 * @throws {RangeError} for what is no message, or too long a one
 */
export function decodeMessage(bytes: Buffer): { readonly message: BusMessage; readonly rest: Buffer } | null {
  if (bytes.length < 16) return null;
  if (bytes[0] !== 0x6c) throw new RangeError('The message is not little-endian.');
  const bodyLength = bytes.readUInt32LE(4);
  const fieldsEnd = 16 + bytes.readUInt32LE(12);
  const bodyStart = aligned(fieldsEnd, 8);
  const end = bodyStart + bodyLength;
  if (end > longestMessage) throw new RangeError('The message is too long.');
  if (bytes.length < end) return null;
  const fields = readFields(bytes, fieldsEnd);
  const code = bytes[1] ?? 0;
  const text = (of: number): string | null => {
    const value = fields.get(of);
    return typeof value === 'string' ? value : null;
  };
  const replyTo = fields.get(field.replySerial);
  return {
    message: {
      kind: code === 2 || code === 3 || code === 4 ? kinds[code] : 'other',
      replyTo: typeof replyTo === 'number' ? replyTo : null,
      path: text(field.path),
      member: text(field.member),
      body: new BodyReader(bytes.subarray(bodyStart, end)),
    },
    rest: bytes.subarray(end),
  };
}

function readFields(bytes: Buffer, end: number): ReadonlyMap<number, string | number> {
  const fields = new Map<number, string | number>();
  for (let at = 16; at < end; at = aligned(at, 8)) {
    const code = bytes[at] ?? 0;
    const typeLength = bytes[at + 1] ?? 0;
    const type = bytes.toString('latin1', at + 2, at + 2 + typeLength);
    at += 3 + typeLength;
    if (type === 'g') {
      at += 2 + (bytes[at] ?? 0);
      continue;
    }
    at = aligned(at, 4);
    const number = bytes.readUInt32LE(at);
    at += 4;
    if (type === 'u') {
      fields.set(code, number);
      continue;
    }
    if (type !== 's' && type !== 'o')
      throw new RangeError(`The header has a field of the unknown type ${type}.`);
    fields.set(code, bytes.toString('utf8', at, at + number));
    at += number + 1;
  }
  return fields;
}

function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}

import { aligned, BusReader } from './bus-body.ts';
import { headerField, littleEndian, protocolVersion } from './bus-call.ts';

/** One message as the session bus brings it (D-Bus specification, "Message Format"). */
export interface BusMessage {
  readonly kind: 'reply' | 'error' | 'signal' | 'other';
  /** The call that a reply or an error answers. */
  readonly replyTo: number | null;
  /** The connection that it comes from: the bus sets it, nobody else can. */
  readonly sender: string | null;
  readonly path: string | null;
  readonly interface: string | null;
  readonly member: string | null;
  /** The types of its values. */
  readonly signature: string;
  readonly body: Buffer;
}

/** Real answers of a keyring have less than 1 kB; this is in bytes, head and body. */
export const longestMessage = 65_536;

const fixedHead = 16;
const kinds: Readonly<Record<number, BusMessage['kind']>> = { 2: 'reply', 3: 'error', 4: 'signal' };

/** The values of a message. @throws {RangeError} when they have other types */
export function valuesOf({ body, signature }: BusMessage, expected: string): BusReader {
  if (signature !== expected) throw new RangeError(`The values are ${signature} and not ${expected}.`);
  return new BusReader(body);
}

/**
 * The first whole message in these bytes and what is behind it; null while there is more to come.
 * @throws {RangeError} for what is no message, or too long a one
 */
export function decodeMessage(bytes: Buffer): { readonly message: BusMessage; readonly rest: Buffer } | null {
  if (bytes.length < fixedHead) return null;
  // A session bus and its programs are on one computer, so its order is ours.
  if (bytes[0] !== littleEndian || bytes[3] !== protocolVersion) throw new RangeError('It is no message.');
  const fieldsEnd = fixedHead + bytes.readUInt32LE(12);
  const bodyStart = aligned(fieldsEnd, 8);
  const end = bodyStart + bytes.readUInt32LE(4);
  if (end > longestMessage) throw new RangeError('The message is too long.');
  if (bytes.length < end) return null;
  const fields = readFields(bytes.subarray(0, fieldsEnd));
  const text = (code: number): string | null => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : null;
  };
  const replyTo = fields.get(headerField.replySerial);
  return {
    message: {
      kind: kinds[bytes[1] ?? 0] ?? 'other',
      replyTo: typeof replyTo === 'number' ? replyTo : null,
      sender: text(headerField.sender),
      path: text(headerField.path),
      interface: text(headerField.interface),
      member: text(headerField.member),
      signature: text(headerField.signature) ?? '',
      body: bytes.subarray(bodyStart, end),
    },
    rest: bytes.subarray(end),
  };
}

function readFields(head: Buffer): ReadonlyMap<number, string | number> {
  const fields = new Map<number, string | number>();
  const reader = new BusReader(head, fixedHead);
  while (!reader.atEnd) {
    reader.align(8);
    const code = reader.byte();
    fields.set(code, readField(reader, reader.signature()));
  }
  return fields;
}

function readField(reader: BusReader, type: string): string | number {
  switch (type) {
    case 'o':
      return reader.objectPath();
    case 's':
      return reader.text();
    case 'g':
      return reader.signature();
    case 'u':
      return reader.number();
    default:
      // The specification has no other, and how long an unknown one is nobody can tell.
      throw new RangeError('The header has a field of an unknown type.');
  }
}

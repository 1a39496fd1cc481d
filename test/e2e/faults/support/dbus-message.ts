/* As much of D-Bus's messages as one small service needs (https://dbus.freedesktop.org/doc/dbus-specification.html). */

/** A message that a test sends. */
export type Sent =
  | {
      readonly type: 'call';
      readonly path: string;
      readonly interface: string;
      readonly member: string;
      readonly destination: string;
      /** A text and a number of flags, as `RequestName` takes them. */
      readonly text?: string;
    }
  | {
      readonly type: 'signal';
      readonly path: string;
      readonly interface: string;
      readonly member: string;
      readonly flag: boolean;
    }
  | {
      readonly type: 'error';
      readonly error: string;
      readonly replyTo: number;
      readonly destination: string;
    };

/** What a test reads of one that it gets. */
export interface Received {
  readonly type: 'call' | 'other';
  readonly serial: number;
  /** The message that this one answers; null when it answers none. */
  readonly replyTo: number | null;
  readonly sender: string | null;
}

const codes = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  replyTo: 5,
  destination: 6,
  sender: 7,
  signature: 8,
};
const types = { call: 1, error: 3, signal: 4 };

/** A message of ours, with this serial number. */
export function dbusMessage(sent: Sent, serial: number): Buffer {
  const [signature, body] = bodyOf(sent);
  const fields: Buffer[] = [];
  const text = (code: number, kind: string, value: string): void => {
    fields.push(aligned(fields, 8), Buffer.from([code, 1]), Buffer.from(`${kind}\0`), texts(value));
  };
  if (sent.type !== 'error') {
    text(codes.path, 'o', sent.path);
    text(codes.interface, 's', sent.interface);
    text(codes.member, 's', sent.member);
  } else {
    text(codes.error, 's', sent.error);
    fields.push(
      aligned(fields, 8),
      Buffer.from([codes.replyTo, 1]),
      Buffer.from('u\0'),
      number(sent.replyTo),
    );
  }
  if (sent.type !== 'signal') text(codes.destination, 's', sent.destination);
  if (signature !== '') {
    const own = Buffer.from([signature.length]);
    fields.push(aligned(fields, 8), Buffer.from([codes.signature, 1]), Buffer.from('g\0'));
    fields.push(own, Buffer.from(`${signature}\0`));
  }
  const list = Buffer.concat(fields);
  const start = Buffer.from(['l'.charCodeAt(0), types[sent.type], 0, 1]);
  const head = [start, number(body.length), number(serial), number(list.length), list];
  return Buffer.concat([...head, aligned(head, 8), body]);
}

function bodyOf(sent: Sent): readonly [signature: string, body: Buffer] {
  if (sent.type === 'signal') return ['b', number(sent.flag ? 1 : 0)];
  if (sent.type === 'error' || sent.text === undefined) return ['', Buffer.alloc(0)];
  const parts = [texts(sent.text)];
  return ['su', Buffer.concat([...parts, aligned(parts, 4), number(0)])];
}

/** The whole messages in these bytes, and what is left of the next. */
export function splitMessages(bytes: Buffer): {
  readonly messages: readonly Received[];
  readonly left: Buffer;
} {
  const messages: Received[] = [];
  let left = bytes;
  while (left.length >= 16) {
    const fieldsEnd = 16 + left.readUInt32LE(12);
    const end = Math.ceil(fieldsEnd / 8) * 8 + left.readUInt32LE(4);
    if (left.length < end) break;
    messages.push(read(left, fieldsEnd));
    left = left.subarray(end);
  }
  return { messages, left };
}

function read(bytes: Buffer, fieldsEnd: number): Received {
  let replyTo: number | null = null;
  let sender: string | null = null;
  let at = 16;
  while (at < fieldsEnd) {
    at = Math.ceil(at / 8) * 8;
    const code = bytes.readUInt8(at);
    const kind = String.fromCharCode(bytes.readUInt8(at + 2));
    at += 4;
    if (kind === 'g') {
      at += bytes.readUInt8(at) + 2;
    } else if (kind === 'u') {
      if (code === codes.replyTo) replyTo = bytes.readUInt32LE(at);
      at += 4;
    } else {
      const length = bytes.readUInt32LE(at);
      if (code === codes.sender) sender = bytes.toString('utf8', at + 4, at + 4 + length);
      at += 4 + length + 1;
    }
  }
  const type = bytes.readUInt8(1) === types.call ? 'call' : 'other';
  return { type, serial: bytes.readUInt32LE(8), replyTo, sender };
}

/** A text as it lies in a message: its length, itself, and a zero. Begins where a number may. */
function texts(value: string): Buffer {
  const own = Buffer.from(value);
  return Buffer.concat([number(own.length), own, Buffer.alloc(1)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** What has to stand behind these bytes so that the next begin at a multiple. */
function aligned(before: readonly Buffer[], multiple: number): Buffer {
  const length = before.reduce((sum, { length: one }) => sum + one, 0);
  return Buffer.alloc((multiple - (length % multiple)) % multiple);
}

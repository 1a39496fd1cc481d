/** What a bus would send, written from the specification and not from the client. */
export interface Sent {
  readonly type: 'call' | 'reply' | 'error' | 'signal';
  readonly replyTo?: number;
  readonly sender?: string;
  readonly destination?: string;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly signature?: string;
  readonly body?: Buffer;
}

const types = { call: 1, reply: 2, error: 3, signal: 4 } as const;

export function bytesOf({ body = Buffer.alloc(0), signature = '', ...sent }: Sent): Buffer {
  const fields: Buffer[] = [];
  const add = (code: number, kind: string, value: Buffer): void => {
    const head = Buffer.concat([Buffer.from([code, kind.length]), Buffer.from(`${kind}\0`)]);
    fields.push(Buffer.concat([head, value]));
  };
  if (sent.path !== undefined) add(1, 'o', text(sent.path));
  if (sent.interface !== undefined) add(2, 's', text(sent.interface));
  if (sent.member !== undefined) add(3, 's', text(sent.member));
  if (sent.replyTo !== undefined) add(5, 'u', number(sent.replyTo));
  if (sent.destination !== undefined) add(6, 's', text(sent.destination));
  if (sent.sender !== undefined) add(7, 's', text(sent.sender));
  if (signature !== '') add(8, 'g', shortText(signature));
  const all = fields.map((bytes, index) => (index === fields.length - 1 ? bytes : padded(bytes)));
  const list = Buffer.concat(all);
  return Buffer.concat([
    Buffer.from([0x6c, types[sent.type], 0, 1]),
    number(body.length),
    number(1),
    number(list.length),
    padded(list),
    body,
  ]);
}

export function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes, Buffer.from([0])]);
}

/** A boolean in a variant. */
export function boxed(value: boolean): Buffer {
  return Buffer.concat([shortText('b'), Buffer.from([0]), number(value ? 1 : 0)]);
}

function shortText(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

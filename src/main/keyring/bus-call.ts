/** One call of a method on the session bus. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** A text is written as `s`, a list as object paths, `ao`: a keyring is asked with nothing else. */
  readonly body: readonly (string | readonly string[])[];
}

/** What the fields of a header are numbered (D-Bus specification, "Header Fields"). */
export const headerField = {
  path: 1,
  interface: 2,
  member: 3,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

export const littleEndian = 0x6c;
export const protocolVersion = 1;
const methodCall = 1;

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
    return this.number(bytes.length).raw(bytes).byte(0);
  }

  signature(value: string): this {
    return this.byte(value.length).raw(Buffer.from(value, 'latin1')).byte(0);
  }

  raw(bytes: Uint8Array): this {
    for (const value of bytes) this.#bytes.push(value);
    return this;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** A call as it goes over the wire (D-Bus specification, "Message Format"). `serial` names it in its reply, and is not 0. */
export function encodeCall(call: BusCall, serial: number): Buffer {
  const body = new Writer();
  for (const value of call.body) {
    if (typeof value === 'string') body.text(value);
    else writePaths(body, value);
  }
  const signature = call.body.map((value) => (typeof value === 'string' ? 's' : 'ao')).join('');
  const fields = new Writer();
  const add = (code: number, type: 'o' | 's', value: string): void => {
    fields.align(8).byte(code).signature(type).text(value);
  };
  add(headerField.path, 'o', call.path);
  add(headerField.interface, 's', call.interface);
  add(headerField.member, 's', call.member);
  add(headerField.destination, 's', call.destination);
  if (signature !== '') fields.align(8).byte(headerField.signature).signature('g').signature(signature);
  const head = new Writer().byte(littleEndian).byte(methodCall).byte(0).byte(protocolVersion);
  head.number(body.bytes.length).number(serial).number(fields.bytes.length).raw(fields.bytes).align(8);
  return Buffer.concat([head.bytes, body.bytes]);
}

/** Its length is that of its values, without what aligns the first of them; object paths need nothing there. */
function writePaths(body: Writer, paths: readonly string[]): void {
  const items = new Writer();
  for (const path of paths) items.text(path);
  body.number(items.bytes.length).raw(items.bytes);
}

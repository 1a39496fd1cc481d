import { Buffer } from 'node:buffer';

/** What stands in the place of a credential. */
export const credentialMark = '[access token]';

const replacement = Buffer.from(credentialMark, 'latin1');
const replacementLittleEndian = Buffer.from(credentialMark, 'utf16le');
const replacementBigEndian = Buffer.from(replacementLittleEndian).swap16();
const percent = 0x25;
const backslash = 0x5c;
const quote = 0x22;
const letterU = 0x75;

/**
 * Replaces what an answer repeats of the credentials that were sent, by `[access token]`.
 *
 * Found are the credential as it is (also in UTF-16), percent-encoded and JSON-escaped in whole or in part, also across the
 * borders of chunks. An echo that was changed in another way (base64, reversed, cut in pieces) is out of scope: SECURITY.md.
 * SECURITY: test/unit/core/broker/credential-filter.test.ts.
 */
export class CredentialFilter {
  /** True once something was replaced. */
  replaced = false;
  /** As bytes; a credential is ASCII (RFC 6749 appendix A.12). */
  readonly #credentials: readonly Uint8Array[];
  /** Bytes; no form of any credential is shorter. */
  readonly #shortest: number;
  /** 1 where a form of any credential can begin with that byte. */
  readonly #firstBytes = new Uint8Array(256);

  constructor(credentials: readonly string[]) {
    const present = credentials.filter((value) => value !== '');
    this.#credentials = present.map((value) => Buffer.from(value, 'latin1'));
    this.#shortest = Math.min(...present.map((value) => value.length));
    // A plain beginning, an escaped one, and the first half of a UTF-16 character.
    for (const byte of [percent, backslash, 0]) this.#firstBytes[byte] = 1;
    for (const [byte = 0] of this.#credentials) this.#firstBytes[byte] = 1;
  }

  /** A filter for one stream of bytes. What `push` returns may lag behind what it was given; `end` returns the rest. */
  stream(): { push(chunk: Uint8Array): Uint8Array; end(): Uint8Array } {
    let held: Uint8Array = new Uint8Array();
    return {
      push: (chunk) => {
        if (this.#credentials.length === 0) return chunk;
        const { clean, rest } = this.#scan(
          held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]),
          false,
        );
        held = rest;
        return clean;
      },
      end: () => {
        const { clean } = this.#scan(held, true);
        held = new Uint8Array();
        return clean;
      },
    };
  }

  /** The same for a whole text, such as a header's value. */
  text(text: string): string {
    if (text.length < this.#shortest) return text;
    const bytes = Buffer.from(text, 'utf8');
    const { clean } = this.#scan(bytes, true);
    return clean === bytes ? text : Buffer.from(clean).toString('utf8');
  }

  /** `rest` is the tail that may be the beginning of a credential; empty when `final`. */
  #scan(bytes: Uint8Array, final: boolean): { clean: Uint8Array; rest: Uint8Array } {
    const parts: Uint8Array[] = [];
    let from = 0;
    let at = 0;
    const first = this.#firstBytes;
    while (at < bytes.byteLength) {
      if (first[bytes[at] ?? 0] === 0) {
        at += 1;
        continue;
      }
      const match = this.#matchAt(bytes, at);
      if (match === 'unfinished' && !final) break;
      if (typeof match === 'string') {
        at += 1;
        continue;
      }
      this.replaced = true;
      parts.push(bytes.subarray(from, at), match.replacement);
      at += match.length;
      from = at;
    }
    const last = bytes.subarray(from, at);
    return {
      clean: parts.length === 0 && at === bytes.byteLength ? bytes : Buffer.concat([...parts, last]),
      rest: bytes.subarray(at),
    };
  }

  #matchAt(bytes: Uint8Array, at: number): Match | 'none' | 'unfinished' {
    let answer: 'none' | 'unfinished' = 'none';
    for (const credential of this.#credentials) {
      for (const form of forms) {
        const length = form.length(credential, bytes, at);
        if (length === 'unfinished') answer = 'unfinished';
        else if (length > 0) return { length, replacement: form.replacement };
      }
    }
    return answer;
  }
}

interface Match {
  readonly length: number;
  readonly replacement: Uint8Array;
}

/** One way in which a credential can stand in an answer. */
interface Form {
  readonly replacement: Uint8Array;
  /** Bytes from `at` on that are the credential; 0: not here; `unfinished`: the bytes end before that is known. */
  readonly length: (wanted: Uint8Array, bytes: Uint8Array, at: number) => number | 'unfinished';
}

const forms: readonly Form[] = [
  { replacement, length: escaped },
  // Apart from the escaped form, which takes `%`, `\\` and `"` for the beginning or end of something else.
  { replacement, length: (wanted, bytes, at) => spaced(wanted, bytes, at, 1, 0) },
  {
    replacement: replacementLittleEndian,
    length: (wanted, bytes, at) => spaced(wanted, bytes, at, 2, 0),
  },
  { replacement: replacementBigEndian, length: (wanted, bytes, at) => spaced(wanted, bytes, at, 2, 1) },
];

/** Each character in `width` bytes of which the one at `offset` is it, and the other is 0. */
function spaced(
  wanted: Uint8Array,
  bytes: Uint8Array,
  at: number,
  width: 1 | 2,
  offset: 0 | 1,
): number | 'unfinished' {
  const length = wanted.length * width;
  for (let index = 0; index < length; index += 1) {
    if (at + index >= bytes.length) return 'unfinished';
    const expected = index % width === offset ? wanted[(index - offset) / width] : 0;
    if (bytes[at + index] !== expected) return 0;
  }
  return length;
}

/** Each character plain, `%41`, `\u0041` or, for `/`, `"` and `\`, behind a backslash. */
function escaped(wanted: Uint8Array, bytes: Uint8Array, start: number): number | 'unfinished' {
  let at = start;
  for (let index = 0; index < wanted.length; index += 1) {
    const character = wanted[index] ?? 0;
    if (at >= bytes.length) return 'unfinished';
    const width = escapedWidth(character, bytes, at);
    if (width === 0 || width === 'unfinished') return width;
    at += width;
  }
  return at - start;
}

function escapedWidth(character: number, bytes: Uint8Array, at: number): number | 'unfinished' {
  const byte = bytes[at];
  if (byte === percent) {
    const width = hexWidth(character, bytes, at, 1, 2);
    // JSON leaves a percent sign as it is.
    return width === 0 && character === percent ? 1 : width;
  }
  if (byte === backslash) {
    if (at + 1 >= bytes.length) return 'unfinished';
    if (bytes[at + 1] === letterU) return hexWidth(character, bytes, at, 2, 4);
    return bytes[at + 1] === character &&
      (character === 0x2f || character === quote || character === backslash)
      ? 2
      : 0;
  }
  return byte === character && character !== quote ? 1 : 0;
}

function hexWidth(
  character: number,
  bytes: Uint8Array,
  at: number,
  prefix: number,
  digits: number,
): number | 'unfinished' {
  let value = 0;
  for (let index = 0; index < digits; index += 1) {
    const byte = bytes[at + prefix + index];
    if (byte === undefined) return 'unfinished';
    const digit = hexDigit(byte);
    if (digit === -1) return 0;
    value = value * 16 + digit;
  }
  return value === character ? prefix + digits : 0;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

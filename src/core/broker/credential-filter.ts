import { Buffer } from 'node:buffer';
import { CredentialProbe } from './credential-probe.ts';
import { BytePairs } from './byte-pairs.ts';

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
  readonly #credentials: Uint8Array[] = [];
  /** Bytes; no form of any credential is shorter. */
  #shortest = Number.POSITIVE_INFINITY;
  /** With which two bytes a form of any credential can begin: few places need a closer look. */
  readonly #beginnings = new BytePairs();

  #probe: CredentialProbe | null = null;

  constructor(credentials: readonly string[]) {
    this.add(credentials);
  }

  /** Looks for these as well, from now on: not in a stream that has begun. */
  add(credentials: readonly string[]): void {
    for (const value of credentials) {
      if (value === '') continue;
      const credential = Buffer.from(value, 'latin1');
      this.#credentials.push(credential);
      this.#shortest = Math.min(this.#shortest, credential.length);
      for (const [first, second] of beginningsOf(credential)) this.#beginnings.add(first, second);
    }
    this.#probe = null;
  }

  /** A filter for one stream of bytes. */
  stream(): FilterStream {
    let held: Uint8Array = new Uint8Array();
    return {
      push: (chunk) => {
        if (this.#credentials.length === 0) return chunk;
        const bytes = held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]);
        const clear = bytes.byteLength < worthProbing ? 0 : this.#probeOf().clearUntil(bytes);
        const { clean, rest } = this.#scan(bytes, clear, false);
        // A copy: the chunk's memory is its owner's.
        held = new Uint8Array(rest);
        return clean;
      },
      end: () => {
        const { clean } = this.#scan(held, 0, true);
        held = new Uint8Array();
        return clean;
      },
      cut: () => {
        const { clean } = this.#scan(held, 0, true);
        const telling = held.byteLength >= shortestTellingPart;
        held = new Uint8Array();
        if (!telling) return clean;
        this.replaced = true;
        return replacement;
      },
    };
  }

  /** The same for a whole text, such as a header's value. */
  text(text: string): string {
    if (text.length < this.#shortest) return text;
    const bytes = Buffer.from(text, 'utf8');
    const { clean } = this.#scan(bytes, 0, true);
    return clean.byteLength === bytes.byteLength && !this.replaced
      ? text
      : Buffer.from(clean).toString('utf8');
  }

  #probeOf(): CredentialProbe {
    this.#probe ??= new CredentialProbe(this.#credentials);
    return this.#probe;
  }

  /** `rest` is the tail that may be the beginning of a credential; empty when `final`. None begins before `clear`. */
  #scan(bytes: Uint8Array, clear: number, final: boolean): { clean: Uint8Array; rest: Uint8Array } {
    const parts: Uint8Array[] = [];
    let from = 0;
    let at = clear;
    const beginnings = this.#beginnings;
    const lastByte = bytes.byteLength - 1;
    while (at <= lastByte) {
      let first = bytes[at] ?? 0;
      while (at < lastByte) {
        const second = bytes[at + 1] ?? 0;
        if (beginnings.has(first, second)) break;
        first = second;
        at += 1;
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
      clean: parts.length === 0 ? last : Buffer.concat([...parts, last]),
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

/** Bytes of a credential's beginning that are too many to show, and too many to be there by chance. */
const shortestTellingPart = 8;

export interface FilterStream {
  /** What may be passed on; it may lag behind what was given. */
  push(chunk: Uint8Array): Uint8Array;
  /** The rest, where nothing follows. */
  end(): Uint8Array;
  /** The rest, where more should have followed: what may be the beginning of a credential is replaced like a whole one. */
  cut(): Uint8Array;
}

/** Bytes of a chunk from which on it is quicker to probe it first. */
const worthProbing = 4096;

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

/** The first two bytes of each form that a credential can have. */
function* beginningsOf(credential: Uint8Array): Generator<readonly [first: number, second: number]> {
  const [first = 0, second] = credential;
  if (second === undefined) for (let any = 0; any < 256; any += 1) yield [first, any];
  else yield [first, second];
  // Plain, then escaped; and the two ways of UTF-16.
  yield* [[first, percent] as const, [first, backslash] as const, [first, 0] as const, [0, first] as const];
  for (const digit of (first >> 4).toString(16).toLowerCase() + (first >> 4).toString(16).toUpperCase())
    yield [percent, digit.charCodeAt(0)];
  yield* [[backslash, letterU] as const, [backslash, first] as const];
}

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

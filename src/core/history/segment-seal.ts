import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/* The sealed form of the history's files: docs/history.md. */

const magics = { segment: 'LKEY-HIS', index: 'LKEY-HIX' } as const;
const version = 1;
const saltAt = 16;
const tagBytes = 16;

/** Bytes of the header of a segment and of an index. */
export const headerBytes = 32;
/** Bytes before each sealed frame of a segment. */
export const frameHeadBytes = 12;
/** Bytes of a frame: longer ones are damage, and nothing tries to read them. */
const longestFrameBytes = 64 * 1_048_576;

type HistoryFileKind = keyof typeof magics;

/** The kind in eight bytes, the version in two, six that are zero, then 16 random ones that make the file's own key. */
export function newHeader(kind: HistoryFileKind): Uint8Array {
  return Buffer.concat([beginning(kind), randomBytes(headerBytes - saltAt)]);
}

/** The header of a file of this kind and version; null where it is something else, or was written by a newer Latchkey. */
export function headerOf(kind: HistoryFileKind, content: Uint8Array): Uint8Array | null {
  if (content.byteLength < headerBytes) return null;
  const header = Buffer.from(content.subarray(0, headerBytes));
  return header.subarray(0, saltAt).equals(beginning(kind)) ? header : null;
}

function beginning(kind: HistoryFileKind): Uint8Array {
  const bytes = Buffer.alloc(saltAt);
  bytes.write(magics[kind], 'latin1');
  bytes.writeUInt16BE(version, 8);
  return bytes;
}

/**
 * Seals and opens the pieces of one file: AES-256-GCM under a key of the file's own, derived from the history's key and the
 * header's random bytes (HKDF-SHA-256, RFC 5869). The number of a piece is its nonce, so each number is sealed once.
 */
export class FileSeal {
  readonly #key: KeyObject;
  readonly #bound: Uint8Array;

  /** @param bound what the seal vouches for beside the header, such as the name of another file */
  constructor(historyKey: Uint8Array, kind: HistoryFileKind, header: Uint8Array, bound = '') {
    const own = hkdfSync('sha256', historyKey, header.subarray(saltAt), `latchkey-history ${kind}`, 32);
    this.#key = createSecretKey(Buffer.from(own));
    this.#bound = Buffer.concat([header, Buffer.from(bound, 'utf8')]);
  }

  seal(number: number, plain: Uint8Array): Uint8Array {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(number), { authTagLength: tagBytes });
    cipher.setAAD(this.#bound);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null when it is not what was sealed under this number. */
  open(number: number, sealed: Uint8Array): Uint8Array | null {
    const end = sealed.byteLength - tagBytes;
    if (end < 0) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce(number), { authTagLength: tagBytes });
    decipher.setAAD(this.#bound);
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  }

  /** A frame as it stands in a segment. */
  frame(number: number, plain: Uint8Array): Uint8Array {
    const sealed = this.seal(number, plain);
    const head = Buffer.alloc(frameHeadBytes);
    head.writeUInt32BE(sealed.byteLength, 0);
    head.writeUInt32BE(number, 4);
    head.writeUInt32BE(checkOf(sealed.byteLength, number), 8);
    return Buffer.concat([head, sealed]);
  }
}

/** What stands before a frame: how long its sealed part is, and its number; null where that is damaged. */
export function frameHead(bytes: Uint8Array): { readonly length: number; readonly number: number } | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.readUInt32BE(0);
  const number = view.readUInt32BE(4);
  const whole = view.readUInt32BE(8) === checkOf(length, number);
  return whole && length >= tagBytes && length <= longestFrameBytes ? { length, number } : null;
}

/** Tells a head that is damaged; forgery is the seal's business. */
function checkOf(length: number, number: number): number {
  return ~(length ^ number) >>> 0;
}

function nonce(number: number): Uint8Array {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}

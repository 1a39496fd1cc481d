import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { letGo } from './let-go.ts';

/* The sealed form of a spooled body: docs/spool.md. */

/** Bytes of the body in each chunk but the last: large enough that the disk is asked seldom, small enough to open for one page. */
export const chunkBytes = 1_048_576;
const tagBytes = 16;
/** Bytes that are sealed at a time: allocators map larger pieces of memory anew each time, and keep smaller ones at hand. */
const pieceBytes = 32_768;
/** Bytes of a whole chunk in the file. */
export const sealedChunkBytes = chunkBytes + tagBytes;

const version = 1;
export const headerBytes = 16;

/** `LKEY-SPL`, the version in two bytes, two that are zero, and the chunk's size in four; big endian. */
export const header: Uint8Array = makeHeader();

function makeHeader(): Uint8Array {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write('LKEY-SPL', 'latin1');
  bytes.writeUInt16BE(version, 8);
  bytes.writeUInt32BE(chunkBytes, 12);
  return bytes;
}

/** Where a chunk begins in the file. */
export function chunkOffset(index: number): number {
  return headerBytes + index * sealedChunkBytes;
}

/**
 * The number of the chunk in eight bytes, then whether it is the last. Every key seals one body and every chunk once, so no
 * nonce comes twice; and a chunk that was moved, repeated, left out, or taken for the end does not open (the STREAM construction).
 */
function nonce(index: number, last: boolean): Uint8Array {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(index));
  bytes.writeUInt32BE(last ? 1 : 0, 8);
  return bytes;
}

/**
 * Seals one chunk: AES-256-GCM ciphertext, then the tag, with the file's header as associated data. It takes a quarter of a
 * millisecond, less than handing the chunk to a thread that does it (`docs/decisions/0035-chunks-are-sealed-where-they-are.md`).
 * @param into `sealedChunkBytes` long
 * @returns the part of `into` that holds the sealed chunk
 */
export function sealChunk(
  key: KeyObject,
  index: number,
  last: boolean,
  plain: Uint8Array,
  into: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index, last), { authTagLength: tagBytes });
  cipher.setAAD(header);
  for (let at = 0; at < plain.byteLength; at += pieceBytes) {
    const piece = cipher.update(plain.subarray(at, at + pieceBytes));
    into.set(piece, at);
    letGo(piece);
  }
  // GCM leaves nothing for the end.
  cipher.final();
  into.set(cipher.getAuthTag(), plain.byteLength);
  return into.subarray(0, plain.byteLength + tagBytes);
}

/** Opens one chunk. Null when it is not what was sealed under this key, number and place. */
export function openChunk(
  key: KeyObject,
  index: number,
  last: boolean,
  sealed: Uint8Array,
): Uint8Array | null {
  if (sealed.byteLength < tagBytes) return null;
  const end = sealed.byteLength - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last), { authTagLength: tagBytes });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}

import { createDecipheriv, webcrypto, type KeyObject } from 'node:crypto';

/* The sealed form of a spooled body: docs/spool.md. */

/** Bytes of the body in each chunk but the last: large enough that the disk is asked seldom, small enough to open for one page. */
export const chunkBytes = 1_048_576;
const tagBytes = 16;
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

/** A key of a file, for `sealChunk`. */
export function sealingKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('raw', key.export(), 'AES-GCM', false, ['encrypt']);
}

/**
 * Seals one chunk: AES-256-GCM ciphertext and tag, with the file's header as associated data. It is done by a thread of the
 * system's, so that the main process goes on meanwhile; `plain` is read before this returns.
 */
export async function sealChunk(
  key: webcrypto.CryptoKey,
  index: number,
  last: boolean,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const algorithm = {
    name: 'AES-GCM',
    iv: nonce(index, last),
    additionalData: header,
    tagLength: tagBytes * 8,
  };
  return new Uint8Array(await webcrypto.subtle.encrypt(algorithm, key, plain));
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

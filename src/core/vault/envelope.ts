import { createHash } from 'node:crypto';

/**
 * The outside of every vault file: what it is, in which format, and whether it is whole. Needs no key, so a file
 * that a disk damaged is told from one that a newer Latchkey wrote, and both from a file that is not ours.
 * The layout is in docs/vault.md; it stays the same in every later format.
 */
export type Envelope =
  | { readonly kind: 'ours'; readonly version: number; readonly body: Uint8Array }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string };

/** The format that is written of each kind of file; it and every earlier one are read. */
export const formatVersions = { 'LKEY-KEY': 2, 'LKEY-REC': 1 } as const;

export type EnvelopeMagic = keyof typeof formatVersions;

const magicBytes = 8;
const bodyAt = 26;
const checksumAt = 10;

export function wrapEnvelope(magic: EnvelopeMagic, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(bodyAt + body.length);
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt16BE(formatVersions[magic], magicBytes);
  bytes.set(body, bodyAt);
  bytes.set(checksum(bytes), checksumAt);
  return bytes;
}

export function openEnvelope(magic: EnvelopeMagic, content: Uint8Array): Envelope {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length === 0) return damaged('the file is empty');
  if (!magic.startsWith(bytes.toString('latin1', 0, magicBytes))) {
    return damaged('the file is not one of Latchkey’s');
  }
  if (bytes.length < bodyAt) return damaged('the file is cut off');
  if (!checksum(bytes).equals(bytes.subarray(checksumAt, bodyAt))) {
    return damaged('the file is damaged or cut off');
  }
  const version = bytes.readUInt16BE(magicBytes);
  if (version > formatVersions[magic]) return { kind: 'newer', version };
  if (version < 1) return damaged(`format ${String(version)} never existed`);
  return { kind: 'ours', version, body: bytes.subarray(bodyAt) };
}

/** Tells damage, not forgery: that is the seal's work. 128 bits of SHA-256 over everything but itself. */
function checksum(bytes: Buffer): Buffer {
  return createHash('sha256')
    .update(bytes.subarray(0, checksumAt))
    .update(bytes.subarray(bodyAt))
    .digest()
    .subarray(0, bodyAt - checksumAt);
}

function damaged(why: string): Envelope {
  return { kind: 'damaged', why };
}

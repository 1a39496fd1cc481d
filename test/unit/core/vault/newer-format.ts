import { createHash } from 'node:crypto';

/** A vault file with another format version and a right checksum, made from docs/vault.md and not from the product's code. */
export function wrapNewerFormat(content: Uint8Array | undefined, version = 3): Uint8Array {
  const bytes = Buffer.from(content ?? []);
  bytes.writeUInt16BE(version, 8);
  const rest = Buffer.concat([bytes.subarray(0, 10), bytes.subarray(26)]);
  createHash('sha256').update(rest).digest().copy(bytes, 10, 0, 16);
  return new Uint8Array(bytes);
}

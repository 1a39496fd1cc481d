import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { formatVersions, openEnvelope, wrapEnvelope } from './envelope.ts';

/** What a sealed file is: part of what the seal vouches for, so that a file put in another's place does not open. */
export interface SealedName {
  readonly kind: string;
  readonly id: string;
}

export type Unsealed =
  | { readonly kind: 'good'; readonly generation: number; readonly text: string }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string };

const nonceAt = 8;
const nonceBytes = 12;
const sealedAt = nonceAt + nonceBytes;
const tagBytes = 16;

/** Seals text with AES-256-GCM under a fresh 96-bit nonce. `generation` is a whole number from 1 on. */
export function seal(key: KeyObject, name: SealedName, generation: number, text: string): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(name, generation));
  const head = Buffer.alloc(nonceAt);
  head.writeBigUInt64BE(BigInt(generation));
  const sealed = [head, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return wrapEnvelope('LKEY-REC', Buffer.concat(sealed));
}

/** Opens a sealed file. Never throws: whatever the bytes are, there is a reason in words. */
export function unseal(key: KeyObject, name: SealedName, content: Uint8Array): Unsealed {
  const envelope = openEnvelope('LKEY-REC', content);
  if (envelope.kind !== 'ours') return envelope;
  const { buffer, byteOffset, byteLength } = envelope.body;
  const body = Buffer.from(buffer, byteOffset, byteLength);
  if (body.length < sealedAt + tagBytes) return { kind: 'damaged', why: 'the file is too short' };
  const generation = Number(body.readBigUInt64BE(0));
  if (!Number.isSafeInteger(generation)) return { kind: 'damaged', why: 'its generation is no number' };
  const nonce = body.subarray(nonceAt, sealedAt);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData(name, generation));
  decipher.setAuthTag(body.subarray(-tagBytes));
  try {
    const sealed = body.subarray(sealedAt, -tagBytes);
    const text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    return { kind: 'good', generation, text };
  } catch {
    return {
      kind: 'damaged',
      why: 'its seal does not match: it was changed, moved here or sealed elsewhere',
    };
  }
}

/** The id comes last: no kind and no number holds a line break, so no two names give the same bytes. */
function associatedData(name: SealedName, generation: number): Uint8Array {
  return Buffer.from(
    `latchkey-vault\n${String(formatVersions['LKEY-REC'])}\n${name.kind}\n${String(generation)}\n${name.id}`,
    'utf8',
  );
}

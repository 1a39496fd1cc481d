import { createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { WrappedKey } from '../ports/cipher.ts';
import { openEnvelope, wrapEnvelope } from './envelope.ts';

/** The data key as a keyring wrapped it, and what tells whether the keyring gave the right one back. */
export interface KeyFile {
  readonly wrapped: WrappedKey;
  readonly check: string;
}

export type ParsedKeyFile =
  | { readonly kind: 'ours'; readonly keyFile: KeyFile }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string };

export const keyFileName = 'vault.key';
export const dataKeyBytes = 32;

const schema = z.object({
  backend: z.string(),
  blob: z.base64(),
  check: z.base64url(),
  createdAt: z.number(),
});

/** `createdAt` in milliseconds since the epoch, for support only. */
export function writeKeyFile(dataKey: Uint8Array, wrapped: WrappedKey, createdAt: number): Uint8Array {
  const content: z.input<typeof schema> = {
    backend: wrapped.backend,
    blob: Buffer.from(wrapped.blob).toString('base64'),
    check: keyCheck(dataKey).toString('base64url'),
    createdAt,
  };
  return wrapEnvelope('LKEY-KEY', Buffer.from(JSON.stringify(content), 'utf8'));
}

export function readKeyFile(content: Uint8Array): ParsedKeyFile {
  const envelope = openEnvelope('LKEY-KEY', content);
  if (envelope.kind !== 'ours') return envelope;
  const parsed = schema.safeParse(parseJson(envelope.body));
  if (!parsed.success) return { kind: 'damaged', why: 'it holds no key' };
  const { backend, blob, check } = parsed.data;
  return { kind: 'ours', keyFile: { wrapped: { backend, blob: Buffer.from(blob, 'base64') }, check } };
}

/**
 * The data key, or null when these bytes are another one: on Linux a keyring's ciphertext is unauthenticated, and a
 * damaged blob opens without a word.
 */
export function checkedKey(keyFile: KeyFile, unwrapped: Uint8Array): KeyObject | null {
  if (unwrapped.length !== dataKeyBytes) return null;
  const expected = Buffer.from(keyFile.check, 'base64url');
  const actual = keyCheck(unwrapped);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null;
  return createSecretKey(unwrapped);
}

/** Derived one way, so it tells nothing about the key. */
function keyCheck(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'latchkey-vault key check', 16));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

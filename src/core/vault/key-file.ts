import { createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import type { WrappedKey } from '../ports/cipher.ts';
import { openEnvelope, wrapEnvelope } from './envelope.ts';
import { costProblem, passphraseWrapJson, passphraseWrapSchema } from './passphrase-wrap.ts';
import type { PassphraseWrap, ScryptCost } from './passphrase-wrap.ts';

/** The data key as a keyring or a passphrase wrapped it, and what tells whether the right one came back. */
export interface KeyFile {
  /** One of the two at least; both while the key moves from one to the other. */
  readonly keyring: WrappedKey | null;
  readonly passphrase: PassphraseWrap | null;
  /** When the passphrase was given up as forgotten, in milliseconds since the epoch: nobody is asked for it any more. */
  readonly givenUpAt: number | null;
  readonly check: string;
  /** In milliseconds since the epoch, for support only. */
  readonly createdAt: number;
}

export type ParsedKeyFile =
  | { readonly kind: 'ours'; readonly keyFile: KeyFile }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string };

export const keyFileName = 'vault.key';
export const dataKeyBytes = 32;

const wrappedSchema = z.object({ backend: z.string(), blob: z.base64() });
const factsSchema = z.object({ check: z.base64url(), createdAt: z.number() });
const firstSchema = z.object({ ...wrappedSchema.shape, ...factsSchema.shape });
const schema = z.object({
  ...factsSchema.shape,
  keyring: wrappedSchema.nullable(),
  passphrase: passphraseWrapSchema.nullable(),
  givenUpAt: z.number().nullable(),
});

export function writeKeyFile(keyFile: KeyFile): Uint8Array {
  const { keyring, passphrase, givenUpAt, check, createdAt } = keyFile;
  const content: z.input<typeof schema> = {
    keyring:
      keyring === null
        ? null
        : { backend: keyring.backend, blob: Buffer.from(keyring.blob).toString('base64') },
    passphrase: passphrase === null ? null : passphraseWrapJson(passphrase),
    givenUpAt,
    check,
    createdAt,
  };
  return wrapEnvelope('LKEY-KEY', Buffer.from(JSON.stringify(content), 'utf8'));
}

/** Reads this format and the first one, which knew keyrings only. `accepted`: the cost of a passphrase that is written now. */
export function readKeyFile(content: Uint8Array, accepted: ScryptCost): ParsedKeyFile {
  const envelope = openEnvelope('LKEY-KEY', content);
  if (envelope.kind !== 'ours') return envelope;
  const json = parseJson(envelope.body);
  if (envelope.version === 1) {
    const first = firstSchema.safeParse(json).data;
    return first === undefined
      ? noKey
      : { kind: 'ours', keyFile: keyFileOf({ ...first, keyring: first, passphrase: null, givenUpAt: null }) };
  }
  const parsed = schema.safeParse(json).data;
  if (parsed === undefined || (parsed.keyring === null && parsed.passphrase === null)) return noKey;
  const why = parsed.passphrase === null ? null : costProblem(parsed.passphrase, accepted);
  return why === null ? { kind: 'ours', keyFile: keyFileOf(parsed) } : { kind: 'damaged', why };
}

const noKey: ParsedKeyFile = { kind: 'damaged', why: 'it holds no key' };

function keyFileOf({ keyring, passphrase, givenUpAt, check, createdAt }: z.output<typeof schema>): KeyFile {
  const wrapped =
    keyring === null ? null : { backend: keyring.backend, blob: Buffer.from(keyring.blob, 'base64') };
  return { keyring: wrapped, passphrase, givenUpAt, check, createdAt };
}

/**
 * The data key, or null when these bytes are another one: on Linux a keyring's ciphertext is unauthenticated, and a
 * damaged blob opens without a word.
 */
export function checkedKey(keyFile: Pick<KeyFile, 'check'>, unwrapped: Uint8Array): KeyObject | null {
  if (unwrapped.length !== dataKeyBytes) return null;
  const expected = Buffer.from(keyFile.check, 'base64url');
  const actual = Buffer.from(keyCheck(unwrapped), 'base64url');
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null;
  return createSecretKey(unwrapped);
}

/** Derived one way, so it tells nothing about the key. */
export function keyCheck(dataKey: Uint8Array): string {
  const derived = hkdfSync('sha256', dataKey, '', 'latchkey-vault key check', 16);
  return Buffer.from(derived).toString('base64url');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import * as z from 'zod';
import type { PreparedPassphrase } from './passphrase.ts';

/** What one try at a passphrase costs (RFC 7914 §2): 128 × `cost` × `blockSize` bytes, `parallelization` times over. */
export interface ScryptCost {
  /** A power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

/** 128 MiB and about half a second on a computer of 2024. */
export const scryptCost: ScryptCost = { cost: 2 ** 17, blockSize: 8, parallelization: 2 };

/** The data key as a passphrase wrapped it. */
export interface PassphraseWrap extends ScryptCost {
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  /** AES-256-GCM ciphertext of the data key, and its tag. */
  readonly sealed: Uint8Array;
}

/** There was not the memory that a try at a passphrase takes. */
export class PassphraseMemoryError extends Error {
  override readonly name = 'PassphraseMemoryError';
  /** Bytes. */
  readonly memory: number;

  constructor(memory: number, cause: Error) {
    super(`A passphrase was not tried: ${String(memory)} bytes of memory were not to be had.`, { cause });
    this.memory = memory;
  }
}

const keyBytes = 32;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** Nothing that a file says makes a try cheaper than 128 MiB, or takes more than 1 GiB and some ten seconds. */
const leastMemory = 2 ** 27;
const mostMemory = 2 ** 30;
const mostParallelization = 8;
/** Outside of this the memory is no longer what makes a try dear. */
const leastBlockSize = 8;
const mostBlockSize = 32;

/** Wraps a data key of 32 bytes under a fresh salt and nonce. Runs on another thread. Rejects with `PassphraseMemoryError`. */
export async function wrapWithPassphrase(
  dataKey: Uint8Array,
  passphrase: PreparedPassphrase,
  { cost, blockSize, parallelization }: ScryptCost,
): Promise<PassphraseWrap> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const head = { cost, blockSize, parallelization, salt, nonce };
  const key = await deriveKey(passphrase, head);
  try {
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(associatedData(head));
    return { ...head, sealed: Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]) };
  } finally {
    key.fill(0);
  }
}

/**
 * The data key; null when the passphrase is another one, or the wrap was changed in any bit. Runs on another thread.
 * Rejects with `PassphraseMemoryError`.
 */
export async function unwrapWithPassphrase(
  wrap: PassphraseWrap,
  passphrase: PreparedPassphrase,
): Promise<Uint8Array | null> {
  const key = await deriveKey(passphrase, wrap);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, wrap.nonce, { authTagLength: tagBytes });
    decipher.setAAD(associatedData(wrap));
    decipher.setAuthTag(wrap.sealed.subarray(keyBytes));
    return Buffer.concat([decipher.update(wrap.sealed.subarray(0, keyBytes)), decipher.final()]);
  } catch {
    return null;
  } finally {
    key.fill(0);
  }
}

/** Why a file's parameters are not believed; null when they are. `accepted` is believed whatever it costs. */
export function costProblem(wrap: ScryptCost, accepted: ScryptCost): string | null {
  const { cost, blockSize, parallelization } = wrap;
  if (
    cost === accepted.cost &&
    blockSize === accepted.blockSize &&
    parallelization === accepted.parallelization
  ) {
    return null;
  }
  const memory = 128 * cost * blockSize;
  const odd = !Number.isInteger(Math.log2(cost)) || blockSize < leastBlockSize || blockSize > mostBlockSize;
  if (odd) return 'its passphrase has parameters that nobody uses';
  if (memory < leastMemory) return 'its passphrase would be too easy to guess';
  return memory > mostMemory || parallelization > mostParallelization
    ? 'its passphrase would take more memory or time than is allowed'
    : null;
}

const whole = z.int().positive();
const bytes = (length: number) =>
  z.base64().transform((text, context) => {
    const decoded = Buffer.from(text, 'base64');
    if (decoded.length !== length) context.addIssue(`It has ${String(decoded.length)} bytes.`);
    return new Uint8Array(decoded);
  });

/** How a wrap stands in the key file. */
export const passphraseWrapSchema = z.object({
  kdf: z.literal('scrypt'),
  cost: whole,
  blockSize: whole,
  parallelization: whole,
  salt: bytes(saltBytes),
  nonce: bytes(nonceBytes),
  sealed: bytes(keyBytes + tagBytes),
});

export function passphraseWrapJson(wrap: PassphraseWrap): z.input<typeof passphraseWrapSchema> {
  const { cost, blockSize, parallelization } = wrap;
  return {
    kdf: 'scrypt',
    cost,
    blockSize,
    parallelization,
    salt: base64(wrap.salt),
    nonce: base64(wrap.nonce),
    sealed: base64(wrap.sealed),
  };
}

function deriveKey(
  passphrase: PreparedPassphrase,
  { cost, blockSize, parallelization, salt }: Omit<PassphraseWrap, 'nonce' | 'sealed'>,
): Promise<Buffer> {
  // Twice what is needed: the limit only has to be out of the way, the parameters were judged.
  const maxmem = 2 * 128 * blockSize * (cost + parallelization);
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, keyBytes, { cost, blockSize, parallelization, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      // The parameters are judged before anything runs (costProblem): what fails while it runs is the memory.
      else reject(new PassphraseMemoryError(128 * blockSize * cost, error));
    });
  });
}

/** The parameters, so that none of them can be changed. */
function associatedData(wrap: Omit<PassphraseWrap, 'sealed'>): Uint8Array {
  const { cost, blockSize, parallelization, salt } = wrap;
  const lines = ['latchkey-vault', 'passphrase', 'scrypt', cost, blockSize, parallelization, base64(salt)];
  return Buffer.from(lines.join('\n'), 'utf8');
}

function base64(content: Uint8Array): string {
  return Buffer.from(content).toString('base64');
}

import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Cipher } from '../ports/cipher.ts';
import { checkedKey, dataKeyBytes, keyCheck } from './key-file.ts';
import type { KeyFile } from './key-file.ts';
import type { PreparedPassphrase } from './passphrase.ts';
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-wrap.ts';
import type { PassphraseWrap, ScryptCost } from './passphrase-wrap.ts';

/** What wraps a data key: the keyring, or a passphrase. */
export type Wrapper =
  | { readonly by: 'keyring'; readonly cipher: Cipher }
  | { readonly by: 'passphrase'; readonly passphrase: PreparedPassphrase; readonly cost: ScryptCost };

/** The data key as the keyring gives it back; null when it gives back something else. @throws {CipherError} */
export async function unwrapByKeyring(
  keyFile: Pick<KeyFile, 'keyring' | 'check'>,
  cipher: Cipher,
): Promise<KeyObject | null> {
  if (keyFile.keyring === null) return null;
  return checkedOnce(keyFile, await cipher.unwrap(keyFile.keyring));
}

/** The data key; null when the passphrase is another one. */
export async function unwrapByPassphrase(
  keyFile: Pick<KeyFile, 'passphrase' | 'check'>,
  passphrase: PreparedPassphrase,
): Promise<KeyObject | null> {
  if (keyFile.passphrase === null) return null;
  const unwrapped = await unwrapWithPassphrase(keyFile.passphrase, passphrase);
  return unwrapped === null ? null : checkedOnce(keyFile, unwrapped);
}

/** A new data key in a key file that this wrapper alone opens; null when it does not give back what it was given. */
export async function newKey(
  wrapper: Wrapper,
  createdAt: number,
): Promise<{ readonly key: KeyObject; readonly keyFile: KeyFile } | null> {
  const dataKey = randomBytes(dataKeyBytes);
  try {
    const facts = { givenUpAt: null, check: keyCheck(dataKey), createdAt };
    const keyFile = await wrapped(dataKey, { ...facts, keyring: null, passphrase: null }, wrapper);
    const key = keyFile === null ? null : checkedKey(keyFile, dataKey);
    return keyFile === null || key === null ? null : { key, keyFile };
  } finally {
    dataKey.fill(0);
  }
}

/**
 * The key file with the wrap of this wrapper, in the place of an earlier one of its kind; the other wrap stays. Null when
 * the wrapper does not give back what it was given. @throws {CipherError}
 */
export async function withWrap(key: KeyObject, keyFile: KeyFile, wrapper: Wrapper): Promise<KeyFile | null> {
  const dataKey = key.export();
  try {
    return await wrapped(dataKey, keyFile, wrapper);
  } finally {
    dataKey.fill(0);
  }
}

/** The key file with one wrap only. */
export function onlyBy(by: Wrapper['by'], keyFile: KeyFile): KeyFile {
  return by === 'keyring'
    ? { ...keyFile, passphrase: null, givenUpAt: null }
    : { ...keyFile, keyring: null, givenUpAt: null };
}

/** Tried before anything depends on it: what gives nothing back protects nothing. */
async function wrapped(dataKey: Uint8Array, keyFile: KeyFile, wrapper: Wrapper): Promise<KeyFile | null> {
  if (wrapper.by === 'keyring') {
    const next = { ...keyFile, keyring: await wrapper.cipher.wrap(dataKey) };
    return (await unwrapByKeyring(next, wrapper.cipher)) === null ? null : next;
  }
  const passphrase: PassphraseWrap = await wrapWithPassphrase(dataKey, wrapper.passphrase, wrapper.cost);
  const next = { ...keyFile, passphrase, givenUpAt: null };
  return (await unwrapByPassphrase(next, wrapper.passphrase)) === null ? null : next;
}

function checkedOnce(keyFile: Pick<KeyFile, 'check'>, unwrapped: Uint8Array): KeyObject | null {
  const key = checkedKey(keyFile, unwrapped);
  unwrapped.fill(0);
  return key;
}

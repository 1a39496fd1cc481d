import { createSigningKey } from '../signing-keys.ts';
import type { SigningKey } from '../signing-keys.ts';

const made = new Map<string, Promise<SigningKey>>();

/** A key that is made once a run: hundreds of servers would otherwise spend their time on primes. */
export async function sharedKey(algorithm = 'RS256', keyId = 'key-1'): Promise<SigningKey> {
  const name = `${algorithm} ${keyId}`;
  const key = made.get(name) ?? createSigningKey(algorithm, keyId);
  made.set(name, key);
  return key;
}

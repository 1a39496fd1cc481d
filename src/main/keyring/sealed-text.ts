import { createHash, timingSafeEqual } from 'node:crypto';

/*
 * safeStorage seals text, and on Linux without authenticating it: nine of ten flipped bits decrypt silently. The check
 * travels with the key inside the sealed text, so that a damaged blob is refused and never mistaken for a key.
 */

const marker = 'latchkey-key-1';

/** The text that is sealed for a key. */
export function textOfKey(key: Uint8Array): string {
  return `${marker}:${Buffer.from(key).toString('base64')}:${checkOf(key).toString('base64')}`;
}

/** The key in a text that was unsealed; null when the text is damaged or not ours. */
export function keyOfText(text: string): Uint8Array | null {
  const [name, key, check, ...rest] = text.split(':');
  if (name !== marker || key === undefined || check === undefined || rest.length > 0) {
    return null;
  }
  const bytes = Buffer.from(key, 'base64');
  const found = Buffer.from(check, 'base64');
  const expected = checkOf(bytes);
  return found.length === expected.length && timingSafeEqual(found, expected) ? new Uint8Array(bytes) : null;
}

function checkOf(key: Uint8Array): Buffer {
  return createHash('sha256').update(marker).update(key).digest();
}

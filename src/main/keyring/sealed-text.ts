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

/** The key in a text that was unsealed; null when the text is damaged in any bit, or not ours. */
export function keyOfText(text: string): Uint8Array | null {
  const key = new Uint8Array(Buffer.from(text.split(':')[1] ?? '', 'base64'));
  const found = Buffer.from(text);
  const expected = Buffer.from(textOfKey(key));
  return found.length === expected.length && timingSafeEqual(found, expected) ? key : null;
}

function checkOf(key: Uint8Array): Buffer {
  return createHash('sha256').update(marker).update(key).digest();
}

import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The last part of the callback path that a Latchkey client uses for an issuer: the first 26 characters (130 bits) of
 * the lower-case RFC 4648 base32 of SHA-256(issuer). It is a documented value, so that a server can register it without
 * asking the client; the demo computes it itself because it shares no code with the app.
 */
export function callbackTag(issuer: string): string {
  let bits = 0n;
  for (const byte of createHash('sha256').update(issuer, 'utf8').digest()) bits = (bits << 8n) | BigInt(byte);
  let tag = '';
  for (let index = 0; index < 26; index += 1) {
    const shift = 256n - 5n * BigInt(index + 1);
    tag += alphabet[Number((bits >> shift) & 31n)] ?? '';
  }
  return tag;
}

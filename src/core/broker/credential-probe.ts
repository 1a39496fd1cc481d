/** Bytes that are looked at in one place. */
const windowBytes = 8;
/** Bytes between two places, below which looking into every byte is as quick. */
const shortestStep = 8;

const percent = 0x25;
const backslash = 0x5c;
const letterU = 0x75;
const zero = 0x30;

/**
 * Tells quickly that bytes hold no credential, in any of the forms of `CredentialFilter`.
 *
 * No form is shorter than the credential itself, so one that is there covers one of the places that are looked at, as long as
 * these lie no further apart; and two bytes that never follow each other in any form rule it out there. So of a large body
 * one byte in some hundreds is read.
 */
export class CredentialProbe {
  readonly #step: number;
  /** 1 at `first * 256 + second` where these two bytes can follow each other in some form. */
  readonly #pairs = new Uint8Array(65_536);

  /** @param credentials as bytes, none of them empty */
  constructor(credentials: readonly Uint8Array[]) {
    this.#step = Math.min(...credentials.map(({ byteLength }) => byteLength)) - windowBytes + 1;
    if (this.#step < shortestStep) return;
    for (const credential of credentials) this.#allow(credential);
  }

  /** No form of a credential begins before the returned place. 0: nothing is known. */
  clearUntil(bytes: Uint8Array): number {
    if (this.#step < shortestStep) return 0;
    let clear = 0;
    for (let at = 0; at + windowBytes <= bytes.byteLength; at += this.#step) {
      if (this.#possible(bytes, at)) return 0;
      clear = at + 1;
    }
    return clear;
  }

  #possible(bytes: Uint8Array, at: number): boolean {
    for (let index = at; index < at + windowBytes - 1; index += 1) {
      if (this.#pairs[(bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0)] === 0) return false;
    }
    return true;
  }

  #allow(credential: Uint8Array): void {
    let ends: readonly number[] = [];
    for (const byte of credential) {
      const high = hexDigits(byte >> 4);
      const low = hexDigits(byte & 15);
      this.#follow(ends, [byte, percent, backslash]);
      // %41, \u0041 and a sign behind a backslash; then the two ways of UTF-16.
      this.#follow([percent, zero], high);
      this.#follow(high, low);
      this.#follow([backslash], [letterU, byte]);
      this.#follow([letterU, zero], [zero]);
      this.#follow([byte], [0]);
      this.#follow([0], [byte]);
      ends = [byte, ...low];
    }
  }

  #follow(firsts: readonly number[], seconds: readonly number[]): void {
    for (const first of firsts) for (const second of seconds) this.#pairs[first * 256 + second] = 1;
  }
}

/** The signs that a digit can be written with. */
function hexDigits(value: number): readonly number[] {
  const lower = value.toString(16).charCodeAt(0);
  return value < 10 ? [lower] : [lower, lower - 0x20];
}

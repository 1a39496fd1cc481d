/** The bytes of base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Bytes read as UTF-8, whatever they are: what is none becomes U+FFFD. */
export function textOfBytes(base64: string): string {
  return new TextDecoder().decode(bytesOf(base64));
}

/** Bytes in a line of hexadecimal. */
export const lineBytes = 16;

/**
 * Bytes for reading: sixteen to a line, offset, hexadecimal, printable ASCII. Nothing in a body can be anything but digits
 * and printable characters here.
 * @param begin offset of the first byte
 */
export function hexLines(bytes: Uint8Array, begin: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    lines.push(hexLine(bytes.subarray(at, at + lineBytes), begin + at));
  }
  return lines.join('\n');
}

function hexLine(bytes: Uint8Array, offset: number): string {
  let hexadecimal = '';
  let printable = '';
  for (const byte of bytes) {
    hexadecimal += `${byte.toString(16).padStart(2, '0')} `;
    printable += byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.';
  }
  return `${offsetDigits(offset)}  ${hexadecimal.padEnd(lineBytes * 3)} ${printable}`;
}

/** Eight hexadecimal digits, or as many as it takes. */
export function offsetDigits(offset: number): string {
  return offset.toString(16).padStart(8, '0');
}

/** The offset that a person wrote, decimal or as `0x1f4`; null where it is none. */
export function readOffset(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(?:\d{1,15}|0x[0-9a-f]{1,12})$/i.test(trimmed)) return null;
  return Number(trimmed);
}

import type { FormPart } from '../../shared/request-body.ts';
import { mediaTypeOfName } from '../../shared/media-type-of-name.ts';

/** A piece of a multipart body: bytes, or the file of a ticket. */
export type MultipartPiece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly ticket: string | null; readonly name: string };

/** The pieces of a multipart body (RFC 7578), in their order. `boundary` must stand in none of the contents. Pure. */
export function multipartPieces(
  parts: readonly FormPart<string>[],
  boundary: string,
): readonly MultipartPiece[] {
  const pieces: MultipartPiece[] = [];
  const write = (text: string): void => {
    pieces.push({ kind: 'bytes', bytes: new TextEncoder().encode(text) });
  };
  for (const part of parts) {
    write(`--${boundary}\r\n${partHead(part).join('\r\n')}\r\n\r\n`);
    if (part.kind === 'file') pieces.push({ kind: 'file', ...part.file });
    else write(part.value);
    write('\r\n');
  }
  write(`--${boundary}--\r\n`);
  return pieces;
}

/** The header lines of a part. */
export function partHead(part: FormPart<string>): readonly string[] {
  const file = part.kind === 'file' ? `; filename="${quotedName(part.file.name)}"` : '';
  const type = part.type ?? (part.kind === 'file' ? mediaTypeOfName(part.file.name) : null);
  return [
    `Content-Disposition: form-data; name="${quotedName(part.name)}"${file}`,
    ...(type === null ? [] : [`Content-Type: ${type.replace(/[\r\n]+/g, ' ').trim()}`]),
  ];
}

/** As browsers and curl write names (WHATWG HTML, “multipart/form-data encoding algorithm”; RFC 7578 §2 leaves the rest as UTF-8). */
function quotedName(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

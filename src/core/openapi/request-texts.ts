import { isOwnedByPlatform, isToken } from '../broker/request-headers.ts';

/** A path with what may not stand in one encoded; half a character, which has no encoding, is left out. */
export function encodedPath(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '').replaceAll(/[^\w\-.~!$&'()*+,;=:@/%]+/gu, encodeURIComponent);
}

/** Names that OpenAPI describes elsewhere, and has parameters of such a name ignored. */
const elsewhere: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** A name that a header may have, that is not the connection’s own, and that a file does not take for a comment. */
export function isUsableHeader(name: string): boolean {
  return isToken(name) && !isOwnedByPlatform(name) && !name.startsWith('#');
}

/** Whether OpenAPI describes a header of this name as a parameter. */
export function isParameterHeader(name: string): boolean {
  return isUsableHeader(name) && !elsewhere.has(name.toLowerCase());
}

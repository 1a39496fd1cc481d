/** Letters, digits and dots that stand together. Each is taken whole and once, so that a hostile text takes no longer than another. */
const run = /[\w-]+(?:\.[\w-]*)*/g;
/** The beginning of a JSON object in base64url, and enough behind it to be one. */
const jsonObject = /eyJ[\w-]{8}/;

/**
 * Replaces what has the shape of a signed token (RFC 7519 §3): three parts of base64url, of which the first two are JSON
 * objects. What stands directly before one stays.
 */
export function replaceSignedTokens(text: string, replacement: (token: string) => string): string {
  if (!text.includes('.eyJ')) return text;
  return text.replace(run, (whole) => {
    const parts = whole.split('.');
    const result: string[] = [];
    for (let at = 0; at < parts.length;) {
      const [header = '', payload, signature] = parts.slice(at, at + 3);
      const begin = header.search(jsonObject);
      if (
        begin >= 0 &&
        payload !== undefined &&
        payload.search(jsonObject) === 0 &&
        signature !== undefined
      ) {
        const token = `${header.slice(begin)}.${payload}.${signature}`;
        result.push(header.slice(0, begin) + replacement(token));
        at += 3;
      } else {
        result.push(header);
        at += 1;
      }
    }
    return result.join('.');
  });
}

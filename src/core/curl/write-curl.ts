import type { ResolvedPart } from '../variables/resolve.ts';
import type { ResolvedRequest } from '../variables/resolve-request.ts';
import { escapedWords, piecesOf, quoted, words } from './bash-pieces.ts';
import { writeBody } from './write-body.ts';

/**
 * The `curl` command of a request, quoted for bash; run there it sends the same method, address, headers and body.
 * Secrets are never in it: the sign-in is `$ACCESS_TOKEN` and each secret variable an environment variable of its name.
 */
export function writeCurl(request: ResolvedRequest): string {
  const method = request.method.trim().toUpperCase();
  const body = request.body === null ? null : writeBody(request.body);
  const parts: string[] = [
    ...methodOption(method, body !== null),
    ...urlOptions(request.url),
    ...request.headers.flatMap(([name, value]) => headerOption(name, value)),
    ...(hasHeader(request, 'content-type') || body?.contentType === undefined
      ? []
      : [`-H ${quoted(`Content-Type: ${body.contentType}`)}`]),
    ...(request.authorization === 'on' ? [`-H "Authorization: Bearer $ACCESS_TOKEN"`] : []),
    ...(body?.options ?? []),
  ];
  const command = ['curl', ...parts].join(' \\\n  ').replace(/^curl \\\n {2}/, 'curl ');
  return body?.input === undefined ? command : `printf %b ${escapedWords(body.input)} | ${command}`;
}

/** HEAD by its own option: `-X HEAD` would wait for a body. */
function methodOption(method: string, hasBody: boolean): readonly string[] {
  if (method === 'GET' && !hasBody) return [];
  return method === 'HEAD' && !hasBody ? ['--head'] : [`-X ${quoted(method)}`];
}

/** The address as the platform sends it, so that curl repairs nothing and takes no bracket for a pattern. */
function urlOptions(url: readonly ResolvedPart[]): readonly string[] {
  const [first] = url;
  const plain =
    url.length === 1 && first?.kind === 'text' ? [{ kind: 'text', text: asSent(first.text) } as const] : null;
  const pieces = plain ?? piecesOf(url);
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  return [
    ...(/[[\]{}]/.test(text) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(?:[/?#]|$)/.test(text) ? ['--path-as-is'] : []),
    words(pieces),
  ];
}

function asSent(text: string): string {
  try {
    const url = new URL(text.trim());
    url.hash = '';
    return url.href;
  } catch {
    return text;
  }
}

/** `Name;` is curl's way to send a header without a value. */
function headerOption(name: string, value: readonly ResolvedPart[]): readonly string[] {
  const pieces = piecesOf(value);
  if (pieces.every((piece) => piece.kind === 'text' && piece.text.trim() === '')) {
    return [`-H ${quoted(`${name};`)}`];
  }
  return [`-H ${words([{ kind: 'text', text: `${name}: ` }, ...pieces])}`];
}

function hasHeader(request: ResolvedRequest, wanted: string): boolean {
  return request.headers.some(([name]) => name.trim().toLowerCase() === wanted);
}

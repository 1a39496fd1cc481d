import type { ResolvedPart } from '../variables/resolve.ts';
import type { ResolvedRequest } from '../variables/resolve-request.ts';

/**
 * The `curl` command of a request, quoted for bash; run there it sends the same method, address, headers and body.
 * Secrets are never in it: the sign-in is `$ACCESS_TOKEN` and each secret variable an environment variable of its name.
 */
export function writeCurl(request: ResolvedRequest): string {
  const method = request.method.trim().toUpperCase();
  const body = request.body === null ? null : piecesOf(request.body);
  const holdsNul = body?.some((piece) => piece.kind === 'text' && piece.text.includes('\0')) === true;
  const parts: string[] = [
    ...methodOption(method, body !== null),
    ...urlOptions(request.url),
    ...request.headers.flatMap(([name, value]) => headerOption(name, value)),
    ...(hasHeader(request, 'content-type') || body === null ? [] : [`-H ${quoted('Content-Type:')}`]),
    ...(request.authorization === 'on' ? [`-H "Authorization: Bearer $ACCESS_TOKEN"`] : []),
    ...(body === null ? [] : [holdsNul ? '--data-binary @-' : `--data-raw ${words(body)}`]),
  ];
  const command = ['curl', ...parts].join(' \\\n  ').replace(/^curl \\\n {2}/, 'curl ');
  return holdsNul && body !== null ? `printf %b ${escapedWords(body)} | ${command}` : command;
}

/** The environment variable that stands for a secret variable. */
export function environmentName(variable: string): string {
  const name = variable.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'env'; readonly name: string };

function piecesOf(parts: readonly ResolvedPart[]): readonly Piece[] {
  return parts.map((part) =>
    part.kind === 'text' ? part : { kind: 'env', name: environmentName(part.name) },
  );
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

/** One word for bash. */
function words(pieces: readonly Piece[]): string {
  const texts: string[] = [];
  for (const piece of pieces) texts.push(piece.kind === 'text' ? quoted(piece.text) : `"$${piece.name}"`);
  return texts.length === 0 ? "''" : texts.join('');
}

/** In single quotes nothing has a meaning but the quote itself; plain words need none. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** For `printf %b`, which can write what no argument can hold. Secrets keep their own backslashes. */
function escapedWords(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      piece.kind === 'text'
        ? quoted(piece.text.replaceAll('\\', '\\\\').replaceAll('\0', String.raw`\0000`))
        : `"\${${piece.name}//\\\\/\\\\\\\\}"`,
    )
    .join('');
}

import type { ResolvedPart } from '../variables/resolve.ts';

/** The environment variable that stands for a secret variable. */
export function environmentName(variable: string): string {
  const name = variable.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A piece of a word for bash: text as it stands, or an environment variable. */
export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'env'; readonly name: string };

export function piecesOf(parts: readonly ResolvedPart[]): readonly Piece[] {
  return parts.map((part) =>
    part.kind === 'text' ? part : { kind: 'env', name: environmentName(part.name) },
  );
}

/** One word for bash. */
export function words(pieces: readonly Piece[]): string {
  const texts: string[] = [];
  for (const piece of pieces) texts.push(piece.kind === 'text' ? quoted(piece.text) : `"$${piece.name}"`);
  return texts.length === 0 ? "''" : texts.join('');
}

/** In single quotes nothing has a meaning but the quote itself; plain words need none. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** For `printf %b`, which can write what no argument can hold. Secrets keep their own backslashes. */
export function escapedWords(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      piece.kind === 'text'
        ? quoted(piece.text.replaceAll('\\', '\\\\').replaceAll('\0', String.raw`\0000`))
        : `"\${${piece.name}//\\\\/\\\\\\\\}"`,
    )
    .join('');
}

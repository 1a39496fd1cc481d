import { mediaTypeOfName } from '../../shared/media-type-of-name.ts';
import {
  ownContentType,
  type BodyOf,
  type FileToSend,
  type FormField,
  type FormPart,
} from '../../shared/request-body.ts';
import { assertNever } from '../../shared/result.ts';
import type { ResolvedPart } from '../variables/resolve.ts';
import { piecesOf, quoted, words, type Piece } from './bash-pieces.ts';

/** The options that send a body. */
export interface CurlBodyOptions {
  readonly options: readonly string[];
  /** Where no header says another, and curl would say another. */
  readonly contentType?: string;
  /** What comes by standard input, because no argument can hold it. */
  readonly input?: readonly Piece[];
}

type Text = readonly ResolvedPart[];

/** A body as curl's options say it: a file by its name, for which curl looks where it is run. */
export function writeBody(body: BodyOf<Text>): CurlBodyOptions {
  const contentType = ownContentType(body);
  switch (body.kind) {
    case 'json':
    case 'text':
      return raw(piecesOf(body.text), contentType);
    case 'graphql':
      return raw(graphqlPieces(body.query, body.variables), contentType);
    case 'form':
      return body.fields.some(needsRaw) || body.fields.length === 0
        ? raw(encodedFields(body.fields), contentType)
        : { options: body.fields.map((field) => `--data-urlencode ${words(fieldPieces(field))}`) };
    case 'multipart':
      return { options: body.parts.map(partOption) };
    case 'file':
      return { options: [`--data-binary ${quoted(`@${pathOf(body.file)}`)}`], contentType };
    default:
      return assertNever(body);
  }
}

function raw(pieces: readonly Piece[], contentType: string): CurlBodyOptions {
  const holdsNul = pieces.some((piece) => piece.kind === 'text' && piece.text.includes('\0'));
  return holdsNul
    ? { options: ['--data-binary @-'], contentType, input: pieces }
    : { options: [`--data-raw ${words(pieces)}`], contentType };
}

/** curl takes an empty name for none, and no argument holds a NUL. */
function needsRaw({ name, value }: FormField<Text>): boolean {
  const texts = [...name, ...value].map((part) => (part.kind === 'text' ? part.text : ''));
  return name.length === 0 || texts.some((text) => text.includes('\0'));
}

/** curl encodes what follows the first `=`. */
function fieldPieces({ name, value }: FormField<Text>): readonly Piece[] {
  return [...encoded(name), textPiece('='), ...piecesOf(value)];
}

function encodedFields(fields: readonly FormField<Text>[]): readonly Piece[] {
  return fields.flatMap(({ name, value }, index) => [
    ...(index === 0 ? [] : [textPiece('&')]),
    ...encoded(name),
    textPiece('='),
    ...encoded(value),
  ]);
}

function encoded(parts: Text): readonly Piece[] {
  return piecesOf(parts).map((piece) =>
    piece.kind === 'text' ? textPiece(new URLSearchParams([['', piece.text]]).toString().slice(1)) : piece,
  );
}

function graphqlPieces(query: Text, variables: Text): readonly Piece[] {
  const escaped = piecesOf(query).map((piece) =>
    piece.kind === 'text' ? textPiece(JSON.stringify(piece.text).slice(1, -1)) : piece,
  );
  const given = piecesOf(variables);
  const rest = given.every((piece) => piece.kind === 'text' && piece.text.trim() === '')
    ? [textPiece('"}')]
    : [textPiece('","variables":'), ...given, textPiece('}')];
  return [textPiece('{"query":"'), ...escaped, ...rest];
}

function partOption(part: FormPart<Text>): string {
  const name = piecesOf(part.name);
  if (part.kind === 'file') {
    const { file } = part;
    const path = pathOf(file);
    const renamed = path.replace(/^.*\//s, '') === file.name ? '' : `;filename=${inQuotes(file.name)}`;
    const type = part.type ?? mediaTypeOfName(file.name);
    return `-F ${words([...name, textPiece(`=@${inQuotes(path)};type=${type}${renamed}`)])}`;
  }
  const value = piecesOf(part.value);
  if (part.type === undefined) return `--form-string ${words([...name, textPiece('='), ...value])}`;
  const inside = value.map((piece) =>
    piece.kind === 'text' ? textPiece(inQuotes(piece.text).slice(1, -1)) : piece,
  );
  return `-F ${words([...name, textPiece('="'), ...inside, textPiece(`";type=${part.type}`)])}`;
}

function inQuotes(word: string): string {
  return `"${word.replace(/["\\]/g, String.raw`\$&`)}"`;
}

function pathOf(file: FileToSend): string {
  return 'path' in file && file.path !== undefined ? file.path : file.name;
}

function textPiece(value: string): Piece {
  return { kind: 'text', text: value };
}

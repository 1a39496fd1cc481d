import { mediaTypeOfName } from '../../../shared/media-type-of-name.ts';
import type { FormPart } from '../../../shared/request-body.ts';
import { readFileLine, writeFileLine } from './file-line.ts';

/** Parts as a multipart text (RFC 7578), in which a file is named and not held. `readMultipartText` reads it back as the same. */
export function writeMultipartText(parts: readonly FormPart<string>[]): {
  readonly text: string;
  readonly boundary: string;
} {
  const contents = parts.map((part) => (part.kind === 'text' ? part.value : writeFileLine(part.file)));
  const boundary = boundaryFor([...contents, ...parts.map(({ name }) => name)]);
  const lines = parts.flatMap((part, index) => [`--${boundary}`, ...headOf(part), '', contents[index] ?? '']);
  return { text: [...lines, `--${boundary}--`].join('\n'), boundary };
}

/** The parts of a multipart text; null where it is none, or says of a part what a form has no room for. */
export function readMultipartText(text: string): readonly FormPart<string>[] | null {
  const start = /^--(\S[^\n]*?)(--)?[ \t]*(?:\n|$)/.exec(text);
  const boundary = start?.[1];
  if (boundary === undefined) return null;
  if (start?.[2] !== undefined && start[0] === text) return [];
  const [before, ...pieces] = `\n${text}`.split(`\n--${boundary}`);
  const last = pieces.pop();
  if (before !== '' || last === undefined || !/^--\s*$/.test(last)) return null;
  const parts = pieces.map((piece) => (piece.startsWith('\n') ? readPart(piece.slice(1)) : null));
  return parts.some((part) => part === null) ? null : parts.filter((part) => part !== null);
}

function readPart(text: string): FormPart<string> | null {
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const content = text.slice(end + 2);
  let names: { readonly name: string; readonly fileName: string | null } | null = null;
  let type: string | null = null;
  for (const line of text.slice(0, end).split('\n')) {
    const [, header = '', value = ''] = /^([^:]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
    if (header.toLowerCase() === 'content-disposition' && names === null) names = readDisposition(value);
    else if (header.toLowerCase() === 'content-type' && type === null && value !== '') type = value;
    else return null;
  }
  if (names === null) return null;
  const { name, fileName } = names;
  if (fileName === null) return { kind: 'text', name, value: content, ...(type === null ? {} : { type }) };
  const file = readFileLine(content, fileName);
  if (file === null) return null;
  return {
    kind: 'file',
    name,
    file,
    ...(type === null || type === mediaTypeOfName(fileName) ? {} : { type }),
  };
}

function readDisposition(value: string): { readonly name: string; readonly fileName: string | null } | null {
  const [, name, fileName] =
    /^form-data;[ \t]*name="([^"]*)"(?:;[ \t]*filename="([^"]*)")?;?$/is.exec(value) ?? [];
  if (name === undefined) return null;
  return { name: plainName(name), fileName: fileName === undefined ? null : plainName(fileName) };
}

function headOf(part: FormPart<string>): readonly string[] {
  const fileName = part.kind === 'file' ? part.file.name : null;
  const file = fileName === null ? '' : `; filename="${quotedName(fileName)}"`;
  const type = part.type ?? (fileName === null ? null : mediaTypeOfName(fileName));
  return [
    `Content-Disposition: form-data; name="${quotedName(part.name)}"${file}`,
    ...(type === null ? [] : [`Content-Type: ${type}`]),
  ];
}

/** As it is sent (WHATWG HTML), but that a per cent sign which could be taken for the beginning of that is told apart. */
function quotedName(text: string): string {
  return text
    .replace(/%(?=22|0D|0A|25)/g, '%25')
    .replaceAll('"', '%22')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

const escapes: Readonly<Record<string, string>> = { '%22': '"', '%0D': '\r', '%0A': '\n', '%25': '%' };

function plainName(text: string): string {
  return text.replace(/%25(?=22|0D|0A|25)|%22|%0D|%0A/g, (escape) => escapes[escape] ?? escape);
}

function boundaryFor(texts: readonly string[]): string {
  let number = 1;
  const boundary = (): string => `----LatchkeyFormBoundary${String(number).padStart(4, '0')}`;
  while (texts.some((text) => text.includes(boundary()))) number += 1;
  return boundary();
}

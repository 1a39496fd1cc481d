import type { HeaderList, ResponseView } from '../../shared/request.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON indented by two; anything that does not parse stays as it came. Only the white space changes: long numbers
 * keep every digit, and a name that stands there twice is shown twice.
 */
export function indentedJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g) ?? [];
  return tokens
    .map((token, index) => {
      const next = tokens[index + 1];
      switch (token) {
        case '{':
        case '[':
          if (next === '}' || next === ']') return token;
          depth += 1;
          return `${token}${line()}`;
        case '}':
        case ']': {
          const before = tokens[index - 1];
          if (before === '{' || before === '[') return token;
          depth -= 1;
          return `${line()}${token}`;
        }
        case ',':
          return `,${line()}`;
        case ':':
          return ': ';
        default:
          return token;
      }
    })
    .join('');
}

/** The bytes of base64 as text for reading: sixteen to a line, offset (of the first one: `begin`), hexadecimal, printable characters. */
export function hexDump(base64: string, maximumBytes: number, begin: number): string {
  const binary = window.atob(base64.slice(0, Math.ceil(maximumBytes / 3) * 4));
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(binary.length, maximumBytes); offset += 16) {
    const row = binary.slice(offset, offset + 16);
    const codes = Array.from(row, (character) => character.charCodeAt(0));
    const hex = codes.map((code) => code.toString(16).padStart(2, '0')).join(' ');
    const printable = codes
      .map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'))
      .join('');
    lines.push(`${(begin + offset).toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${printable}`);
  }
  return lines.join('\n');
}

function headerLines(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** The answer as it came over the wire, as far as it is text. */
export function rawAnswer(response: ResponseView): string {
  const head = `${response.status} ${response.statusText}`.trimEnd();
  const { body } = response;
  const text =
    body.kind === 'empty'
      ? ''
      : body.kind === 'bytes'
        ? `(${response.bytes} bytes of ${body.mediaType})`
        : body.kind === 'large'
          ? `(${response.bytes} bytes of ${body.mediaType}, under Body in parts)`
          : body.text;
  return `${head}\n${headerLines(response.headers)}\n\n${text}`;
}

/** Cuts a text into blocks of so many lines, so that a long one is laid out a screen at a time. */
export function lineBlocks(text: string, linesPerBlock: number): readonly string[] {
  const lines = text.split('\n');
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += linesPerBlock) {
    blocks.push(lines.slice(at, at + linesPerBlock).join('\n'));
  }
  return blocks;
}

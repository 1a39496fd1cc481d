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

/** Cuts a text into blocks of so many lines, so that a long one is laid out a screen at a time. */
export function lineBlocks(text: string, linesPerBlock: number): readonly string[] {
  const lines = text.split('\n');
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += linesPerBlock) {
    blocks.push(lines.slice(at, at + linesPerBlock).join('\n'));
  }
  return blocks;
}

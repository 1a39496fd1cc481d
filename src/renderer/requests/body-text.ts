function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Levels that are indented further and further; deeper ones stay there, or white space would be most of the text. */
const deepest = 24;
/** Characters up to which it is worth it. */
const longestIndented = 16_000_000;

/**
 * JSON indented by two; anything that does not parse, or would become much too long, stays as it came. Only the white space
 * changes: long numbers keep every digit, and a name that stands there twice is shown twice.
 */
export function indentedJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(Math.min(depth, deepest))}`;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g) ?? [];
  const indented = (token: string, index: number): string => {
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
  };
  const pieces: string[] = [];
  let length = 0;
  for (const [index, token] of tokens.entries()) {
    const piece = indented(token, index);
    length += piece.length;
    if (length > longestIndented) return text;
    pieces.push(piece);
  }
  return pieces.join('');
}

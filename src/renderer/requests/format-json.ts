const variable = /\{\{[ \t]*\$?[A-Za-z_][\w.-]{0,99}[ \t]*\}\}/y;
const plain = /\s+|[^\s"[\]{}:,]+/y;

/** Levels that are indented further and further; deeper ones stay there, or white space would be most of the text. */
const deepest = 24;
/** Characters up to which it is worth it. */
const longest = 16_000_000;

/**
 * JSON indented by two. Only white space outside of texts changes: long numbers keep every digit, a name that stands there
 * twice stands there twice, and variables stay. What is no JSON comes out as something that is none either, and what would
 * become much too long as it is.
 */
export function formatJson(text: string): string {
  const pieces: string[] = [];
  let length = 0;
  let depth = 0;
  let afterOpening = false;
  const put = (piece: string): void => {
    length += piece.length;
    pieces.push(piece);
  };
  const newLine = (): void => {
    put(`\n${'  '.repeat(Math.max(0, Math.min(depth, deepest)))}`);
  };
  for (let at = 0; at < text.length;) {
    if (length > longest) return text;
    const token = tokenAt(text, at);
    at += token.length;
    if (token.trim() === '') continue;
    const closing = token === '}' || token === ']';
    if (closing) depth -= 1;
    if (closing !== afterOpening && (closing || afterOpening)) newLine();
    afterOpening = token === '{' || token === '[';
    put(token);
    if (afterOpening) depth += 1;
    else if (token === ',') newLine();
    else if (token === ':') put(' ');
  }
  return length > longest ? text : pieces.join('');
}

function tokenAt(text: string, at: number): string {
  const character = text.charAt(at);
  if (character === '"') return text.slice(at, endOfString(text, at));
  if (character === '{') {
    variable.lastIndex = at;
    const name = variable.exec(text)?.[0];
    if (name !== undefined) return name;
  }
  plain.lastIndex = at;
  return plain.exec(text)?.[0] ?? character;
}

/** Behind its closing quotation mark, or the end of the text. */
function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x22) return at + 1;
    if (character === 0x5c) at += 1;
  }
  return text.length;
}

import { restNote, WordBuilder, type CommandWords } from './shell-text.ts';

/**
 * The words of a command as cmd hands them on and curl's own start takes them apart: first carets, then quotes and
 * backslashes by the rules of the C runtime. `%NAME%` becomes the variable `{{NAME}}`.
 */
export function cmdWords(command: string): CommandWords {
  const notes = new Set<string>();
  const variables = new Map<string, string>();
  const plain = withoutCarets(command.replaceAll('\r\n', '\n'), variables, notes);
  return { shell: 'cmd', words: nativeWords(plain), variables, notes: [...notes] };
}

/** cmd's own reading. Inside its quotes carets are text; `^"` opens no such quote. */
function withoutCarets(text: string, variables: Map<string, string>, notes: Set<string>): string {
  let result = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const name = /^%([A-Za-z_]\w*)%/.exec(text.slice(at, at + 120))?.[1];
    if (name !== undefined) {
      result += `{{${name}}}`;
      variables.set(name, `%${name}%`);
      at += name.length + 1;
    } else if (character === '^' && !quoted) {
      // A caret before a line end joins the lines, and what comes next is text, a second line end too.
      if (text.charAt(at + 1) === '\n') at += 1;
      at += 1;
      result += text.charAt(at);
    } else if (character === '\n' || (!quoted && /[|&<>]/.test(character))) {
      if (text.slice(at).trim() !== '') notes.add(restNote(text.slice(at)));
      break;
    } else {
      if (character === '"') quoted = !quoted;
      result += character;
    }
  }
  return result;
}

/** How a Windows program takes its command line apart: `\"` is a quote, `""` inside quotes too, `\\` only before a quote. */
function nativeWords(text: string): readonly string[] {
  const builder = new WordBuilder();
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      const run = /^\\+/.exec(text.slice(at))?.[0].length ?? 1;
      const beforeQuote = text.charAt(at + run) === '"';
      builder.add('\\'.repeat(beforeQuote ? run >> 1 : run));
      at += run - 1;
      if (beforeQuote && run % 2 === 1) {
        builder.add('"');
        at += 1;
      }
    } else if (character === '"') {
      if (quoted && text.charAt(at + 1) === '"') {
        builder.add('"');
        at += 1;
      } else {
        quoted = !quoted;
        builder.add('');
      }
    } else if (!quoted && /[ \t]/.test(character)) {
      builder.close();
    } else {
      builder.add(character);
    }
  }
  builder.close();
  return builder.words;
}

const backtickEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * The words of a command as PowerShell splits them: single quotes (`''` is one), double quotes with backticks, and backticks
 * before line ends. `$NAME` and `$env:NAME` become the variable `{{NAME}}`. A quote that older versions need written as
 * `\"` for a program is read as the quote that arrives there.
 */
export function powershellWords(command: string): CommandWords {
  const text = command.replaceAll('`\r\n', '`\n').replace(/^\s*&\s*/, '');
  const builder = new WordBuilder();
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '`') {
      if (text.charAt(at + 1) !== '\n') builder.add(text.charAt(at + 1));
      at += 2;
    } else if (character === "'") {
      at = singleQuoted(text, at + 1, builder);
    } else if (character === '"') {
      at = doubleQuoted(text, at + 1, builder);
    } else if (character === '$') {
      at = dollar(text, at, builder);
    } else if (character === ' ' || character === '\t' || character === '\r') {
      builder.close();
      at += 1;
    } else if (/[|;&<>\n]/.test(character)) {
      if (text.slice(at).trim() !== '') builder.notes.add(restNote(text.slice(at)));
      break;
    } else {
      builder.add(character);
      at += 1;
    }
  }
  builder.close();
  const words = builder.words.map(asPassedOn);
  return { shell: 'powershell', words, variables: builder.variables, notes: [...builder.notes] };
}

function singleQuoted(text: string, start: number, builder: WordBuilder): number {
  const match = /^(?:[^']|'')*/.exec(text.slice(start))?.[0] ?? '';
  builder.add(match.replaceAll("''", "'"));
  return start + match.length + 1;
}

function doubleQuoted(text: string, start: number, builder: WordBuilder): number {
  builder.add('');
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '`') {
      builder.add(backtickEscapes[next] ?? next);
      at += 2;
    } else if (character === '"' && next === '"') {
      builder.add('"');
      at += 2;
    } else if (character === '"') {
      break;
    } else if (character === '$') {
      at = dollar(text, at, builder);
    } else {
      builder.add(character);
      at += 1;
    }
  }
  return at + 1;
}

function dollar(text: string, at: number, builder: WordBuilder): number {
  const match = /^\$(?:\{(?:env:)?([A-Za-z_]\w*)\}|(?:env:)?([A-Za-z_]\w*))/i.exec(text.slice(at, at + 120));
  if (match === null) {
    builder.add('$');
    return at + 1;
  }
  builder.addVariable(match[1] ?? match[2] ?? '', match[0]);
  return at + match[0].length;
}

/** Where every quote in a word has its backslash, it was written for a version that hands the word on unquoted. */
function asPassedOn(word: string): string {
  return /\\"/.test(word) && !/(?<!\\)"/.test(word) ? word.replaceAll('\\"', '"') : word;
}

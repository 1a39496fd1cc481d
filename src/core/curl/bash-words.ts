import { restNote, WordBuilder, type CommandWords } from './shell-text.ts';

const controls: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const variable = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;

/**
 * The words of a command as bash splits them: single, double and `$'…'` quotes, backslashes and line continuations.
 * Nothing is run: `$NAME` becomes the variable `{{NAME}}`, `$(…)` stays as it stands, and the command ends where another
 * begins (`|`, `;`, `&`, `>`); each is noted.
 */
export function bashWords(text: string): CommandWords {
  const builder = new WordBuilder();
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\') {
      const joined = lineJoint(text, at);
      if (joined === 0) builder.add(text.charAt(at + 1));
      at += joined === 0 ? 2 : joined;
    } else if (character === "'") {
      const end = endOf(text, "'", at + 1);
      builder.add(text.slice(at + 1, end));
      at = end + 1;
    } else if (character === '"') {
      at = doubleQuoted(text, at + 1, builder);
    } else if (character === '$' && text.charAt(at + 1) === "'") {
      at = ansiQuoted(text, at + 2, builder);
    } else if (character === '$') {
      at = dollar(text, at, builder);
    } else if (character === ' ' || character === '\t' || character === '\r') {
      builder.close();
      at += 1;
    } else if (/[|;&<>\n]/.test(character) || (character === '#' && !builder.inside)) {
      if (text.slice(at).replace(/^[;&\s]+/, '') !== '') builder.notes.add(restNote(text.slice(at)));
      break;
    } else {
      if (character === '`') builder.notes.add(notRun('`…`'));
      builder.add(character);
      at += 1;
    }
  }
  builder.close();
  return { shell: 'bash', words: builder.words, variables: builder.variables, notes: [...builder.notes] };
}

/** Length of a backslash and the line end behind it, which both vanish; 0 where there is none. */
function lineJoint(text: string, at: number): number {
  return /^\\\r?\n/.exec(text.slice(at, at + 3))?.[0].length ?? 0;
}

/** Where a quote ends; at the end of the text when nothing closes it. */
function endOf(text: string, quote: string, from: number): number {
  const end = text.indexOf(quote, from);
  return end < 0 ? text.length : end;
}

/** From behind the opening quote; answers the place behind the closing one. */
function doubleQuoted(text: string, start: number, builder: WordBuilder): number {
  builder.add('');
  let at = start;
  while (at < text.length && text.charAt(at) !== '"') {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const joined = lineJoint(text, at);
    if (joined > 0) {
      at += joined;
    } else if (character === '\\' && next !== '' && '$`"\\'.includes(next)) {
      builder.add(next);
      at += 2;
    } else if (character === '$') {
      at = dollar(text, at, builder);
    } else {
      if (character === '`') builder.notes.add(notRun('`…`'));
      builder.add(character);
      at += 1;
    }
  }
  return at + 1;
}

function dollar(text: string, at: number, builder: WordBuilder): number {
  variable.lastIndex = at;
  const match = variable.exec(text);
  if (match !== null) {
    builder.addVariable(match[1] ?? match[2] ?? '', match[0]);
    return at + match[0].length;
  }
  if (/^\$[({]/.test(text.slice(at, at + 2))) builder.notes.add(notRun(`${text.slice(at, at + 2)}…`));
  builder.add('$');
  return at + 1;
}

function notRun(what: string): string {
  return `${what} stays as it stands: Latchkey runs nothing.`;
}

const escape =
  /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([\s\S])|([\s\S]))/y;

/** `$'…'`: bash's own escapes, as browsers use them for line ends, `!` and letters beyond ASCII. */
function ansiQuoted(text: string, start: number, builder: WordBuilder): number {
  builder.add('');
  let at = start;
  // Bytes by `\x` and octal numbers may be parts of one UTF-8 character.
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) builder.add(new TextDecoder().decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  while (at < text.length && text.charAt(at) !== "'") {
    escape.lastIndex = at;
    const match = text.charAt(at) === '\\' ? escape.exec(text) : null;
    if (match === null) {
      flush();
      builder.add(text.charAt(at));
      at += 1;
      continue;
    }
    const [whole, hex, short, long, octal, control, other] = match;
    at += whole.length;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else {
      flush();
      if (short !== undefined || long !== undefined) builder.add(codePoint(short ?? long ?? ''));
      else if (control !== undefined) builder.add(String.fromCharCode(control.charCodeAt(0) & 0x1f));
      else builder.add(controls[other ?? ''] ?? (/["'?\\]/.test(other ?? '') ? (other ?? '') : whole));
    }
  }
  flush();
  return at + 1;
}

function codePoint(hex: string): string {
  const number = Number.parseInt(hex, 16);
  // Halves of a pair are joined by the text itself: browsers write letters beyond the basic plane as two.
  return number <= 0xffff
    ? String.fromCharCode(number)
    : number <= 0x10ffff
      ? String.fromCodePoint(number)
      : '\ufffd';
}

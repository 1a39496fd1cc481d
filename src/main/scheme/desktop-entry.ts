/** What a desktop file says about starting its program (Desktop Entry Specification 1.5). */
export interface DesktopEntry {
  readonly name: string;
  /** `Exec`, unquoted: the program, its arguments, and field codes such as `%u` as they stand. */
  readonly command: readonly string[];
  /** Deleted by the person, says the specification, although the file is there. */
  readonly hidden: boolean;
}

/** Reads a desktop file; null for a text that is none, or starts nothing. */
export function readDesktopEntry(text: string): DesktopEntry | null {
  const values = new Map<string, string>();
  let group = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]*)\]\s*$/.exec(line)?.[1];
    const [, key, value] = /^([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) group = header;
    else if (group === 'Desktop Entry' && key !== undefined && value !== undefined && !values.has(key)) {
      values.set(key, unescape(value).trimEnd());
    }
  }
  const command = splitCommand(values.get('Exec') ?? '');
  if (command.length === 0) return null;
  return { name: values.get('Name') ?? '', command, hidden: values.get('Hidden') === 'true' };
}

export interface NewDesktopEntry {
  readonly name: string;
  readonly comment: string;
  /** The program and its arguments; the address comes behind them, after `--`. */
  readonly command: readonly string[];
  readonly scheme: string;
}

/** A desktop file that opens a scheme's addresses and is in no menu. */
export function writeDesktopEntry({ name, comment, command, scheme }: NewDesktopEntry): string {
  // A value is escaped once more than what is quoted in it: first the one, then the other is undone.
  const quoted = command.map((part) => quote(part).replaceAll('\\', String.raw`\\`));
  return `[Desktop Entry]
Type=Application
Name=${name}
Comment=${comment}
Exec=${quoted.join(' ')} -- %u
Terminal=false
NoDisplay=true
MimeType=x-scheme-handler/${scheme};
`;
}

const escapes: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };

function unescape(value: string): string {
  return value.replaceAll(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);
}

/** The words of a command line: what is in double quotes belongs to one word, and a backslash there takes the next character as it is. */
function splitCommand(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  let escaped = false;
  for (const character of line) {
    if (escaped) {
      word = (word ?? '') + character;
      escaped = false;
    } else if (quoted && character === '\\') {
      escaped = true;
    } else if (character === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === null ? words : [...words, word];
}

/** Only where it must be: on a desktop that it does not know, `xdg-open` takes quotes for a part of the name. */
function quote(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  return /^[\w@:=+,./-]+$/.test(literal) ? literal : `"${literal.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
}

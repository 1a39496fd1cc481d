/** How a command line was quoted, as it can be told from its text. */
export type Shell = 'bash' | 'cmd' | 'powershell';

/** A command line taken apart as its shell would. */
export interface CommandWords {
  readonly shell: Shell;
  readonly words: readonly string[];
  /** The shell's own variables, which became variables of ours: name, and how it was written. */
  readonly variables: ReadonlyMap<string, string>;
  /** What the shell itself would have done, and nobody does here; each once. */
  readonly notes: readonly string[];
}

/**
 * `^"` and a caret before a line end are cmd's, a backtick before a line end or inside double quotes PowerShell's; what
 * browsers copy has one of them wherever it matters. Everything else is read as bash reads it.
 */
export function shellOf(command: string): Shell {
  const outside = command.replace(/'(?:[^']|'\\'')*'/g, '');
  if (/\^"|\^\r?\n/.test(outside)) return 'cmd';
  if (/`\r?\n|^\s*(?:&\s*)?curl\.exe\b/i.test(outside)) return 'powershell';
  // In bash backticks stand in pairs around a command, so the first one is followed by a word.
  if (outside.includes('`"') && !/`[^"$`0nrt\s]/.test(outside)) return 'powershell';
  return 'bash';
}

/** Collects words of which parts may be empty but quoted. */
export class WordBuilder {
  readonly words: string[] = [];
  readonly variables = new Map<string, string>();
  readonly notes = new Set<string>();
  #word: string | null = null;

  add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  /** A variable of the shell stands here. */
  addVariable(name: string, shown: string): void {
    this.add(`{{${name}}}`);
    this.variables.set(name, shown);
  }

  /** Between two words. */
  close(): void {
    if (this.#word !== null) this.words.push(this.#word);
    this.#word = null;
  }

  get inside(): boolean {
    return this.#word !== null;
  }
}

export function restNote(text: string): string {
  const short = Array.from(text.trim()).slice(0, 40).join('');
  return `What follows the command was left out: ${short}`;
}

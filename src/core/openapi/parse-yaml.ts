import { Composer, Lexer, LineCounter, Parser, type CST, type Document } from 'yaml';
import { providerText } from '../failures/provider-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Aliases that a document may expand to, those inside of others multiplied: more is a bomb. */
const mostAliases = 10_000;
/** Collections within each other, as the parser counts them. What follows calls itself for each. */
const deepest = 1000;

const tooDeep: ReadDocument = { kind: 'problem', line: null, why: 'It is nested too deep to be read.' };

/** Reads the first document of a text as YAML 1.2. Never throws. */
export function parseYaml(text: string): ReadDocument {
  const lines = new LineCounter();
  const document = compose(text, lines);
  if (document === null) return tooDeep;
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    return { kind: 'problem', line: line === 0 ? null : line, why: reasonOf(error.message) };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { kind: 'document', value };
  } catch (thrown) {
    if (!(thrown instanceof ReferenceError)) throw thrown;
    const why = 'Its aliases repeat each other so often that reading it would never end.';
    return { kind: 'problem', line: null, why };
  }
}

/** As the library’s own `parseDocument`, but for the depth; null beyond it. */
function compose(text: string, lines: LineCounter): Document | null {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({
    // Comparing each name with each other takes a square of time; the last one counts, as in JSON.
    uniqueKeys: false,
    merge: true,
    logLevel: 'silent',
  });
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest) return null;
  }
  tokens.push(...parser.end());
  const [document] = composer.compose(tokens, true, text.length);
  return document ?? null;
}

function reasonOf(message: string): string {
  const words = providerText(message) ?? 'It is no YAML.';
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

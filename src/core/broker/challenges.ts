import type { HeaderList } from '../../shared/request.ts';

/** One challenge of a 401 or 403 (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** By name in lower case; a name that came twice has its first value. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Real ones have 100 to 1,000 characters; of more nothing is read. */
const longestChallenges = 16_384;

const scheme = /([!#$%&'*+.^_`|~\w-]+)(?=[ ,]|$)/y;
const token68 = / +[\w.~+/-]+=*(?=\s*(?:,|$))/y;
const parameter = /([!#$%&'*+.^_`|~\w-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~\w-]+))/sy;
const separators = /[ \t,]*/y;

/**
 * The challenges of an answer, in order, of all its `WWW-Authenticate` lines. What cannot be read ends the line it stands in:
 * what came before it counts. Never throws.
 */
export function parseChallenges(headers: HeaderList): readonly Challenge[] {
  const lines = headers
    .filter(([name]) => name.toLowerCase() === 'www-authenticate')
    .map(([, value]) => value);
  const total = lines.reduce((sum, line) => sum + line.length, 0);
  return total > longestChallenges ? [] : lines.flatMap((line) => challengesIn(line));
}

function challengesIn(line: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let position = after(separators, line, 0);
  while (position < line.length) {
    const name = matchAt(scheme, line, position);
    if (name === null) break;
    position += name[0].length;
    const parameters = new Map<string, string>();
    challenges.push({ scheme: name[0].toLowerCase(), parameters });
    const token = matchAt(token68, line, position);
    position = token === null ? readParameters(line, position, parameters) : position + token[0].length;
    position = after(separators, line, position);
  }
  return challenges;
}

/** Reads `name=value, …` up to the next challenge; returns where it stopped. */
function readParameters(line: string, from: number, parameters: Map<string, string>): number {
  let position = from;
  for (;;) {
    const start = after(separators, line, position);
    const found = matchAt(parameter, line, start);
    if (found === null) return position;
    const [whole, name = '', quoted, plain = ''] = found;
    const key = name.toLowerCase();
    if (!parameters.has(key))
      parameters.set(key, quoted === undefined ? plain : quoted.replaceAll(/\\(.)/gs, '$1'));
    position = start + whole.length;
  }
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function after(pattern: RegExp, text: string, position: number): number {
  return position + (matchAt(pattern, text, position)?.[0].length ?? 0);
}

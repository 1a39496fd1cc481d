import { checkJson } from '../../shared/check-json.ts';
import { parseYaml } from './parse-yaml.ts';

/** What came of reading a text as JSON or YAML. `line` counts from 1; null where the whole is meant. */
export type ReadDocument =
  | { readonly kind: 'document'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly line: number | null; readonly why: string };

/**
 * Reads JSON (RFC 8259) or YAML 1.2, UTF-8. Never throws: what cannot be read is a problem with its line. Tags of YAML make
 * nothing but plain values, and names such as `__proto__` are members like any other.
 */
export function readDocument(bytes: Uint8Array): ReadDocument {
  const text = decoded(bytes);
  if (text === null) return { kind: 'problem', line: null, why: 'It is not text in UTF-8.' };
  return /^\s*[{[]/.test(text) ? readJson(text) : parseYaml(text);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function readJson(text: string): ReadDocument {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'document', value };
  } catch {
    // YAML may begin with a brace, too.
    const yaml = parseYaml(text);
    const problem = checkJson(text);
    return yaml.kind === 'document' || problem === null
      ? yaml
      : { kind: 'problem', line: problem.line, why: problem.reason };
  }
}

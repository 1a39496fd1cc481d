import { array, constantFrom, json as anyJson, string, tuple, type Arbitrary } from 'fast-check';

import { JsonDocument } from '../../../../../src/renderer/requests/json/document/json-document.ts';
import type { JsonRow } from '../../../../../src/renderer/requests/json/document/json-rows.ts';

/** A document that was fed a text, cut at the given places, none of them within a surrogate pair. */
export function documentOf(text: string, cuts: readonly number[] = []): JsonDocument {
  const document = new JsonDocument(0);
  let from = 0;
  for (const cut of cuts.map((at) => at % (text.length + 1)).toSorted((a, b) => a - b)) {
    document.append(text.slice(from, cut));
    from = cut;
  }
  document.append(text.slice(from));
  document.finish();
  return document;
}

export function allRows(document: JsonDocument): readonly JsonRow[] {
  return document.rows(0, document.state.rows);
}

const space = string({ unit: constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });

/** JSON as servers write it: any value, any white space that is allowed between tokens. */
export const jsonText: Arbitrary<{ readonly text: string; readonly value: unknown }> = tuple(
  anyJson({ maxDepth: 5, stringUnit: 'binary' }),
  array(space, { minLength: 1, maxLength: 8 }),
).map(([plain, spaces]) => {
  let next = 0;
  const text = plain.replaceAll(/"(?:[^"\\]|\\.)*"|[^"[\]{},:]+|[[\]{},:]/g, (token) => {
    next += 1;
    return `${spaces[next % spaces.length] ?? ''}${token}`;
  });
  const value: unknown = JSON.parse(text);
  return { text, value };
});

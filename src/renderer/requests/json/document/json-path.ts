import type { JsonBytes } from './json-bytes.ts';
import type { JsonChildren } from './json-children.ts';
import { noParent, type JsonIndex } from './json-index.ts';
import type { JsonTokens } from './json-tokens.ts';
import { stringValue } from './shown-token.ts';

const shorthand = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Where a value stands, as JSONPath (RFC 9535 §2.3): `$.notes[3]["odd name"]`. Behind the `$` it is JavaScript as well.
 * A name that stands twice in an object has one path.
 */
export function pathOf(
  parts: {
    readonly bytes: JsonBytes;
    readonly index: JsonIndex;
    readonly tokens: JsonTokens;
    readonly children: JsonChildren;
  },
  node: number,
): string {
  const { bytes, index, tokens, children } = parts;
  const segments: string[] = [];
  for (let at = node; index.parentOf(at) !== noParent; at = index.parentOf(at)) {
    const name = tokens.nameOf(at);
    segments.push(
      name === null
        ? `[${String(children.placeOf(at))}]`
        : memberSegment(stringValue(bytes.slice(name.from, name.to))),
    );
  }
  return `$${segments.toReversed().join('')}`;
}

function memberSegment(name: string): string {
  return shorthand.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

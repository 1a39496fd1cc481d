import { isNode, listAt, member, nodeAt, textAt, type Node } from './nodes.ts';
import type { References } from './references.ts';
import { exampleNumber, exampleText } from './plain-examples.ts';

/** Objects and lists within each other. */
const deepest = 8;
/** Values in one example. */
const most = 2000;
const mostProperties = 200;

/** What an example is made with. */
interface Making {
  readonly references: References;
  /** Schemas that are being made: one of them again is a loop. */
  readonly open: Set<Node>;
  readonly deepest: number;
  left: number;
}

/**
 * A value that fits a schema of OpenAPI 3.0 or 3.1 as far as that is easily had: examples, defaults and enumerations first,
 * then what the type says. What only the server writes (`readOnly`) is left out; a loop is cut where it begins again, and
 * nesting at the depth given. Undefined where nothing can be said.
 */
export function exampleOf(schema: unknown, references: References, depth: number = deepest): unknown {
  return make(schema, 0, { references, open: new Set(), deepest: Math.min(depth, deepest), left: most });
}

function make(value: unknown, depth: number, making: Making): unknown {
  const schema = making.references.resolve(value);
  making.left -= 1;
  if (schema === null || making.left < 0 || depth > making.deepest || making.open.has(schema))
    return undefined;
  making.open.add(schema);
  try {
    return given(schema) ?? composed(schema, depth, making);
  } finally {
    making.open.delete(schema);
  }
}

/** What the author of the schema wrote down. */
function given(schema: Node): unknown {
  const [firstExample] = listAt(schema, 'examples');
  const [firstChoice] = listAt(schema, 'enum');
  return (
    member(schema, 'const') ??
    member(schema, 'example') ??
    firstExample ??
    member(schema, 'default') ??
    firstChoice
  );
}

function composed(schema: Node, depth: number, making: Making): unknown {
  const alternatives = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')];
  const own = made(schema, depth, making);
  let result: unknown = own;
  for (const part of listAt(schema, 'allOf')) result = merged(result, make(part, depth, making));
  for (const alternative of alternatives) {
    const chosen = make(alternative, depth, making);
    if (chosen !== undefined) return merged(result, chosen);
  }
  return result;
}

/** Members of both, where both are objects; else the one that says something. */
function merged(first: unknown, second: unknown): unknown {
  if (!isNode(first) || !isNode(second)) return second ?? first;
  // `fromEntries` makes members of their own, whatever they are called.
  return Object.fromEntries([...Object.entries(first), ...Object.entries(second)]);
}

function made(schema: Node, depth: number, making: Making): unknown {
  switch (typeOf(schema)) {
    case 'object':
      return madeObject(schema, depth, making);
    case 'array': {
      const item = make(member(schema, 'items'), depth + 1, making);
      return item === undefined ? [] : [item];
    }
    case 'string':
      return exampleText(schema);
    case 'integer':
    case 'number':
      return exampleNumber(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case null:
    default:
      return undefined;
  }
}

function madeObject(schema: Node, depth: number, making: Making): unknown {
  const members: (readonly [string, unknown])[] = [];
  for (const [name, property] of Object.entries(nodeAt(schema, 'properties') ?? {}).slice(
    0,
    mostProperties,
  )) {
    if (member(making.references.resolve(property), 'readOnly') === true) continue;
    const value = make(property, depth + 1, making);
    if (value !== undefined) members.push([name, value]);
  }
  return Object.fromEntries(members);
}

/** OpenAPI 3.1 allows several types, and many schemas leave out what their members say. */
function typeOf(schema: Node): string | null {
  const written = member(schema, 'type');
  if (typeof written === 'string') return written;
  const several = listAt(schema, 'type').find((type) => type !== 'null') ?? listAt(schema, 'type')[0];
  if (typeof several === 'string') return several;
  if (nodeAt(schema, 'properties') !== null) return 'object';
  if (member(schema, 'items') !== undefined) return 'array';
  return textAt(schema, 'format') === null ? null : 'string';
}

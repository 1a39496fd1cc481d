import { isNode, listAt, member, nodeAt, textAt, wordsAt, type Node } from './nodes.ts';
import type { References } from './references.ts';
import { exampleOf } from './schema-example.ts';

/** A parameter of an operation, with the values that the document gives for it. */
export interface Parameter {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  /** Example, default or first choice, as text; of a list one for each item. Null where the document has none. */
  readonly values: readonly string[] | null;
  /** What it is for, in words of the document. */
  readonly words: string | null;
}

const places: readonly Parameter['place'][] = ['path', 'query', 'header', 'cookie'];
const mostParameters = 200;
const mostMembers = 1000;
/** In characters. */
export const longestName = 500;

/** The parameters of a path and of an operation on it, whose own win. */
export function parametersOf(path: Node, operation: Node, references: References): readonly Parameter[] {
  const byKey = new Map<string, Parameter>();
  for (const written of [...listAt(path, 'parameters'), ...listAt(operation, 'parameters')].slice(
    0,
    mostParameters,
  )) {
    const parameter = parameterOf(references.resolve(written), references);
    if (parameter !== null) byKey.set(`${parameter.place} ${parameter.name}`, parameter);
  }
  return [...byKey.values()];
}

function parameterOf(node: Node | null, references: References): Parameter | null {
  const place = places.find((each) => each === textAt(node, 'in'));
  const name = textAt(node, 'name');
  if (node === null || place === undefined || name === null || name === '' || name.length > longestName)
    return null;
  return {
    name,
    place,
    required: place === 'path' || member(node, 'required') === true,
    values: valuesOf(node, references),
    words: wordsAt(node, 'description'),
  };
}

/** A form with `explode`, which is the default of a query, repeats the parameter for each item; otherwise commas stand between. */
function valuesOf(node: Node, references: References): readonly string[] | null {
  const value = givenFor(node, references);
  if (value === undefined) return null;
  if (Array.isArray(value)) {
    const texts = value.slice(0, 100).map(plainText);
    const repeated = textAt(node, 'in') === 'query' && member(node, 'explode') !== false;
    return repeated && (textAt(node, 'style') ?? 'form') === 'form' ? texts : [texts.join(',')];
  }
  return [plainText(value)];
}

function givenFor(node: Node, references: References): unknown {
  const direct = member(node, 'example') ?? firstExample(node, references);
  if (direct !== undefined) return direct;
  const [content] = Object.values(nodeAt(node, 'content') ?? {});
  const schema = references.resolve(member(node, 'schema') ?? member(content, 'schema'));
  if (schema === null) return undefined;
  const said = ['const', 'example', 'examples', 'default', 'enum'].some(
    (name) => member(schema, name) !== undefined,
  );
  const items = references.resolve(member(schema, 'items'));
  const saidOfItems = ['const', 'example', 'default', 'enum'].some(
    (name) => member(items, name) !== undefined,
  );
  return said || saidOfItems ? exampleOf(schema, references) : undefined;
}

/** The value of the first of several named examples. */
export function firstExample(node: unknown, references: References): unknown {
  for (const example of Object.values(nodeAt(node, 'examples') ?? {})) {
    const value = member(references.resolve(example), 'value');
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value on one line: text as it is, everything else as JSON. */
export function plainText(value: unknown): string {
  const text = typeof value === 'string' ? value : asJson(value, 0);
  return text.slice(0, 2000).replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ');
}

/** Empty for what holds itself, by an alias of YAML, and for what is nested deeper than the stack. */
export function asJson(value: unknown, indent: number): string {
  try {
    return JSON.stringify(value ?? null, null, indent);
  } catch {
    return '';
  }
}

/** Members of an example that is an object, as texts, as many as a form has room for; else none. */
export function plainMembers(value: unknown): readonly (readonly [name: string, value: string])[] {
  return (isNode(value) ? Object.entries(value) : [])
    .filter(([name]) => name.length <= longestName)
    .slice(0, mostMembers)
    .map(([name, each]) => [name, plainText(each)] as const);
}

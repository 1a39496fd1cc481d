import type { FormPart, RequestBody } from '../../shared/request-body.ts';
import type { HeaderList } from '../../shared/request.ts';
import { escapeTemplate } from '../../shared/variable-template.ts';
import { member, nodeAt, textAt, type Node } from './nodes.ts';
import { asJson, firstExample, plainMembers } from './parameters.ts';
import type { References } from './references.ts';
import { exampleOf } from './schema-example.ts';

/** Characters of an example body. A longer one is made again with less in it. */
const longestBody = 65_536;
const depths = [8, 4, 2, 1];
/** Characters of a media type with its parameters. */
const longestType = 500;

export interface ExampleBody {
  readonly body: RequestBody | null;
  /** A `Content-Type` where that of the body's kind is another. */
  readonly headers: HeaderList;
}

const none: ExampleBody = { body: null, headers: [] };

/** An example of what an operation takes, in the first of its media types that Latchkey has a form for. */
export function exampleBody(operation: Node, references: References): ExampleBody {
  const content = nodeAt(references.resolve(member(operation, 'requestBody')), 'content') ?? {};
  const types = Object.keys(content).filter(
    (type) =>
      type.length <= longestType && /^[\w!#$&^*.+-]+\/[\w!#$&^*.+-]+(?:\s*;[\x20-\x7e]*)?$/.test(type),
  );
  const chosen =
    preferences.flatMap((fits) => types.find((type) => fits(essenceOf(type))) ?? [])[0] ?? types[0];
  return chosen === undefined ? none : bodyOf(chosen, nodeAt(content, chosen) ?? {}, references);
}

const isJson = (type: string): boolean => /^(?:[\w.-]+\/(?:[\w.-]+\+)?json|\*\/\*)$/.test(type);
const isForm = (type: string): boolean => type === 'application/x-www-form-urlencoded';
const isMultipart = (type: string): boolean => type === 'multipart/form-data';
const isText = (type: string): boolean => /^text\/|[/+]xml$/.test(type);
const preferences = [isJson, isForm, isMultipart, isText];

function essenceOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function bodyOf(type: string, media: Node, references: References): ExampleBody {
  const essence = essenceOf(type);
  const own: HeaderList = [['Content-Type', type]];
  if (isJson(essence)) {
    const text = escapeTemplate(jsonText(media, references));
    return {
      body: { kind: 'json', text },
      headers: ['application/json', '*/*'].includes(essence) ? [] : own,
    };
  }
  if (isForm(essence)) {
    const fields = plainMembers(valueOf(media, references)).map(([name, value]) => ({
      name: escapeTemplate(name),
      value: escapeTemplate(value),
    }));
    return { body: { kind: 'form', fields }, headers: [] };
  }
  if (isMultipart(essence)) {
    return { body: { kind: 'multipart', parts: partsOf(media, references) }, headers: [] };
  }
  if (isText(essence)) {
    const value = valueOf(media, references);
    const text = typeof value === 'string' ? escapeTemplate(value.slice(0, longestBody)) : '';
    return { body: { kind: 'text', text }, headers: own };
  }
  return {
    body: { kind: 'file', file: { ticket: null, name: 'file' } },
    headers: essence.includes('*') ? [] : own,
  };
}

function partsOf(media: Node, references: References): readonly FormPart<string>[] {
  const properties = nodeAt(references.resolve(member(media, 'schema')), 'properties');
  return plainMembers(valueOf(media, references)).map(([name, value]): FormPart<string> => {
    const schema = references.resolve(member(properties, name));
    const file = textAt(schema, 'format') === 'binary' || textAt(schema, 'contentMediaType') !== null;
    return file
      ? { kind: 'file', name: escapeTemplate(name), file: { ticket: null, name: 'file' } }
      : { kind: 'text', name: escapeTemplate(name), value: escapeTemplate(value) };
  });
}

function valueOf(media: Node, references: References, depth?: number): unknown {
  return (
    member(media, 'example') ??
    firstExample(media, references) ??
    exampleOf(member(media, 'schema'), references, depth)
  );
}

function jsonText(media: Node, references: References): string {
  for (const depth of depths) {
    const text = asJson(valueOf(media, references, depth) ?? {}, 2);
    if (text !== '' && text.length <= longestBody) return text;
  }
  return '{}';
}

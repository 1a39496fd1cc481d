import { ownContentType, type RequestBody } from '../../../shared/request-body.ts';
import type { HeaderList } from '../../../shared/request.ts';
import { isCredentialParameter } from '../../collections/credentials.ts';
import type { Node } from '../nodes.ts';
import type { PlainValues } from './plain-values.ts';

/** The body of a request as OpenAPI describes one: its media type, with an example as far as one may be told. */
export function standardBody(body: RequestBody, headers: HeaderList, values: PlainValues): Node {
  const written = headers.find(([name]) => name.trim().toLowerCase() === 'content-type')?.[1];
  const type = values(written ?? '') ?? '';
  // A boundary is made anew for each body.
  const key = type === '' ? ownContentType(body) : type.replace(/;\s*boundary=[^;]*/i, '');
  return { required: true, content: { [key.replace(/;\s*charset=utf-8$/i, '')]: mediaOf(body, values) } };
}

function mediaOf(body: RequestBody, values: PlainValues): Node {
  switch (body.kind) {
    case 'json': {
      const value = parsed(values(body.text));
      return value === undefined ? {} : { example: value };
    }
    case 'text': {
      const text = values(body.text);
      return { schema: { type: 'string' }, ...(text === null ? {} : { example: text }) };
    }
    case 'graphql': {
      const query = values(body.query);
      const variables = body.variables.trim() === '' ? {} : parsed(values(body.variables));
      return query === null || variables === undefined ? {} : { example: { query, variables } };
    }
    case 'form':
      return fieldsOf(
        body.fields.flatMap(({ name, value, off }) => (off === true ? [] : [{ name, value, file: false }])),
        values,
      );
    case 'multipart':
      return fieldsOf(
        body.parts.flatMap((part) => {
          if (part.off === true) return [];
          const file = part.kind === 'file';
          return [{ name: part.name, value: part.kind === 'file' ? part.file.name : part.value, file }];
        }),
        values,
      );
    case 'file':
    default:
      return {};
  }
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly file: boolean;
}

/** One member for each name; where a name is there twice, its first value is the example. */
function fieldsOf(fields: readonly Field[], values: PlainValues): Node {
  const properties = new Map<string, Node>();
  const example = new Map<string, string>();
  for (const field of fields) {
    const name = values(field.name);
    if (name === null || properties.has(name)) continue;
    const binary = { type: 'string', contentMediaType: 'application/octet-stream' };
    properties.set(name, field.file ? binary : { type: 'string' });
    const value = isCredentialParameter(name, field.value) ? null : values(field.value);
    if (value !== null) example.set(name, value);
  }
  return {
    schema: { type: 'object', properties: Object.fromEntries(properties) },
    ...(example.size === 0 ? {} : { example: Object.fromEntries(example) }),
  };
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

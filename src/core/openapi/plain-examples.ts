import { member, textAt, type Node } from './nodes.ts';

/** In characters: a longer example is of no use to anybody. */
const longestText = 1000;

const byFormat: ReadonlyMap<string, string> = new Map([
  ['date-time', '2025-01-31T12:00:00Z'],
  ['date', '2025-01-31'],
  ['time', '12:00:00Z'],
  ['duration', 'P1D'],
  ['email', 'ada@example.com'],
  ['idn-email', 'ada@example.com'],
  ['hostname', 'example.com'],
  ['idn-hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['uri-reference', '/example'],
  ['iri', 'https://example.com/'],
  ['url', 'https://example.com/'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
  ['byte', 'ZXhhbXBsZQ=='],
  ['binary', ''],
  ['password', ''],
]);

/** A text of the format and the length that a schema demands; a `pattern` is beyond us. */
export function exampleText(schema: Node): string {
  const text = byFormat.get(textAt(schema, 'format') ?? '') ?? 'text';
  const least = numberAt(schema, 'minLength') ?? 0;
  const longest = numberAt(schema, 'maxLength') ?? longestText;
  return text.padEnd(Math.min(least, longestText), 'x').slice(0, Math.max(0, longest));
}

/** The smallest number that a schema allows, else 0, or the largest where that is below. */
export function exampleNumber(schema: Node): number {
  const step = numberAt(schema, 'multipleOf') ?? (textAt(schema, 'type') === 'number' ? 0.5 : 1);
  const minimum = numberAt(schema, 'minimum');
  const above = numberAt(schema, 'exclusiveMinimum');
  // A boolean in OpenAPI 3.0, the limit itself in 3.1.
  const open = member(schema, 'exclusiveMinimum') === true;
  const least = above === null ? minimum : above + step;
  const lowest = least === null ? 0 : open ? least + step : least;
  const highest = numberAt(schema, 'maximum') ?? lowest;
  return Math.min(lowest, highest);
}

function numberAt(schema: Node, name: string): number | null {
  const value = member(schema, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

import { parseTemplate, variablesIn } from '../../../shared/variable-template.ts';
import type { Node } from '../nodes.ts';
import type { PlainValues } from './plain-values.ts';

/** The server that most requests are sent to, the first of several; null where there is none. */
export function mostUsed(bases: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const base of bases) counts.set(base, (counts.get(base) ?? 0) + 1);
  let most: string | null = null;
  for (const [base, count] of counts) if (most === null || count > (counts.get(most) ?? 0)) most = base;
  return most;
}

/** A server, its variables by their own names: `{{base}}` is `{base}`, with its value where that may be told. */
export function serverOfBase(base: string, values: PlainValues): Node {
  const url = parseTemplate(base)
    .map((part) =>
      part.kind === 'text' ? part.text.replaceAll(/[{}]/g, encodeURIComponent) : `{${part.name}}`,
    )
    .join('');
  const names = variablesIn(base);
  if (names.length === 0) return { url };
  const variables = names.map((name) => [name, { default: values(`{{${name}}}`) ?? '' }] as const);
  return { url, variables: Object.fromEntries(variables) };
}

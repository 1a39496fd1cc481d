import type { OpenApiOperation } from '../../../shared/open-api.ts';

/** A line of the list: a folder, or an operation in it. */
export type OperationRow =
  | {
      readonly kind: 'folder';
      readonly name: string | null;
      readonly operations: readonly OpenApiOperation[];
    }
  | { readonly kind: 'operation'; readonly operation: OpenApiOperation };

/** The operations that a search finds, under their folders; those without one come first. Every word has to be somewhere. */
export function operationRows(
  operations: readonly OpenApiOperation[],
  query: string,
): readonly OperationRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const byTag = new Map<string | null, OpenApiOperation[]>([[null, []]]);
  for (const operation of operations) {
    const { method, path, name, tag } = operation;
    const text = `${method} ${path} ${name} ${tag ?? ''}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const known = byTag.get(tag);
    if (known === undefined) byTag.set(tag, [operation]);
    else known.push(operation);
  }
  return [...byTag].flatMap(([name, found]): readonly OperationRow[] => {
    const rows = found.map((operation): OperationRow => ({ kind: 'operation', operation }));
    const head: readonly OperationRow[] = name === null ? [] : [{ kind: 'folder', name, operations: found }];
    return found.length === 0 ? [] : [...head, ...rows];
  });
}

/** Scopes of chosen operations that a connection does not ask for yet, in the order of the document. */
export function missingScopes(
  operations: readonly OpenApiOperation[],
  chosen: ReadonlySet<number>,
  asked: readonly string[],
): readonly string[] {
  const wanted = operations.flatMap(({ index, scopes }) => (chosen.has(index) ? scopes : []));
  return [...new Set(wanted)].filter((scope) => !asked.includes(scope));
}

/** The set with these in it, or without them. */
export function withChosen(
  chosen: ReadonlySet<number>,
  operations: readonly OpenApiOperation[],
  on: boolean,
): ReadonlySet<number> {
  const next = new Set(chosen);
  for (const { index } of operations) {
    if (on) next.add(index);
    else next.delete(index);
  }
  return next;
}

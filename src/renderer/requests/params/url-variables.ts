import type { VariableLists, VariableScope, VariableView } from '../../../shared/variable.ts';

/** `{{name}}` and the backslashes before it: an odd number of them means the braces themselves (docs/collections.md). */
const reference = /(\\*)\{\{[ \t]*([A-Za-z_][\w.-]{0,99})[ \t]*\}\}/g;

/** The names of the variables that a URL holds, each once, in their order; not those that other programs compute. */
export function variablesOfUrl(url: string): readonly string[] {
  const names = [...url.matchAll(reference)].flatMap(([, backslashes = '', name = '']) =>
    backslashes.length % 2 === 0 ? [name] : [],
  );
  return [...new Set(names)];
}

/** A variable where it is kept: a connection's own goes before one of all connections. Null: there is none of that name. */
export function variableOf(
  name: string,
  id: VariableScope,
  lists: VariableLists,
): { readonly scope: VariableScope; readonly variable: VariableView } | null {
  const own = lists.connection.find((each) => each.name === name);
  if (own !== undefined) return { scope: id, variable: own };
  const shared = lists.global.find((each) => each.name === name);
  return shared === undefined ? null : { scope: 'global', variable: shared };
}

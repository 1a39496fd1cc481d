import { isVariableName, variablesIn } from '../../../shared/variable-template.ts';
import type { VariableLists, VariableScope, VariableView } from '../../../shared/variable.ts';

/** The names of the variables that a URL holds, each once, in their order; not those that other programs compute (`{{$guid}}`). */
export function variablesOfUrl(url: string): readonly string[] {
  return variablesIn(url).filter(isVariableName);
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

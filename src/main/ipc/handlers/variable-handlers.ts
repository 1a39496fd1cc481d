import { readCurl } from '../../../core/curl/read-curl.ts';
import { writeCurl } from '../../../core/curl/write-curl.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { VariableScope } from '../../../shared/variable.ts';
import type { Handlers } from '../answer.ts';

type VariableCommands =
  'listVariables' | 'setVariable' | 'removeVariable' | 'restoreVariable' | 'readCurl' | 'copyAsCurl';

export interface VariableHandlerDeps {
  readonly variables: Variables;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly copy: (text: string) => Promise<void>;
}

/** Calls about variables, and about requests as `curl` commands, which need them. */
export function variableHandlers(deps: VariableHandlerDeps): Pick<Handlers, VariableCommands> {
  const { variables } = deps;
  const known = (scope: VariableScope): boolean => scope === 'global' || deps.exists(scope);
  return {
    async listVariables({ id }) {
      if (!known(id)) return fail(connectionGone());
      return succeed({ connection: await variables.list(id), global: await variables.list('global') });
    },
    async setVariable(input) {
      return known(input.scope) ? variables.set(input) : fail(connectionGone());
    },
    async removeVariable({ scope, name }) {
      if (!known(scope)) return fail(connectionGone());
      const removed = await variables.remove(scope, name);
      return removed.ok ? succeed({ undo: removed.value }) : removed;
    },
    restoreVariable: ({ undo }) => variables.restore(undo),
    readCurl: ({ text }) => readCurl(text),
    async copyAsCurl({ id, request }) {
      const resolved = variables.resolveWithoutSecrets(id, request);
      if (!resolved.ok) return resolved;
      await deps.copy(writeCurl(resolved.value));
      return succeed(null);
    },
  };
}

import { settingsForClone } from '../../../core/connections/clone-settings.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { Connection, ConnectionId, ConnectionView } from '../../../shared/connection.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

export interface CloneHandlerDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list' | 'add'>;
  /** What the preferences hold of one holds for the other: the folder of its saved requests, and whether it has a history. */
  readonly copyPreferences: (from: ConnectionId, to: ConnectionId) => void;
  readonly view: (connection: Connection) => ConnectionView;
  /** The list changed: the page is told. */
  readonly changed: () => void;
}

/** Another connection with the settings of one (decision 0042): signed out, without its secret, behind it in the list. */
export function cloneHandlers(deps: CloneHandlerDeps): Pick<Handlers, 'cloneConnection'> {
  return {
    async cloneConnection({ id }) {
      const { connections } = deps;
      const original = connections.get(id);
      if (original === null) return fail(connectionGone());
      const names = connections.list().map(({ name }) => name);
      const settings = settingsForClone(original, names);
      const added = await connections.add(settings, { demo: original.demo, after: id });
      if (!added.ok) return added;
      deps.copyPreferences(id, added.value.id);
      deps.changed();
      return succeed(deps.view(added.value));
    },
  };
}

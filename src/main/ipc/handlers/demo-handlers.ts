import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import type { Connection, ConnectionView } from '../../../shared/connection.ts';
import { succeed } from '../../../shared/result.ts';
import type { DemoConnection } from '../../demo/demo-connection.ts';
import type { Handlers } from '../answer.ts';

export interface DemoHandlerDeps {
  readonly demoConnection: Pick<DemoConnection, 'ready'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly sessions: Pick<Sessions, 'view' | 'signIn'>;
  /** Resolves once the connections file was read. */
  readonly loaded: Promise<unknown>;
  readonly view: (connection: Connection) => ConnectionView;
}

/** *Try the demo*: runs the demo, makes or finds its connection, and begins to sign in. */
export function demoHandlers(deps: DemoHandlerDeps): Pick<Handlers, 'tryDemo'> {
  const { connections, sessions, view } = deps;
  return {
    async tryDemo() {
      await deps.loaded;
      const connection = await deps.demoConnection.ready();
      if (!connection.ok) {
        return connection;
      }
      const begun = sessions.view(connection.value.id).kind;
      if (begun === 'signed-out' || begun === 'needs-sign-in' || begun === 'draft') {
        const signIn = await sessions.signIn(connection.value.id, {});
        if (!signIn.ok) {
          return signIn;
        }
      }
      return succeed(view(connections.get(connection.value.id) ?? connection.value));
    },
  };
}

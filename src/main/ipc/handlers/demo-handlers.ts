import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import type { Connection, ConnectionSettings, ConnectionView } from '../../../shared/connection.ts';
import { succeed, type Result } from '../../../shared/result.ts';
import type { DemoInfo, DemoService } from '../../demo/demo-service.ts';
import type { Handlers } from '../handle.ts';

export interface DemoHandlerDeps {
  readonly demo: Pick<DemoService, 'start'>;
  readonly connections: ConnectionStore;
  readonly sessions: Sessions;
  readonly loaded: Promise<unknown>;
  /** The list changed: the page is told. */
  changed(): void;
  readonly view: (connection: Connection) => ConnectionView;
}

/** *Try the demo*: runs the demo, makes or finds its connection, and begins to sign in. */
export function demoHandlers(deps: DemoHandlerDeps): Pick<Handlers, 'tryDemo'> {
  const { connections, sessions, view } = deps;
  return {
    async tryDemo() {
      await deps.loaded;
      const connection = await readyDemo(deps);
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

/**
 * The demo runs and its connection points at it. When its ports were taken and it had to move, the connection follows:
 * a sign-in at the old address is worth nothing any more, so it ends.
 */
export async function readyDemo(
  deps: Pick<DemoHandlerDeps, 'demo' | 'connections' | 'sessions' | 'changed'>,
): Promise<Result<Connection>> {
  const { connections, sessions } = deps;
  const started = await deps.demo.start();
  if (!started.ok) {
    return started;
  }
  const settings = demoSettings(started.value);
  const known = connections.list().find((connection) => connection.demo);
  if (known === undefined) {
    const added = await connections.add(settings, { demo: true });
    deps.changed();
    return added;
  }
  if (known.issuer === settings.issuer && known.clientId === settings.clientId) {
    return succeed(known);
  }
  await sessions.signOut(known.id, { alsoInBrowser: false });
  const moved = await connections.update(known.id, { ...settings, name: known.name });
  deps.changed();
  return moved;
}

function demoSettings(info: DemoInfo): ConnectionSettings {
  return {
    name: 'Demo',
    issuer: info.issuer,
    clientId: info.clientId,
    scopes: info.scopes,
    apiOrigins: [{ origin: info.apiOrigin, resource: info.apiOrigin }],
    redirectWays: ['scheme', 'loopback'],
    redirectSpelling: 'path',
    signOutInBrowser: false,
    renewal: 'automatic',
  };
}

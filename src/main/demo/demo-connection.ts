import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import type { Connection, ConnectionId, ConnectionSettings } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import type { SessionView } from '../../shared/session.ts';
import { hostOf } from '../views/connection-view.ts';
import type { DemoInfo, DemoService } from './demo-service.ts';

export interface DemoConnectionDeps {
  readonly demo: Pick<DemoService, 'start'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'list' | 'add' | 'update'>;
  readonly sessions: Pick<Sessions, 'view' | 'signOut' | 'cancelSignIn' | 'forgetSignOut'>;
  /** The list changed: the page is told. */
  changed(): void;
}

/** What became of a connection that was made ready to be reached. */
export type Prepared =
  | { readonly kind: 'ready' }
  /** It can be reached, but its sign-in is over. */
  | { readonly kind: 'ended'; readonly reason: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The connection to the demo: worth nothing without the demo's own servers, and following them where they go. */
export interface DemoConnection {
  /** The demo runs and its connection, made where there is none, points at it. Fails with `demo-not-started`, and as saving does. */
  ready(): Promise<Result<Connection>>;
  /** Before anything is asked of a connection: where it is the demo's, the demo is made ready. */
  readonly prepare: (id: ConnectionId) => Promise<Prepared>;
  /** A session changed: once somebody signed in, or is about to, what was before explains nothing any more. */
  sessionChanged(id: ConnectionId): void;
  /** The view, with the demo's reason where it is signed out for none of its own. */
  explain(id: ConnectionId, view: SessionView): SessionView;
}

interface Ready {
  readonly connection: Connection;
  /** Why sign-ins ended now, by connection. */
  readonly ended: ReadonlyMap<ConnectionId, Failure>;
}

export function createDemoConnection(deps: DemoConnectionDeps): DemoConnection {
  const { connections, sessions } = deps;
  /** Why the person is signed out although they did not sign out: until they sign in again, or the app quits. */
  const reasons = new Map<ConnectionId, Failure>();
  let running: Promise<Result<Ready>> | null = null;

  const makeReady = async (): Promise<Result<Ready>> => {
    const started = await deps.demo.start();
    if (!started.ok) {
      return started;
    }
    const settings = demoSettings(started.value);
    const ended = new Map<ConnectionId, Failure>();
    const [first] = connections.list().filter((connection) => connection.demo);
    if (first === undefined) {
      const added = await connections.add(settings, { demo: true });
      deps.changed();
      return added.ok ? succeed({ connection: added.value, ended }) : added;
    }
    // One for each account that was kept beside the first.
    for (const known of connections.list().filter((connection) => connection.demo)) {
      if (known.issuer === settings.issuer && known.clientId === settings.clientId) {
        continue;
      }
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: there are as many as the demo has accounts
      const moved = await follow(known, settings, ended);
      if (!moved.ok) {
        return moved;
      }
    }
    return succeed({ connection: connections.get(first.id) ?? first, ended });
  };

  /** Its ports were taken, and it had to move: a sign-in at the old address is worth nothing any more. */
  const follow = async (
    known: Connection,
    settings: ConnectionSettings,
    ended: Map<ConnectionId, Failure>,
  ): Promise<Result<Connection>> => {
    const { id } = known;
    const reason = isBegun(sessions.view(id))
      ? demoMoved(hostOf(known.issuer), hostOf(settings.issuer))
      : null;
    await sessions.cancelSignIn(id);
    await sessions.signOut(id, { alsoInBrowser: false });
    // The server that would have to be told is gone.
    await sessions.forgetSignOut(id);
    const moved = await connections.update(id, { ...settings, name: known.name });
    if (moved.ok && reason !== null) {
      reasons.set(id, reason);
      ended.set(id, reason);
    }
    deps.changed();
    return moved;
  };

  /** Several calls may come at once; the demo moves once. */
  const ready = (): Promise<Result<Ready>> => {
    running ??= makeReady().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    async ready() {
      const made = await ready();
      return made.ok ? succeed(made.value.connection) : made;
    },
    async prepare(id) {
      if (connections.get(id)?.demo !== true) {
        return { kind: 'ready' };
      }
      const made = await ready();
      if (!made.ok) {
        return { kind: 'failed', failure: made.failure };
      }
      const reason = made.value.ended.get(id);
      return reason === undefined ? { kind: 'ready' } : { kind: 'ended', reason };
    },
    sessionChanged(id) {
      if (isBegun(sessions.view(id))) {
        reasons.delete(id);
      }
    },
    explain(id, view) {
      const reason = reasons.get(id);
      return view.kind === 'signed-out' && view.reason === undefined && reason !== undefined
        ? { ...view, reason }
        : view;
    },
  };
}

/** The failure that stops what was to be done with a connection; null when it can go on. */
export function stopOf(prepared: Prepared): Result<never> | null {
  switch (prepared.kind) {
    case 'ready':
      return null;
    case 'ended':
      return fail(prepared.reason);
    case 'failed':
      return fail(prepared.failure);
    default:
      return assertNever(prepared);
  }
}

/** Whether a session is more than signed out. */
function isBegun({ kind }: SessionView): boolean {
  return kind !== 'draft' && kind !== 'signed-out' && kind !== 'signing-out';
}

/** Why the demo's move ended a sign-in. Both are hosts with their ports. */
function demoMoved(before: string, now: string): Failure {
  return {
    code: 'session-ended',
    what: 'The demo had to move, which ended your sign-in.',
    why: `Another program has taken its place at ${before}. The demo runs at ${now} now, where that sign-in is worth nothing.`,
    next: 'Sign in again. The demo’s accounts and notes are the same.',
  };
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

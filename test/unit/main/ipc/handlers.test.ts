import { describe, expect, it } from 'vitest';
import { createNewTags } from '../../../../src/core/connections/new-tags.ts';
import type { ConnectionStore } from '../../../../src/core/connections/connection-store.ts';
import type { Sessions } from '../../../../src/core/oauth/session/sessions.ts';
import { connectionHandlers } from '../../../../src/main/ipc/handlers/connection-handlers.ts';
import { demoHandlers } from '../../../../src/main/ipc/handlers/demo-handlers.ts';
import { sessionHandlers } from '../../../../src/main/ipc/handlers/session-handlers.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import type { Connection } from '../../../../src/shared/connection.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import { connectionInput, connectionSettings } from '../../../support/connections.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const settings = connectionSettings();
const input = connectionInput();
const broken = {
  code: 'disk-full',
  what: 'It was not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
} as const;

/** Connections in memory and sessions that only write down what was asked, in one list: the order counts. */
function setUp(known: readonly Connection[] = []) {
  const steps: string[] = [];
  let list = [...known];
  const put = (connection: Connection) => {
    list = [...list.filter(({ id }) => id !== connection.id), connection];
    return Promise.resolve(succeed(connection));
  };
  const connections: ConnectionStore = {
    get: (id) => list.find((each) => each.id === id) ?? null,
    list: () => list,
    ending: () => [],
    complete: () => true,
    load: () => Promise.resolve(null),
    add: (added, options) => {
      steps.push('add');
      return put({ ...added, id: `id-${String(list.length)}`, createdAt: 1, demo: options?.demo ?? false });
    },
    update: (id, changes) => {
      steps.push(`update ${changes.issuer}`);
      return put({ ...changes, id, createdAt: 1, demo: list.find((each) => each.id === id)?.demo ?? false });
    },
    allowOrigin: (id, origin) => {
      steps.push(`allow ${origin}`);
      return put({ ...settings, id, createdAt: 1, demo: false, apiOrigins: [{ origin }] });
    },
    acceptUnlistedPkce: (id) => {
      steps.push(`accept ${id}`);
      return put({ ...settings, id, createdAt: 1, demo: false, unlistedPkceAccepted: true });
    },
    remove: (id) => {
      steps.push(`forget ${id}`);
      list = list.filter((each) => each.id !== id);
      return Promise.resolve(succeed(null));
    },
    setAside: notAsked,
    change: notAsked,
    restore: notAsked,
    order: (ids) => {
      steps.push(`order ${ids.join(' ')}`);
      return Promise.resolve(succeed(null));
    },
  };
  const note = (step: string) => () => {
    steps.push(step);
    return Promise.resolve(succeed(null));
  };
  const sessions = {
    view: () => ({ kind: 'signed-out' }),
    signIn: (id: string, options: object) => note(`sign in ${id} ${JSON.stringify(options)}`)(),
    signOut: (id: string) => note(`sign out ${id}`)(),
    cancelSignIn: (id: string) => note(`cancel ${id}`)(),
    remove: (id: string) => note(`erase ${id}`)(),
    renewNow: note('renew'),
    signInLink: () => succeed('https://acme.test/authorize'),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the members in use: the whole of Sessions would be forty lines of nothing
  const fakeSessions = sessions as unknown as Sessions;
  const deps = {
    connections,
    secrets: {
      keep: (client: Pick<Connection, 'id'>) => note(`seal for ${client.id}`)(),
      erase: (id: string) => note(`erase the secret of ${id}`)(),
    },
    sessions: fakeSessions,
    loaded: Promise.resolve(),
    view: (connection: Connection) =>
      connectionView(connection, { kind: 'signed-out' }, 'app.latchkey.desktop'),
    tags: createNewTags(),
    changed: () => steps.push('changed'),
    checkIssuer: () => Promise.resolve(fail(broken)),
    deletions: {
      begin: (id: string) => note(`delete ${id}`)(),
      undo: (id: string) => {
        steps.push(`bring back ${id}`);
        return Promise.resolve(succeed({ ...acme, id }));
      },
      finish: (id: string) => note(`finish ${id}`)(),
    },
  };
  return { steps, deps, sessions: fakeSessions, connections };
}

const notAsked = () => Promise.reject(new TypeError('Nobody answered a question here.'));

const acme: Connection = { ...settings, id: 'acme', createdAt: 1, demo: false };

describe('connectionHandlers', () => {
  it('adds what was judged, and tells the page', async () => {
    const { steps, deps } = setUp();
    const view = valueOf(
      await connectionHandlers(deps).addConnection({ ...input, issuer: ' https://acme.test ' }),
    );
    expect(view.issuer).toBe('https://acme.test');
    expect(steps).toEqual(['add', 'changed']);
  });

  it('saves nothing that cannot be used', async () => {
    const { steps, deps } = setUp([acme]);
    const handlers = connectionHandlers(deps);
    expect(failureOf(await handlers.addConnection({ ...input, issuer: 'http://acme.test' })).code).toBe(
      'issuer-insecure',
    );
    const changes = { ...input, scopes: 'a"b' };
    expect(failureOf(await handlers.updateConnection({ id: 'acme', changes })).code).toBe('scopes-invalid');
    expect(steps).toEqual([]);
  });

  it('a connection that becomes another client is signed out before it is changed', async () => {
    const { steps, deps } = setUp([acme]);
    await connectionHandlers(deps).updateConnection({
      id: 'acme',
      changes: { ...input, issuer: 'https://other.test' },
    });
    expect(steps).toEqual(['sign out acme', 'update https://other.test', 'cancel acme', 'changed']);
  });

  it('a new name signs nobody out', async () => {
    const { steps, deps } = setUp([acme]);
    await connectionHandlers(deps).updateConnection({
      id: 'acme',
      changes: { ...input, name: 'Acme staging' },
    });
    expect(steps).toEqual(['update https://acme.test', 'changed']);
  });

  it('deletes, brings back as the page shows it, and carries a deletion out', async () => {
    const { steps, deps } = setUp([acme]);
    const handlers = connectionHandlers(deps);
    expect((await handlers.removeConnection({ id: 'acme' })).ok).toBe(true);
    expect(valueOf(await handlers.restoreConnection({ id: 'acme' }))).toMatchObject({
      id: 'acme',
      host: 'acme.test',
    });
    expect((await handlers.finishDeletion({ id: 'acme' })).ok).toBe(true);
    expect(steps).toEqual(['delete acme', 'bring back acme', 'finish acme']);
  });

  it('says when a connection is not there any more', async () => {
    const { steps, deps } = setUp();
    const handlers = connectionHandlers(deps);
    const answers = await Promise.all([
      handlers.updateConnection({ id: 'gone', changes: input }),
      handlers.allowOrigin({ id: 'gone', origin: 'https://api.test' }),
    ]);
    expect(answers.map((answer) => failureOf(answer).code)).toEqual(['not-found', 'not-found']);
    expect(steps).toEqual([]);
  });
});

describe('demoHandlers', () => {
  const demo: Connection = { ...acme, id: 'demo', demo: true };

  it('begins to sign in at the demo’s connection', async () => {
    const { steps, deps } = setUp([demo]);
    const handlers = demoHandlers({
      ...deps,
      demoConnection: { ready: () => Promise.resolve(succeed(demo)) },
    });
    expect(valueOf(await handlers.tryDemo(null))).toMatchObject({ id: 'demo', demo: true });
    expect(steps).toEqual(['sign in demo {}']);
  });

  it('says why there is no demo', async () => {
    const { steps, deps } = setUp();
    const handlers = demoHandlers({
      ...deps,
      demoConnection: { ready: () => Promise.resolve(fail(broken)) },
    });
    expect(failureOf(await handlers.tryDemo(null)).code).toBe('disk-full');
    expect(steps).toEqual([]);
  });
});

describe('sessionHandlers', () => {
  it('prepares what the connection needs, then signs in with the person’s choices', async () => {
    const { steps, sessions } = setUp([acme]);
    const copied: string[] = [];
    const handlers = sessionHandlers({
      sessions,
      prepare: (id) => {
        steps.push(`prepare ${id}`);
        return Promise.resolve({ kind: 'ready' });
      },
      copy: (text) => {
        copied.push(text);
        return Promise.resolve();
      },
      activityOf: () => [],
      acceptUnlistedPkce: notAsked,
    });
    await handlers.signIn({ id: 'acme', way: 'loopback' });
    expect(steps).toEqual(['prepare acme', 'sign in acme {"way":"loopback"}']);
    expect(await handlers.copySignInLink({ id: 'acme' })).toEqual(succeed(null));
    expect(copied).toEqual(['https://acme.test/authorize']);
  });

  it('a new sign-in goes on where the one before is over; nothing else does', async () => {
    const { steps, sessions } = setUp([acme]);
    const handlers = sessionHandlers({
      sessions,
      prepare: () => Promise.resolve({ kind: 'ended', reason: { ...broken, code: 'session-ended' } }),
      copy: () => Promise.resolve(),
      activityOf: () => [],
      acceptUnlistedPkce: notAsked,
    });
    expect(failureOf(await handlers.renewNow({ id: 'acme' })).code).toBe('session-ended');
    expect(failureOf(await handlers.tryNow({ id: 'acme' })).code).toBe('session-ended');
    expect(steps).toEqual([]);
    expect(valueOf(await handlers.signIn({ id: 'acme' }))).toBeNull();
    expect(steps).toEqual(['sign in acme {}']);
  });

  it('says why a connection cannot be reached before anything is asked of it', async () => {
    const { steps, sessions } = setUp([acme]);
    const handlers = sessionHandlers({
      sessions,
      prepare: () => Promise.resolve({ kind: 'failed', failure: { ...broken, code: 'demo-not-started' } }),
      copy: () => Promise.resolve(),
      activityOf: () => [],
      acceptUnlistedPkce: notAsked,
    });
    expect(failureOf(await handlers.signIn({ id: 'acme' })).code).toBe('demo-not-started');
    expect(steps).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createDemoConnection } from '../../../../src/main/demo/demo-connection.ts';
import type { Connection } from '../../../../src/shared/connection.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import type { SessionView } from '../../../../src/shared/session.ts';
import { savedConnection } from '../../../support/connections.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const info = {
  issuer: 'http://127.0.0.1:4480',
  clientId: 'latchkey-demo',
  apiOrigin: 'http://127.0.0.1:4481',
  scopes: ['openid'],
};
const broken = {
  code: 'demo-not-started',
  what: 'The demo did not start.',
  why: 'Its process ended.',
  next: 'Try again.',
} as const;
const signedIn: SessionView = { kind: 'signed-in', account: null };

const elsewhere = savedConnection({
  id: 'demo',
  demo: true,
  name: 'My demo',
  issuer: 'http://127.0.0.1:5001',
  clientId: 'latchkey-demo',
  apiOrigins: [{ origin: 'http://127.0.0.1:5002' }],
  redirectWays: ['scheme', 'loopback'],
});

/** Connections and sessions in memory, which write down what was asked of them. */
class World {
  readonly steps: string[] = [];
  connections: readonly Connection[];
  session: SessionView;
  starts = true;
  readonly connection = createDemoConnection({
    demo: { start: () => Promise.resolve(this.starts ? succeed(info) : fail(broken)) },
    connections: {
      get: (id) => this.connections.find((one) => one.id === id) ?? null,
      list: () => this.connections,
      add: (settings, options) => {
        this.steps.push('add');
        return this.#put({ ...settings, id: 'demo', createdAt: 1, demo: options?.demo ?? false });
      },
      update: (id, settings) => {
        this.steps.push(`update ${settings.issuer}`);
        return this.#put({ ...settings, id, createdAt: 1, demo: true });
      },
    },
    sessions: {
      view: () => this.session,
      signOut: (id) => {
        this.steps.push(`sign out ${id}`);
        this.session = { kind: 'signed-out' };
        return Promise.resolve(succeed(null));
      },
      cancelSignIn: (id) => {
        this.steps.push(`cancel ${id}`);
        return Promise.resolve();
      },
      forgetSignOut: (id) => {
        this.steps.push(`forget ${id}`);
        return Promise.resolve(succeed(null));
      },
    },
    changed: () => this.steps.push('changed'),
  });

  constructor(connections: readonly Connection[], session: SessionView) {
    this.connections = connections;
    this.session = session;
  }

  /** The session as the window would show it. */
  get shown(): SessionView {
    return this.connection.explain('demo', this.session);
  }

  /** The session came into another state. */
  become(session: SessionView): void {
    this.session = session;
    this.connection.sessionChanged('demo');
  }

  #put(connection: Connection) {
    this.connections = [...this.connections.filter(({ id }) => id !== connection.id), connection];
    return Promise.resolve(succeed(connection));
  }
}

describe('ready', () => {
  it('makes the demo’s connection once', async () => {
    const world = new World([], { kind: 'signed-out' });
    expect(valueOf(await world.connection.ready())).toMatchObject({
      demo: true,
      issuer: info.issuer,
      apiOrigins: [{ origin: info.apiOrigin, resource: info.apiOrigin }],
    });
    await world.connection.ready();
    expect(world.steps).toEqual(['add', 'changed']);
  });

  it('says why there is no demo', async () => {
    const world = new World([], { kind: 'signed-out' });
    world.starts = false;
    expect(failureOf(await world.connection.ready()).code).toBe('demo-not-started');
    expect(world.steps).toEqual([]);
  });

  it('F29+: the connection of a second account follows it too', async () => {
    const second = { ...elsewhere, id: 'demo-2', name: 'Demo (grace@example.test)' };
    const world = new World([elsewhere, second], signedIn);
    expect(valueOf(await world.connection.ready()).id).toBe('demo');
    expect(world.connections.map(({ id, issuer, name }) => [id, issuer, name])).toEqual([
      ['demo', info.issuer, 'My demo'],
      ['demo-2', info.issuer, 'Demo (grace@example.test)'],
    ]);
    expect(world.steps.filter((step) => step.startsWith('sign out'))).toEqual([
      'sign out demo',
      'sign out demo-2',
    ]);
  });

  it('follows a demo that had to move, and tells nothing to what took its place', async () => {
    const world = new World([elsewhere], signedIn);
    expect(valueOf(await world.connection.ready())).toMatchObject({
      id: 'demo',
      issuer: info.issuer,
      name: 'My demo',
    });
    expect(world.steps).toEqual([
      'cancel demo',
      'sign out demo',
      'forget demo',
      `update ${info.issuer}`,
      'changed',
    ]);
  });

  it('moves once, however many ask at the same time, and each is told', async () => {
    const world = new World([elsewhere], signedIn);
    const prepared = await Promise.all([world.connection.prepare('demo'), world.connection.prepare('demo')]);
    expect(prepared.map(({ kind }) => kind)).toEqual(['ended', 'ended']);
    expect(world.steps.filter((step) => step === 'sign out demo')).toHaveLength(1);
  });
});

describe('prepare', () => {
  it('starts nothing for a connection that is not the demo’s', async () => {
    const world = new World([{ ...elsewhere, demo: false }], signedIn);
    world.starts = false;
    expect(await world.connection.prepare('demo')).toEqual({ kind: 'ready' });
    expect(await world.connection.prepare('gone')).toEqual({ kind: 'ready' });
  });

  it('says that the demo did not start', async () => {
    const world = new World([elsewhere], signedIn);
    world.starts = false;
    expect(await world.connection.prepare('demo')).toEqual({ kind: 'failed', failure: broken });
  });
});

describe('the reason of a sign-out by a move', () => {
  it('is in the view, in words', async () => {
    const world = new World([elsewhere], signedIn);
    await world.connection.ready();
    expect(world.shown).toMatchObject({
      kind: 'signed-out',
      reason: {
        code: 'session-ended',
        what: 'The demo had to move, which ended your sign-in.',
        why: 'Another program has taken its place at 127.0.0.1:5001. The demo runs at 127.0.0.1:4480 now, where that sign-in is worth nothing.',
      },
    });
  });

  it('is gone once somebody signed in again, for the sign-outs that follow too', async () => {
    const world = new World([elsewhere], signedIn);
    await world.connection.ready();
    world.become(signedIn);
    world.become({ kind: 'signed-out' });
    expect(world.shown).toEqual({ kind: 'signed-out' });
  });

  it('gives way to a reason of the session’s own', async () => {
    const world = new World([elsewhere], signedIn);
    await world.connection.ready();
    world.become({ kind: 'signed-out', reason: broken });
    expect(world.shown).toEqual({ kind: 'signed-out', reason: broken });
  });

  it('is not made up where nobody was signed in', async () => {
    const world = new World([elsewhere], { kind: 'signed-out' });
    expect(await world.connection.prepare('demo')).toEqual({ kind: 'ready' });
    expect(world.shown).toEqual({ kind: 'signed-out' });
  });
});

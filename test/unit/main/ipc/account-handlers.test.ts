import { describe, expect, it } from 'vitest';
import { settingsForAccount } from '../../../../src/core/connections/account-settings.ts';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { createClientSecrets } from '../../../../src/core/oauth/client-secrets.ts';
import { accountHandlers } from '../../../../src/main/ipc/handlers/account-handlers.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import { savedConnection } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { connection, quiet, scheme, start } from '../../core/oauth/session/stage.ts';

/** The page's call, before real sessions and a real list of connections: Ada is signed in, and Grace came. */
async function setUp(
  options: { readonly diskFull?: boolean; readonly demo?: boolean; readonly secret?: string } = {},
) {
  const stage = await start({ connections: [] });
  const files = new MemoryFiles();
  const store = createConnectionStore({ files, folder: '/profile', clock: stage.clock });
  await store.load();
  const { id: _id, createdAt: _createdAt, demo: _demo, ...settings } = connection({ name: 'Acme' });
  const confidential = options.secret === undefined ? {} : ({ confidential: true } as const);
  const { id } = valueOf(await store.add({ ...settings, ...confidential }, { demo: options.demo ?? false }));
  const follow = (): void => {
    for (const one of store.list()) stage.connections.set(one.id, one);
  };
  follow();
  const secrets = createClientSecrets(stage.vault);
  if (options.secret !== undefined) valueOf(await secrets.keep({ ...settings, id }, options.secret));
  await stage.signIn(id);
  stage.clock.advance(1000);
  stage.provider.claims = { sub: 'grace', email: 'grace@example.test' };
  valueOf(await stage.sessions.signIn(id, {}));
  await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  const view = stage.view(id);
  if (view.kind !== 'another-account') throw new Error(`Nothing is asked: ${view.kind}`);
  if (options.diskFull === true) files.replace = () => Promise.reject(diskFull);
  let told = 0;
  const handlers = accountHandlers({
    connections: {
      ...store,
      async add(...added) {
        const result = await store.add(...added);
        follow();
        return result;
      },
    },
    secrets,
    sessions: stage.sessions,
    view: (one) => connectionView(one, stage.view(one.id), scheme),
    changed: () => void (told += 1),
  });
  return { stage, store, id, attempt: view.attempt, handlers, told: () => told };
}

const diskFull = Object.assign(new Error('no space'), { code: 'ENOSPC' });

describe('decideAccount', () => {
  it('R25+ F29+: a new connection has the same settings, a name that says whose it is, and the new session', async () => {
    const { stage, store, id, attempt, handlers, told } = await setUp();
    const view = valueOf(await handlers.decideAccount({ id, attempt, decision: 'new-connection' }));
    const { id: before, name, createdAt, ...settings } = store.list()[0] ?? connection();
    expect(store.list()).toHaveLength(2);
    expect(store.get(view.id)).toMatchObject({ ...settings, name: 'Acme (grace@example.test)' });
    expect([before, name, createdAt]).toEqual([id, 'Acme', expect.any(Number)]);
    expect(view.session).toMatchObject({ kind: 'signed-in', account: { subject: 'grace' } });
    expect(stage.view(id)).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect(told()).toBe(1);
  });

  it('F29+: an account of the demo is of the demo too', async () => {
    const { store, id, attempt, handlers } = await setUp({ demo: true });
    const view = valueOf(await handlers.decideAccount({ id, attempt, decision: 'new-connection' }));
    expect(store.get(view.id)?.demo).toBe(true);
  });

  it('R6+ F29+: the client is the same, so its secret goes along', async () => {
    const { stage, id, attempt, handlers } = await setUp({ secret: 's3cret' });
    const view = valueOf(await handlers.decideAccount({ id, attempt, decision: 'new-connection' }));
    expect(stage.vault.idsOf('client-secret').toSorted()).toEqual([id, view.id].toSorted());
    valueOf(await stage.sessions.renewNow(view.id));
    expect(stage.provider.requestsTo('/token').at(-1)?.authorization).toMatch(/^Basic /);
  });

  it('R25-: a connection that cannot be saved leaves the question open and both accounts as they are', async () => {
    const { stage, store, id, attempt, handlers } = await setUp({ diskFull: true });
    const decided = await handlers.decideAccount({ id, attempt, decision: 'new-connection' });
    expect(failureOf(decided).code).toBe('disk-full');
    expect(store.list()).toHaveLength(1);
    expect(stage.view(id).kind).toBe('another-account');
    valueOf(await handlers.decideAccount({ id, attempt, decision: 'replace' }));
    expect(stage.view(id)).toMatchObject({ account: { subject: 'grace' } });
  });

  it('F22- R25-: pressed twice, one connection is made', async () => {
    const { store, id, attempt, handlers } = await setUp();
    const decision = 'new-connection';
    const both = await Promise.all([
      handlers.decideAccount({ id, attempt, decision }),
      handlers.decideAccount({ id, attempt, decision }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(store.list()).toHaveLength(2);
  });

  it('R25-: an answer that comes too late, or for another question, makes no connection', async () => {
    const { stage, store, id, attempt, handlers } = await setUp();
    const other = { id, attempt: 'b'.repeat(26), decision: 'new-connection' } as const;
    expect(failureOf(await handlers.decideAccount(other)).code).toBe('not-found');
    expect(failureOf(await handlers.decideAccount({ ...other, id: 'gone' })).code).toBe('not-found');
    valueOf(await handlers.decideAccount({ id, attempt, decision: 'discard' }));
    await quiet();
    expect(failureOf(await handlers.decideAccount({ ...other, attempt })).code).toBe('not-found');
    expect(store.list()).toHaveLength(1);
    expect(stage.view(id)).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
  });
});

describe('settingsForAccount', () => {
  it('keeps what the person confirmed of the provider', () => {
    const before = savedConnection({ unlistedPkceAccepted: true, manual: { tag: 't' } });
    expect(settingsForAccount(before, 'grace')).toMatchObject({
      unlistedPkceAccepted: true,
      manual: { tag: 't' },
      name: 'Acme (grace)',
    });
  });

  it('names that are long are cut to what a name may have, and still say whose it is', () => {
    const { name } = settingsForAccount(savedConnection({ name: '💡'.repeat(300) }), 'grace@example.test');
    expect(Array.from(name)).toHaveLength(300);
    expect(name.endsWith('💡 (grace@example.test)')).toBe(true);
    const long = settingsForAccount(savedConnection({ name: 'Acme' }), 'g'.repeat(400)).name;
    expect(Array.from(long)).toHaveLength(300);
    expect(long.startsWith('A (ggg')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { createNewTags } from '../../../../src/core/connections/new-tags.ts';
import type { ConnectionStore } from '../../../../src/core/connections/connection-store.ts';
import { createClientSecrets } from '../../../../src/core/oauth/client-secrets.ts';
import { connectionHandlers } from '../../../../src/main/ipc/handlers/connection-handlers.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import type { ConnectionInput } from '../../../../src/shared/ipc.ts';
import { fail } from '../../../../src/shared/result.ts';
import { connectionInput, noDeletions } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { connection, quiet, scheme, start, until } from '../../core/oauth/session/stage.ts';
import type { Stage, StageOptions } from '../../core/oauth/session/stage.ts';

const input = connectionInput({
  issuer: 'https://id.example.test',
  clientId: 'client-1',
  scopes: 'openid offline_access',
  redirectWays: ['scheme', 'loopback'],
});

/** The page's call, before real sessions and a real list of connections. */
async function setUp(options: StageOptions = {}) {
  const stage = await start({ connections: [], ...options });
  const store = createConnectionStore({ files: new MemoryFiles(), folder: '/profile', clock: stage.clock });
  await store.load();
  const { id: _id, createdAt: _createdAt, demo: _demo, ...settings } = connection();
  const { id } = valueOf(await store.add(settings));
  follow(stage, store);
  await stage.sessions.restore();
  const handlers = connectionHandlers({
    connections: {
      ...store,
      update: async (...changes) => {
        const updated = await store.update(...changes);
        follow(stage, store);
        return updated;
      },
    },
    secrets: createClientSecrets(stage.vault),
    sessions: stage.sessions,
    loaded: Promise.resolve(),
    view: (one) => connectionView(one, stage.view(one.id), scheme),
    checkIssuer: () => Promise.resolve(fail({ code: 'timed-out', what: '', why: '', next: '' })),
    changed: () => undefined,
    deletions: noDeletions,
    tags: createNewTags(),
  });
  return {
    stage,
    store,
    id,
    update: async (changes: Partial<ConnectionInput>) =>
      handlers.updateConnection({ id, changes: { ...input, ...changes } }),
  };
}

function follow(stage: Stage, store: ConnectionStore): void {
  for (const one of store.list()) stage.connections.set(one.id, one);
}

describe.each([
  ['issuer', { issuer: 'https://other.example.test' }],
  ['client ID', { clientId: 'client-2' }],
] as const)('another %s', (_, changes) => {
  it('R16+: signs out first: the provider that gave the tokens is told, then the connection changes', async () => {
    const { stage, store, id, update } = await setUp();
    await stage.signIn(id);
    const refreshToken = stage.sealed(id)?.refreshToken;
    expect(stage.provider.refreshTokens.has(refreshToken ?? '')).toBe(true);
    valueOf(await update(changes));
    expect(store.get(id)).toMatchObject(changes);
    await until(() => stage.provider.refreshTokens.size === 0);
    const [told] = stage.provider.requestsTo('/revoke');
    expect(told?.url).toBe('https://id.example.test/revoke');
    expect(told?.form.get('client_id')).toBe('client-1');
    await quiet();
    expect(stage.view(id).kind).toBe('signed-out');
    expect(stage.vault.records.size).toBe(0);
  });

  it('R16-: cancels the sign-in that runs: its answer is worth nothing afterwards', async () => {
    const { stage, id, update } = await setUp();
    valueOf(await stage.sessions.signIn(id, {}));
    valueOf(await update(changes));
    await quiet();
    expect(stage.view(id).kind).toBe('signed-out');
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    const late = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(late.kind).toBe('ignored');
    expect(stage.provider.requestsTo('/token')).toEqual([]);
  });

  it('R16-: cancels a sign-in that was begun while the change was being saved', async () => {
    const { stage, id, update } = await setUp();
    const release = stage.provider.hold('/.well-known/openid-configuration');
    const updating = update(changes);
    const signIn = stage.sessions.signIn(id, {});
    valueOf(await updating);
    expect(failureOf(await signIn).code).toBe('sign-in-cancelled');
    release();
    await quiet();
    expect(stage.opened).toEqual([]);
  });

  it('R16-: is refused while the keyring is locked: what is sealed could not be given back', async () => {
    const { store, id, update } = await setUp({ vault: new MemoryVault({ kind: 'locked' }) });
    expect(failureOf(await update(changes)).code).toBe('keyring-locked');
    expect(store.get(id)).toMatchObject({ issuer: input.issuer, clientId: input.clientId });
  });
});

it('R16-: another redirect address cancels the sign-in that runs, and signs nobody out', async () => {
  const { stage, id, update } = await setUp();
  await stage.signIn(id);
  valueOf(await stage.sessions.signIn(id, {}));
  valueOf(await update({ redirectSpelling: 'authority' }));
  await quiet();
  expect(stage.view(id).kind).toBe('signed-in');
  expect(stage.vault.idsOf('transaction')).toEqual([]);
  expect(stage.provider.requestsTo('/revoke')).toEqual([]);
});

it('R16+: another name and other scopes leave session and sign-in alone', async () => {
  const { stage, id, update } = await setUp();
  await stage.signIn(id);
  valueOf(await stage.sessions.signIn(id, {}));
  valueOf(await update({ name: 'Acme staging', scopes: 'openid' }));
  const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  expect(outcome.kind).toBe('signed-in');
});

import { describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { createNewTags } from '../../../../src/core/connections/new-tags.ts';
import { createClientSecrets } from '../../../../src/core/oauth/client-secrets.ts';
import { connectionHandlers } from '../../../../src/main/ipc/handlers/connection-handlers.ts';
import { schemas } from '../../../../src/main/ipc/schemas.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import { fail } from '../../../../src/shared/result.ts';
import { connectionInput, noDeletions } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { scheme, start } from '../../core/oauth/session/stage.ts';
import type { StageOptions } from '../../core/oauth/session/stage.ts';

const input = connectionInput({ issuer: 'https://id.example.test', clientId: 'client-1' });

async function setUp(options: StageOptions = {}) {
  const stage = await start({ connections: [], ...options });
  const files = new MemoryFiles();
  const store = createConnectionStore({ files, folder: '/profile', clock: stage.clock });
  await store.load();
  const secrets = createClientSecrets(stage.vault);
  const handlers = connectionHandlers({
    connections: store,
    secrets,
    sessions: stage.sessions,
    loaded: Promise.resolve(),
    view: (one) => connectionView(one, { kind: 'signed-out' }, scheme, secrets.state(one)),
    checkIssuer: () => Promise.resolve(fail({ code: 'timed-out', what: '', why: '', next: '' })),
    changed: () => {
      for (const one of store.list()) stage.connections.set(one.id, one);
    },
    deletions: noDeletions,
    tags: createNewTags(),
  });
  const sealed = () => stage.vault.idsOf('client-secret');
  const disk = () => Array.from(files.content.values(), (bytes) => new TextDecoder().decode(bytes)).join();
  return { stage, store, handlers, sealed, disk };
}

async function withSecret() {
  const app = await setUp();
  const view = valueOf(await app.handlers.addConnection({ ...input, clientSecret: ' s3cret\n' }));
  const update = async (changes: Partial<typeof input>) =>
    app.handlers.updateConnection({ id: view.id, changes: { ...input, ...changes } });
  return { ...app, view, update };
}

describe('the secret of a connection', () => {
  it('R6+: is sealed under the connection, and the page is told that one is held', async () => {
    const { view, stage, sealed } = await withSecret();
    expect(view).toMatchObject({ clientSecret: 'sealed', confidential: true });
    expect(sealed()).toEqual([view.id]);
    expect(stage.vault.records.get(`client-secret/${view.id}`)).toContain('"secret":"s3cret"');
  });

  it('R6-: never goes back to the page, nor into the connections file', async () => {
    const { view, handlers, update, disk } = await withSecret();
    const told = [view, await handlers.listConnections(null), await update({ name: 'Acme staging' })];
    expect(JSON.stringify(told)).not.toContain('s3cret');
    expect(disk()).not.toContain('s3cret');
    expect(disk()).toContain('confidential');
  });

  it('R6+: stays where a form says nothing of it, and is replaced where it does', async () => {
    const { stage, view, update } = await withSecret();
    expect(valueOf(await update({ name: 'Acme staging' })).clientSecret).toBe('sealed');
    expect(valueOf(await update({ clientSecret: 'another' })).clientSecret).toBe('sealed');
    expect(stage.vault.records.get(`client-secret/${view.id}`)).toContain('"secret":"another"');
  });

  it.each([
    ['removed', { clientSecret: null }],
    ['for another issuer', { issuer: 'https://other.test' }],
    ['for another client ID', { clientId: 'client-2' }],
  ] as const)('R6+: is erased when the connection is saved with it %s', async (_, changes) => {
    const { store, view, update, sealed } = await withSecret();
    expect(valueOf(await update(changes)).clientSecret).toBe('none');
    expect(sealed()).toEqual([]);
    expect(store.get(view.id)?.confidential).toBeUndefined();
  });

  it('R6-: no connection is added, or changed, whose secret cannot be sealed', async () => {
    const { stage, store, handlers, update, view } = await withSecret();
    stage.vault.become({ kind: 'locked' });
    const added = await handlers.addConnection({ ...input, clientSecret: 'x' });
    const changed = await update({ name: 'Other', clientSecret: 'x' });
    expect([failureOf(added).code, failureOf(changed).code]).toEqual(['keyring-locked', 'keyring-locked']);
    expect(store.list().map(({ id, name }) => [id, name])).toEqual([[view.id, input.name]]);
  });

  it.each([
    ['is empty', '   ', 'empty'],
    ['has another script', 's3crét', 'character'],
    ['has a line break inside', 's3\ncret', 'character'],
    ['is far too long', 's3cret'.repeat(1000), '6,000 characters'],
  ])('R6-: one that %s is refused at its field, and not repeated', async (_, clientSecret, why) => {
    const { handlers, sealed } = await setUp();
    const failure = failureOf(await handlers.addConnection({ ...input, clientSecret }));
    expect(failure).toMatchObject({ code: 'input-invalid', details: { field: 'Client secret' } });
    expect(failure.why).toContain(why);
    expect(JSON.stringify(failure)).not.toContain('s3cr');
    expect(sealed()).toEqual([]);
  });

  it('R6-: the door takes text or nothing, and no more of it than a field can hold', () => {
    const { addConnection } = schemas;
    const takes = (clientSecret: unknown) => addConnection.safeParse({ ...input, clientSecret }).success;
    expect(['s', null, 1, {}, ['s'], 'x'.repeat(20_001)].map(takes)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

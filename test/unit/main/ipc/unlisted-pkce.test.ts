import { expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { sessionHandlers } from '../../../../src/main/ipc/handlers/session-handlers.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { connection, start } from '../../core/oauth/session/stage.ts';

/** The page's calls, before real sessions and a real list of connections, at a provider that lists no PKCE. */
async function setUp() {
  const stage = await start({ connections: [] });
  delete stage.provider.metadata['code_challenge_methods_supported'];
  const files = new MemoryFiles();
  const store = createConnectionStore({ files, folder: '/profile', clock: stage.clock });
  await store.load();
  const { id: _id, createdAt: _createdAt, demo: _demo, ...settings } = connection({ scopes: ['notes:read'] });
  const added = valueOf(await store.add(settings));
  stage.connections.set(added.id, added);
  const handlers = sessionHandlers({
    sessions: stage.sessions,
    prepare: () => Promise.resolve({ kind: 'ready' }),
    copy: () => Promise.resolve(),
    activityOf: () => [],
    async acceptUnlistedPkce(id) {
      const accepted = await store.acceptUnlistedPkce(id);
      if (accepted.ok) stage.connections.set(id, accepted.value);
      return accepted;
    },
  });
  return { stage, store, files, id: added.id, handlers };
}

it('R78+: the answer to the question signs in, and is remembered for the next time', async () => {
  const { stage, store, id, handlers } = await setUp();
  expect(failureOf(await handlers.signIn({ id })).code).toBe('pkce-not-listed');
  valueOf(await handlers.signIn({ id, acceptUnlistedPkce: true }));
  expect(stage.opened).toHaveLength(1);
  expect(store.get(id)?.unlistedPkceAccepted).toBe(true);
  await stage.sessions.cancelSignIn(id);
  valueOf(await handlers.signIn({ id }));
  expect(stage.opened).toHaveLength(2);
});

it('R78- F17-: what cannot be remembered is not taken for an answer', async () => {
  const { stage, files, id, handlers } = await setUp();
  files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
  expect(failureOf(await handlers.signIn({ id, acceptUnlistedPkce: true })).code).toBe('disk-full');
  expect(stage.opened).toEqual([]);
});

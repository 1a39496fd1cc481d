import { describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { cloneHandlers } from '../../../../src/main/ipc/handlers/clone-handlers.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import { connectionSettings } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { testClock } from '../../core/vault/test-vault.ts';

async function setUp() {
  const files = new MemoryFiles();
  const connections = createConnectionStore({ files, folder: '/profile', clock: testClock });
  await connections.load();
  const steps: string[] = [];
  const handlers = cloneHandlers({
    connections,
    copyPreferences: (from, to) => void steps.push(`${from} gives ${to}`),
    view: (one) => connectionView(one, { kind: 'signed-out' }, 'app.test'),
    changed: () => void steps.push('told'),
  });
  return { files, connections, steps, clone: (id: string) => handlers.cloneConnection({ id }) };
}

describe('cloneConnection', () => {
  it('adds the copy behind its original, saves it, and gives it the preferences before the page hears of it', async () => {
    const { files, connections, steps, clone } = await setUp();
    const one = valueOf(await connections.add(connectionSettings({ name: 'one', confidential: true })));
    valueOf(await connections.add(connectionSettings({ name: 'two' })));
    const copy = valueOf(await clone(one.id));
    expect(copy).toMatchObject({ name: 'one (copy)', confidential: true, demo: false });
    expect(copy.id).not.toBe(one.id);
    expect(connections.list().map(({ name }) => name)).toEqual(['one', 'one (copy)', 'two']);
    expect(Buffer.from(files.content.get('/profile/connections.json') ?? []).toString()).toContain('(copy)');
    expect(steps).toEqual([`${one.id} gives ${copy.id}`, 'told']);
  });

  it('a copy of the demo is the demo’s, too', async () => {
    const { connections, clone } = await setUp();
    const demo = valueOf(await connections.add(connectionSettings(), { demo: true }));
    expect(valueOf(await clone(demo.id)).demo).toBe(true);
  });

  it('fails for a connection that is gone, and where the disk is full, and changes nothing', async () => {
    const { files, connections, steps, clone } = await setUp();
    expect(failureOf(await clone('gone')).code).toBe('not-found');
    const one = valueOf(await connections.add(connectionSettings()));
    files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    expect(failureOf(await clone(one.id)).code).toBe('disk-full');
    expect(connections.list()).toEqual([one]);
    expect(steps).toEqual([]);
  });
});

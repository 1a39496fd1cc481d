import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import {
  connectionsFileHandlers,
  type ConnectionsFileDeps,
} from '../../../../src/main/ipc/handlers/connections-file-handlers.ts';
import { readChosen } from '../../../../src/main/system/read-chosen.ts';
import { saveFile } from '../../../../src/main/system/save-file.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import type { ClientSecretState } from '../../../../src/shared/connection.ts';
import type { IncomingChoice } from '../../../../src/shared/connections-file.ts';
import type { SessionView } from '../../../../src/shared/session.ts';
import { connectionSettings } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { systemError } from '../../../support/system-error.ts';
import { fileOf, plainEntry } from '../../core/connections/transfer/files.ts';
import { testClock } from '../../core/vault/test-vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-connections-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A list of connections in memory, and a person who always chooses the same file on a real disk. */
async function setUp(changes: Partial<ConnectionsFileDeps> = {}) {
  const files = new MemoryFiles();
  const connections = createConnectionStore({ files, folder: '/profile', clock: testClock });
  await connections.load();
  const steps: string[] = [];
  const sessions = new Map<string, SessionView>();
  const secrets = new Map<string, ClientSecretState>();
  const path = join(folder, 'team.json');
  const handlers = connectionsFileHandlers({
    connections,
    sessions: {
      cancelSignIn: (id) => {
        steps.push(`cancel ${id}`);
        return Promise.resolve();
      },
    },
    endAside: () => void steps.push(`end ${String(connections.ending().length)}`),
    askForFile: (name) => {
      steps.push(`ask ${name}`);
      return Promise.resolve(path);
    },
    chooseFile: () => Promise.resolve(path),
    saveFile,
    readFile: readChosen,
    view: (one) =>
      connectionView(one, sessions.get(one.id) ?? { kind: 'signed-out' }, 'app.test', secrets.get(one.id)),
    changed: () => void steps.push('told'),
    ...changes,
  });
  const names = () => connections.list().map(({ name }) => name);
  const writes = () => files.calls.filter(({ operation }) => operation === 'replace').length;
  const read = async (...entries: readonly object[]) => {
    writeFileSync(path, fileOf(entries));
    const outline = valueOf(await handlers.readConnectionsFile(null));
    if (outline === null) throw new Error('Nothing was chosen.');
    return outline;
  };
  const take = async (choices: readonly IncomingChoice[], ticket: string, allowOrigins = false) =>
    handlers.importConnections({ ticket, choices, allowOrigins });
  return { files, connections, steps, sessions, secrets, path, handlers, names, writes, read, take };
}

const team = [plainEntry, { ...plainEntry, name: 'Billing', clientId: 'billing' }];
const both = [0, 1].map((index): IncomingChoice => ({ index, as: 'new' }));

describe('exporting connections', () => {
  it('one, or all but the demo, where the person says', async () => {
    const { connections, handlers, path, steps } = await setUp();
    const acme = valueOf(await connections.add(connectionSettings({ name: 'Acme/staging' })));
    valueOf(await connections.add(connectionSettings({ name: 'Billing' })));
    valueOf(await connections.add(connectionSettings({ name: 'Demo' }), { demo: true }));
    expect(valueOf(await handlers.exportConnections({ id: acme.id }))).toEqual({
      path,
      connections: 1,
      notes: [],
    });
    expect(readFileSync(path, 'utf8')).toContain('"name": "Acme/staging"');
    expect(valueOf(await handlers.exportConnections({ id: null }))?.connections).toBe(2);
    expect(readFileSync(path, 'utf8')).not.toContain('Demo');
    expect(steps).toEqual(['ask Acme-staging.json', 'ask Latchkey connections.json']);
  });

  it('nothing where the person cancels, where there is none, and for one that is gone', async () => {
    const cancelled = await setUp({ askForFile: () => Promise.resolve(null) });
    const one = valueOf(await cancelled.connections.add(connectionSettings()));
    expect(valueOf(await cancelled.handlers.exportConnections({ id: one.id }))).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    const { handlers, steps } = await setUp();
    expect(failureOf(await handlers.exportConnections({ id: null })).what).toBe('Nothing was exported.');
    expect(failureOf(await handlers.exportConnections({ id: 'gone' })).code).toBe('not-found');
    expect(steps).toEqual([]);
  });

  it('no more than a file may hold', async () => {
    const { connections, handlers, steps } = await setUp();
    const add = Array.from({ length: 1001 }, (_, index) => connectionSettings({ name: String(index) }));
    valueOf(await connections.change({ add }));
    expect(failureOf(await handlers.exportConnections({ id: null })).why).toContain('more than 1,000');
    expect(steps).toEqual([]);
  });

  it('over a file that is there: replaced whole, or left whole where the disk is full', async () => {
    let full = true;
    const { connections, handlers, path } = await setUp({
      saveFile: (to, chunks) =>
        saveFile(
          to,
          (async function* () {
            for await (const chunk of chunks) {
              yield chunk.subarray(0, 10);
              if (full) throw systemError('ENOSPC');
              yield chunk.subarray(10);
            }
          })(),
        ),
    });
    valueOf(await connections.add(connectionSettings()));
    writeFileSync(path, 'what was there');
    expect(failureOf(await handlers.exportConnections({ id: null }))).toMatchObject({
      code: 'disk-full',
      what: 'The connections were not exported.',
    });
    expect(readdirSync(folder)).toEqual(['team.json']);
    expect(readFileSync(path, 'utf8')).toBe('what was there');
    full = false;
    expect(valueOf(await handlers.exportConnections({ id: null }))?.path).toBe(path);
    expect(readdirSync(folder)).toEqual(['team.json']);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ format: 'latchkey-connections' });
  });

  it('where nothing may be written, says so', async () => {
    const { connections, handlers } = await setUp({
      saveFile: () => Promise.reject(systemError('EACCES')),
    });
    valueOf(await connections.add(connectionSettings()));
    expect(failureOf(await handlers.exportConnections({ id: null }))).toMatchObject({
      code: 'disk-failed',
      next: 'Make sure that you may write to this folder, then try again.',
    });
  });
});

describe('reading a file of connections', () => {
  it('R87+: says what would change and writes nothing before the answer', async () => {
    const { connections, handlers, writes, files, steps, read } = await setUp();
    valueOf(await connections.add(connectionSettings({ scopes: [] })));
    const [before, content] = [writes(), new Map(files.content)];
    const outline = await read(...team);
    expect(outline.source).toBe('team.json');
    expect(outline.connections.map(({ name, known }) => [name, known?.name ?? null])).toEqual([
      ['Acme', 'Acme'],
      ['Billing', null],
    ]);
    expect(valueOf(await handlers.closeConnectionsFile({ ticket: outline.ticket }))).toBeNull();
    expect([writes(), files.content]).toEqual([before, content]);
    expect(steps).toEqual([]);
  });

  it('nothing where the person cancels', async () => {
    const { handlers } = await setUp({ chooseFile: () => Promise.resolve(null) });
    expect(valueOf(await handlers.readConnectionsFile(null))).toBeNull();
  });

  it('R87-: one of 100 MB is refused unread, one that is none with its reason', async () => {
    const { handlers, path } = await setUp();
    writeFileSync(path, fileOf(team));
    truncateSync(path, 100_000_000);
    expect(failureOf(await handlers.readConnectionsFile(null)).code).toBe('answer-too-large');
    writeFileSync(path, 'PK');
    expect(failureOf(await handlers.readConnectionsFile(null)).why).toContain('It is not JSON');
  });

  it.each([
    ['ENOENT', 'It is not there any more.'],
    ['EACCES', 'Latchkey has no permission to read it.'],
    ['EISDIR', 'It is a folder.'],
    ['EFTYPE', 'It is no file, but a pipe or a device.'],
    ['EIO', 'The disk reported an error (EIO).'],
  ])('one that cannot be read says why: %s', async (code, why) => {
    const { handlers, path } = await setUp({ readFile: () => Promise.reject(systemError(code)) });
    expect(failureOf(await handlers.readConnectionsFile(null))).toMatchObject({
      code: 'disk-failed',
      what: 'The file was not read.',
      why,
      details: { file: path },
    });
  });

  it('one that vanished between the dialog and the reading, really', async () => {
    const { handlers } = await setUp();
    expect(failureOf(await handlers.readConnectionsFile(null)).why).toBe('It is not there any more.');
  });
});

describe('importing connections', () => {
  it('adds what was chosen in one write, tells the page, and is undone in one', async () => {
    const { connections, handlers, steps, names, writes, read, take } = await setUp();
    valueOf(await connections.add(connectionSettings({ name: 'Mine', clientId: 'mine' })));
    const { ticket } = await read(...team);
    const before = writes();
    const done = valueOf(await take(both, ticket));
    expect(done).toMatchObject({ added: 2, replaced: 0 });
    expect([names(), writes()]).toEqual([['Mine', 'Acme', 'Billing'], before + 1]);
    expect(valueOf(await handlers.undoImport({ undo: done.undo }))).toEqual({ kept: 0 });
    expect([names(), writes()]).toEqual([['Mine'], before + 2]);
    expect(steps).toEqual(['told', 'told', 'end 2']);
    expect(failureOf(await handlers.undoImport({ undo: done.undo })).code).toBe('not-found');
  });

  it('R24-: allows no API origin without being told to', async () => {
    const { connections, read, take } = await setUp();
    const entry = { ...plainEntry, apiOrigins: [{ origin: 'https://evil.test' }] };
    valueOf(await take([{ index: 0, as: 'new' }], (await read(entry)).ticket));
    valueOf(await take([{ index: 0, as: 'new' }], (await read(entry)).ticket, true));
    expect(connections.list().map(({ apiOrigins }) => apiOrigins)).toEqual([
      [],
      [{ origin: 'https://evil.test' }],
    ]);
  });

  it('R16+: what is replaced keeps its place; a sign-in that would come back elsewhere is cancelled, no other', async () => {
    const { connections, handlers, steps, names, read, take } = await setUp();
    const acme = valueOf(await connections.add(connectionSettings()));
    valueOf(await connections.add(connectionSettings({ name: 'Billing', clientId: 'billing' })));
    const { ticket } = await read(
      { ...plainEntry, name: 'Acme 2', redirectSpelling: 'authority' },
      team[1] ?? {},
    );
    const replaceBoth = both.map(({ index }): IncomingChoice => ({ index, as: 'replace' }));
    const done = valueOf(await take(replaceBoth, ticket));
    expect(done).toMatchObject({ added: 0, replaced: 2 });
    expect(connections.list()[0]).toMatchObject({
      id: acme.id,
      name: 'Acme 2',
      redirectSpelling: 'authority',
    });
    const once = ['told', `cancel ${acme.id}`];
    expect(steps).toEqual(once);
    valueOf(await handlers.undoImport({ undo: done.undo }));
    expect(steps).toEqual([...once, ...once, 'end 0']);
    expect(names()).toEqual(['Acme', 'Billing']);
    expect(connections.list()[0]).toEqual(acme);
  });

  it('an undo leaves what was signed in to, given a secret, changed or deleted since, and counts what stays', async () => {
    const { connections, handlers, sessions, secrets, names, read, take } = await setUp();
    valueOf(await connections.add(connectionSettings({ name: 'Old' })));
    const entries = ['Old', 'Signed in', 'Secret', 'Changed', 'Deleted', 'Untouched'].map((name) => ({
      ...plainEntry,
      name,
      scopes: ['new'],
      ...(name === 'Old' ? {} : { clientId: name }),
    }));
    const { ticket } = await read(...entries);
    const choices = entries.map(({ name }, index): IncomingChoice => ({
      index,
      as: name === 'Old' ? 'replace' : 'new',
    }));
    const done = valueOf(await take(choices, ticket));
    const idOf = (name: string) => connections.list().find((one) => one.name === name)?.id ?? '';
    sessions.set(idOf('Signed in'), { kind: 'signed-in', account: null });
    secrets.set(idOf('Secret'), 'sealed');
    valueOf(
      await connections.update(idOf('Changed'), connectionSettings({ name: 'Changed', clientId: 'c' })),
    );
    valueOf(await connections.remove(idOf('Deleted')));
    valueOf(await connections.update(idOf('Old'), connectionSettings({ name: 'Old, and mine' })));
    expect(valueOf(await handlers.undoImport({ undo: done.undo }))).toEqual({ kept: 4 });
    expect(names()).toEqual(['Old, and mine', 'Signed in', 'Secret', 'Changed']);
  });

  it('answers one question once, and none that was closed or is another one’s', async () => {
    const { handlers, names, read, take } = await setUp();
    const first = await read(...team);
    const second = await read(...team);
    expect(failureOf(await take(both, first.ticket)).code).toBe('not-found');
    await handlers.closeConnectionsFile({ ticket: first.ticket });
    await handlers.closeConnectionsFile({ ticket: second.ticket });
    expect(failureOf(await take(both, second.ticket)).code).toBe('not-found');
    const third = await read(...team);
    await handlers.closeConnectionsFile({ ticket: second.ticket });
    const twice = await Promise.all([take(both, third.ticket), take(both, third.ticket)]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
    expect(failureOf(await take(both, third.ticket)).code).toBe('not-found');
    expect(names()).toEqual(['Acme', 'Billing']);
  });

  it('changes nothing where the disk is full, and can be tried again', async () => {
    const { files, names, steps, read, take } = await setUp();
    const { ticket } = await read(...team);
    files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    expect(failureOf(await take(both, ticket)).code).toBe('disk-full');
    expect([names(), steps]).toEqual([[], []]);
    files.fault = () => null;
    valueOf(await take(both, ticket));
    expect(names()).toEqual(['Acme', 'Billing']);
  });

  it('an undo that cannot be saved can be tried again', async () => {
    const { files, handlers, names, read, take } = await setUp();
    const { undo } = valueOf(await take(both, (await read(...team)).ticket));
    files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    expect(failureOf(await handlers.undoImport({ undo })).code).toBe('disk-full');
    files.fault = () => null;
    valueOf(await handlers.undoImport({ undo }));
    expect(names()).toEqual([]);
  });

  it('R87-: fails where what should be replaced was changed while the question stood', async () => {
    const { connections, names, read, take } = await setUp();
    const acme = valueOf(await connections.add(connectionSettings()));
    const { ticket } = await read({ ...plainEntry, name: 'Theirs' });
    valueOf(await connections.update(acme.id, connectionSettings({ clientId: 'another' })));
    expect(failureOf(await take([{ index: 0, as: 'replace' }], ticket)).code).toBe('changed-outside');
    expect(names()).toEqual(['Acme']);
  });
});

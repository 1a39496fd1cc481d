import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVault } from './page-reader.ts';
import type { Opener, ReadFolder } from './page-reader.ts';
import { folder, openVault, passphrase, passphraseVault, restart, sessionFile } from './test-vault.ts';
import type { Setup } from './test-vault.ts';

function read({ files, keyring }: Setup, opener?: Opener): Promise<readonly ReadFolder[]> {
  const own = new Map(
    Array.from(files.content, ([path, content]) => [path.slice(folder.length + 1), content]),
  );
  return readVault(own, opener ?? { unwrap: (backend, blob) => keyring.unwrap({ backend, blob }) });
}

const encoded = `sign-out._${Buffer.from('ID with ä').toString('hex')}.record`;

describe('the format as docs/vault.md tells it', () => {
  it('is read by something that uses nothing of the app', async () => {
    const reader = await readFile(join(import.meta.dirname, 'page-reader.ts'), 'utf8');
    const imported = Array.from(reader.matchAll(/from '([^']+)'/g), ([, from]) => from);
    expect(imported).toEqual(['node:crypto', 'zod']);
  });

  it('F36+: a reader made from the page reads every kind of file, in both generations', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', { account: 'Ada' });
    await setup.vault.write('session', 'one', { account: 'Ada Lovelace' });
    await setup.vault.write('sign-out', 'ID with ä', [1]);
    await setup.vault.write('transaction', 'attempt-1', { state: 's' });
    await setup.vault.remove('transaction', 'attempt-1');
    const [only, ...more] = await read(setup);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ number: 1, backend: 'fake-keyring', setAside: [], leftovers: [] });
    expect(only?.records.toSorted((a, b) => a.file.localeCompare(b.file))).toEqual([
      {
        file: 'session.one.record',
        kind: 'session',
        id: 'one',
        generation: 2,
        value: { account: 'Ada Lovelace' },
      },
      {
        file: 'session.one.record.previous',
        kind: 'session',
        id: 'one',
        generation: 1,
        value: { account: 'Ada' },
      },
      { file: encoded, kind: 'sign-out', id: 'ID with ä', generation: 3, value: [1] },
    ]);
    const records = [
      ['session.one.record', 2, 1],
      [encoded, 3, null],
    ];
    const removed = [['transaction.attempt-1.record', 4]];
    expect(only?.mark).toEqual({ counter: 4, records, removed, floor: 0 });
    const before = [...records, ['transaction.attempt-1.record', 4, null]];
    expect(only?.previousMark).toEqual({ counter: 4, records: before, removed: [], floor: 0 });
  });

  it('F36+: the same reader opens a vault that a passphrase protects', async () => {
    const setup = await passphraseVault();
    await setup.vault.write('session', 'one', { account: 'Ada' });
    const typed = passphrase.replaceAll(' ', '\u00a0').normalize('NFD');
    const [only] = await read(setup, { typed });
    expect(only?.backend).toBeNull();
    expect(only?.records).toMatchObject([{ id: 'one', generation: 1, value: { account: 'Ada' } }]);
  });

  it('F16+: it reads the names of what was set aside, and of what a crash left', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'old');
    await setup.vault.write('session', 'one', 'new');
    setup.files.content.set(sessionFile, Buffer.from('damaged'));
    const next = await restart(setup);
    await next.vault.read('session', 'one');
    next.files.content.set(`${sessionFile}.0123456789abcdef.tmp`, Buffer.from('half'));
    const [only] = await read(next);
    expect(only?.setAside).toEqual([{ of: 'session.one.record', found: '20260102T030405Z' }]);
    expect(only?.leftovers).toEqual(['session.one.record.0123456789abcdef.tmp']);
    expect(only?.records.map(({ generation, value }) => [generation, value])).toEqual([[1, 'old']]);
  });

  it('F14+: it reads the folders of two keys, the newest first', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'before');
    const old = setup.keyring.secret;
    setup.keyring.secret = randomBytes(64);
    const reset = await restart(setup);
    await reset.vault.write('session', 'one', 'after');
    const { secret } = reset.keyring;
    let asked = 0;
    const { unwrap } = { unwrap: reset.keyring.unwrap.bind(reset.keyring) };
    reset.keyring.unwrap = (wrapped) => {
      reset.keyring.secret = (asked += 1) === 1 ? secret : old;
      return unwrap(wrapped);
    };
    const folders = await read(reset);
    expect(folders.map(({ number, records }) => [number, records[0]?.value])).toEqual([
      [2, 'after'],
      [1, 'before'],
    ]);
  });
});

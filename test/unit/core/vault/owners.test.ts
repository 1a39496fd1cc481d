import { describe, expect, it } from 'vitest';
import { FakeKeyring, folder, makeVault, openVault, passphrase, sessionFile } from './test-vault.ts';
import type { Setup } from './test-vault.ts';

const markFile = `${folder}/key-1/vault.mark`;

/** Another process over the same files, at the same time. */
function another({ files, keyring }: Setup): Promise<Setup> {
  return openVault(files, keyring);
}

async function readAll(setup: Setup, ids: readonly string[]): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  for (const id of ids) {
    const read = await setup.vault.read('session', id);
    values.push(read.ok ? read.value : read.failure.code);
  }
  return values;
}

describe('two processes that both believe the vault is theirs', () => {
  it('F28+: what either saved is there at the next start, whichever saved the mark last', async () => {
    const first = await openVault();
    await first.vault.write('session', 'both', 'old');
    const second = await another(first);
    for (const value of [1, 2, 3, 4, 5]) await first.vault.write('session', 'one', value);
    await second.vault.write('session', 'two', 'two');
    await first.vault.write('session', 'three', 'three');
    await second.vault.write('session', 'both', 'new');
    const next = await another(first);
    expect(await readAll(next, ['one', 'two', 'three', 'both'])).toEqual([5, 'two', 'three', 'new']);
    expect(next.notes).toEqual([]);
  });

  it('F28-: a session that only the other one knows is not taken for one that was removed', async () => {
    const first = await openVault();
    const second = await another(first);
    await first.vault.write('session', 'other', 1);
    await first.vault.write('session', 'one', 'value');
    await second.vault.write('session', 'mine', 1);
    expect(await readAll(second, ['one'])).toEqual(['value']);
    expect(second.notes).toEqual([]);
    expect(first.files.paths(/set-aside/)).toEqual([]);
  });

  it('F28-: a new session gets a generation that nobody has given out', async () => {
    const first = await openVault();
    const second = await another(first);
    for (const value of [1, 2, 3]) await first.vault.write('session', 'one', value);
    await first.vault.remove('session', 'one');
    await second.vault.write('session', 'one', 'signed in again');
    // The mark of the first, which removed it, is the last one on the disk.
    await first.vault.write('session', 'two', 2);
    expect(await readAll(await another(first), ['one'])).toEqual(['signed in again']);
  });

  it('F28-: a session that the other one saves while this one starts is not taken for erased', async () => {
    const first = await openVault();
    await first.vault.write('session', 'one', 1);
    const second = makeVault(first.files, first.keyring);
    let saved = false;
    // Between its look into the folder and its look at the mark.
    const { read } = { read: first.files.read.bind(first.files) };
    first.files.read = async (path) => {
      if (path === markFile && !saved) {
        saved = true;
        await first.vault.write('session', 'two', 2);
      }
      return read(path);
    };
    await second.vault.open();
    await second.vault.write('session', 'three', 3);
    expect(saved).toBe(true);
    expect(await readAll(await another(first), ['one', 'two', 'three'])).toEqual([1, 2, 3]);
  });

  it('F28-: two that save for the first time and are killed before either wrote a mark have lost none', async () => {
    const first = await openVault();
    const second = await another(first);
    first.files.fault = (operation, path) => (operation === 'replace' && path === markFile ? 'EIO' : null);
    await first.vault.write('session', 'one', 1);
    await second.vault.write('session', 'two', 2);
    first.files.fault = () => null;
    const next = await another(first);
    expect(await readAll(next, ['one', 'two'])).toEqual([1, 2]);
    expect(next.notes).toEqual([]);
  });

  it('F28-: two that start for the first time at the same moment use one key', async () => {
    const keyring = new FakeKeyring();
    const first = makeVault(undefined, keyring);
    const second = makeVault(first.files, keyring);
    await Promise.all([first.vault.open(), second.vault.open()]);
    await first.vault.write('session', 'one', 1);
    await second.vault.write('session', 'two', 2);
    expect(await readAll(await another(first), ['one', 'two'])).toEqual([1, 2]);
    expect(first.files.paths(/vault\.key/)).toHaveLength(2);
  });

  it('F28-: two that are told the same passphrase at the same moment use one key', async () => {
    const keyring = new FakeKeyring();
    keyring.state = { kind: 'missing', why: 'This computer has no keyring.' };
    const first = await openVault(undefined, keyring);
    const second = await another(first);
    const chosen = await Promise.all([
      first.vault.protection.choose(passphrase),
      second.vault.protection.choose(passphrase),
    ]);
    expect(chosen).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    const third = await openVault(first.files, keyring);
    await first.vault.write('session', 'one', 1);
    await second.vault.write('session', 'two', 2);
    expect(await third.vault.protection.enter(passphrase)).toEqual({ ok: true, value: null });
    expect(await readAll(third, ['one', 'two'])).toEqual([1, 2]);
    expect(first.files.paths(/vault\.key$/)).toEqual([`${folder}/key-1/vault.key`]);
  });

  it('F16-: what was removed stays removed, also behind two hundred others', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 1);
    const before = setup.files.content.get(sessionFile) ?? new Uint8Array();
    await setup.vault.remove('session', 'one');
    for (let attempt = 0; attempt < 250; attempt += 1) {
      await setup.vault.write('transaction', String(attempt), attempt);
      await setup.vault.remove('transaction', String(attempt));
    }
    setup.files.content.set(sessionFile, before);
    const next = await another(setup);
    expect(await readAll(next, ['one'])).toEqual(['record-unreadable']);
    // What was removed is forgotten one by one, so the list stays short.
    expect((next.files.content.get(markFile) ?? []).length).toBeLessThan(12_000);
  });
});

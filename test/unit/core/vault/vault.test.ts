import { describe, expect, it } from 'vitest';
import { previousSuffix } from '../../../../src/core/ports/files.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { FakeKeyring, folder, makeVault, openVault, restart, sessionFile } from './test-vault.ts';

/** Counts how many reads are under way at the same time. */
class SlowFiles extends MemoryFiles {
  most = 0;
  #now = 0;

  override async read(path: string): Promise<Uint8Array | null> {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    await new Promise((resolve) => setImmediate(resolve));
    this.#now -= 1;
    return super.read(path);
  }
}

const canary = 'canary-refresh-token-4f1d';

describe('the vault', () => {
  it('R22+: a refresh token that was saved is read again by the next start', async () => {
    const setup = await openVault();
    expect(await setup.vault.write('session', 'one', { refreshToken: canary })).toEqual({
      ok: true,
      value: 'sealed',
    });
    const next = await restart(setup);
    expect(next.vault.status).toEqual({ kind: 'open', backend: 'fake-keyring' });
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: { refreshToken: canary } });
  });

  it('R22-: no file holds a refresh token in the clear, in any generation', async () => {
    const { files, vault } = await openVault();
    await vault.write('session', 'one', { refreshToken: canary });
    await vault.write('session', 'one', { refreshToken: `${canary}-rotated` });
    expect(files.paths(/previous$/)).toContain(sessionFile + previousSuffix);
    expect(Buffer.from(files.everything()).includes('canary')).toBe(false);
    expect(Buffer.from(files.everything()).includes(Buffer.from(canary).toString('base64'))).toBe(false);
  });

  it('R13+: the code verifier of a running sign-in survives a restart', async () => {
    const setup = await openVault();
    await setup.vault.write('transaction', 'attempt-1', { state: 's', codeVerifier: canary });
    const { vault } = await restart(setup);
    expect(await vault.list('transaction')).toEqual({ ok: true, value: ['attempt-1'] });
    expect(await vault.read('transaction', 'attempt-1')).toEqual({
      ok: true,
      value: { state: 's', codeVerifier: canary },
    });
  });

  it('R13-: no file holds a code verifier in the clear, and one without a keyring holds none at all', async () => {
    const sealed = await openVault();
    await sealed.vault.write('transaction', 'one', { codeVerifier: canary });
    expect(Buffer.from(sealed.files.everything()).includes(canary)).toBe(false);
    const keyring = new FakeKeyring();
    keyring.state = { kind: 'missing', why: 'No keyring.' };
    const memory = await openVault(undefined, keyring);
    expect(await memory.vault.write('transaction', 'one', { codeVerifier: canary })).toEqual({
      ok: true,
      value: 'memory',
    });
    expect(memory.files.paths()).toEqual([]);
  });

  it('asks the disk for few at a time when every session is asked for at once, and gives each its own', async () => {
    const files = new SlowFiles();
    const ids = Array.from({ length: 200 }, (_, index) => `session-${String(index)}`);
    const { vault } = await openVault(files);
    for (const id of ids) await vault.write('session', id, id);
    files.most = 0;
    const all = await Promise.all(ids.map((id) => vault.read('session', id)));
    expect(all).toEqual(ids.map((id) => ({ ok: true, value: id })));
    expect(files.most).toBeGreaterThan(1);
    expect(files.most).toBeLessThanOrEqual(64);
  });

  it('keeps the generation before the newest, and no more', async () => {
    const setup = await openVault();
    for (const value of [1, 2, 3]) await setup.vault.write('session', 'one', value);
    expect(setup.files.paths(/session/)).toEqual([sessionFile, sessionFile + previousSuffix]);
    setup.files.content.delete(sessionFile);
    const { vault } = await restart(setup);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 2 });
  });

  it('erases every generation and kept copy, and leaves the others', async () => {
    const { files, vault } = await openVault();
    for (const id of ['one', 'one-more']) {
      await vault.write('session', id, 1);
      await vault.write('session', id, 2);
    }
    files.content.set(`${sessionFile}.set-aside-20260101T000000Z-00000000`, Buffer.from('old'));
    files.content.set(`${sessionFile}.0123456789abcdef.tmp`, Buffer.from('half'));
    expect(await vault.remove('session', 'one')).toEqual({ ok: true, value: null });
    expect(files.paths(/session\.one\./)).toEqual([]);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: null });
    expect(await vault.read('session', 'one-more')).toEqual({ ok: true, value: 2 });
    expect(await vault.list('session')).toEqual({ ok: true, value: ['one-more'] });
  });

  it('erases the newest generation last, so that a crash in between brings back no older one', async () => {
    const { files, vault } = await openVault();
    await vault.write('session', 'one', 1);
    await vault.write('session', 'one', 2);
    files.fault = (operation, path) => (operation === 'remove' && path === sessionFile ? 'EIO' : null);
    expect(await vault.remove('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'disk-failed' },
    });
    files.fault = () => null;
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 2 });
    expect(files.paths(/previous$/)).not.toContain(sessionFile + previousSuffix);
  });

  it('keeps any id apart from every other, in its own folder', async () => {
    const ids = ['a', 'A', '../a', 'a/b', 'a.record', '', 'ä', '_61', 'con', 'a'.repeat(80)];
    const setup = await openVault();
    for (const [index, id] of ids.entries()) await setup.vault.write('session', id, index);
    const { vault, files } = await restart(setup);
    for (const [index, id] of ids.entries()) {
      expect(await vault.read('session', id)).toEqual({ ok: true, value: index });
    }
    const list = await vault.list('session');
    expect(list.ok && [...list.value].toSorted()).toEqual(ids.toSorted());
    expect(files.paths().every((path) => /^\/profile\/vault\/key-1\/[a-z0-9._-]+$/.test(path))).toBe(true);
    await expect(vault.write('session', 'a'.repeat(81), 1)).rejects.toThrow(RangeError);
  });

  it('writes in the order in which it was asked, and a read waits for the writes before it', async () => {
    const { vault } = await openVault();
    const writes = Array.from({ length: 20 }, (_, value) => vault.write('session', 'one', value));
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 19 });
    expect((await Promise.all(writes)).every((written) => written.ok)).toBe(true);
  });

  it('removes what a crash left behind at the next start', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 1);
    setup.files.content.set(`${sessionFile}.0123456789abcdef.tmp`, Buffer.from('half'));
    const { files, vault } = await restart(setup);
    expect(files.paths(/tmp$/)).toEqual([]);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
  });

  it('opens once, however often it is asked', async () => {
    const { vault, files } = makeVault();
    expect(vault.status).toEqual({ kind: 'closed' });
    const seen: string[] = [];
    const unsubscribe = vault.onStatus((status) => seen.push(status.kind));
    await Promise.all([vault.open(), vault.open(), vault.unlock()]);
    await vault.open();
    unsubscribe();
    expect(seen).toEqual(['open']);
    expect(files.paths(/vault\.key$/)).toEqual([`${folder}/key-1/vault.key`]);
  });

  it('never touches the keyring or the disk before it is opened, and loses nothing that came before', async () => {
    const { vault, files } = makeVault();
    expect(await vault.write('session', 'one', 1)).toMatchObject({
      ok: false,
      failure: { code: 'keyring-locked' },
    });
    expect(await vault.flush()).toMatchObject({ ok: false });
    expect(files.paths()).toEqual([]);
    await vault.open();
    expect(files.paths(/session/)).toEqual([sessionFile]);
  });
});

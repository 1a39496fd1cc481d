import { describe, expect, it } from 'vitest';
import { FakeKeyring, folder, makeVault, openVault, restart, sessionFile } from './test-vault.ts';
import { wrapNewerFormat } from './newer-format.ts';

describe('the vault and a disk that refuses', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
  ])(
    'F17-: with %s the save fails, the one before is intact and the new one stays in memory',
    async (code, expected) => {
      const setup = await openVault();
      await setup.vault.write('session', 'one', 'old');
      setup.files.fault = (operation) => (operation === 'replace' ? code : null);
      const written = await setup.vault.write('session', 'one', 'new');
      expect(written).toMatchObject({
        ok: false,
        failure: { code: expected, details: { file: `${folder}/key-1` } },
      });
      expect(await setup.vault.read('session', 'one')).toEqual({ ok: true, value: 'new' });
      expect(await (await restart(setup)).vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
    },
  );

  it('F17+: once there is space again, everything that was kept in memory is saved', async () => {
    const setup = await openVault();
    setup.files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    await setup.vault.write('session', 'one', 1);
    await setup.vault.write('session', 'two', 2);
    expect(await setup.vault.flush()).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    setup.files.fault = () => null;
    expect(await setup.vault.flush()).toEqual({ ok: true, value: null });
    const { vault } = await restart(setup);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
    expect(await vault.read('session', 'two')).toEqual({ ok: true, value: 2 });
  });

  it.each(['EROFS', 'EIO', 'EMFILE', 'EACCES', 'EBUSY', 'ENODEV'])(
    'F18-: with %s the error is told in words and nothing is lost',
    async (code) => {
      const setup = await openVault();
      await setup.vault.write('session', 'one', 'old');
      setup.files.fault = (operation) => (operation === 'list' || operation === 'read' ? null : code);
      const written = await setup.vault.write('session', 'one', 'new');
      expect(written).toMatchObject({ ok: false, failure: { code: 'disk-failed' } });
      expect(written.ok || written.failure.why).not.toBe('');
      setup.files.fault = () => null;
      expect(await setup.vault.flush()).toEqual({ ok: true, value: null });
      expect(await (await restart(setup)).vault.read('session', 'one')).toEqual({ ok: true, value: 'new' });
    },
  );

  it('F18+: a record that the disk cannot read now is an error of the disk, set aside by nobody', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 1);
    setup.files.fault = (operation, path) => (operation === 'read' && path === sessionFile ? 'EIO' : null);
    expect(await setup.vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'disk-failed' },
    });
    setup.files.fault = () => null;
    expect(await setup.vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
    expect(setup.files.paths(/set-aside/)).toEqual([]);
  });

  it('F18-: a save does not wait for the record before it, which the disk does not give back', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'old');
    setup.files.fault = (operation, path) => (operation === 'read' && path === sessionFile ? 'EIO' : null);
    expect(await setup.vault.write('session', 'one', 'new')).toEqual({ ok: true, value: 'sealed' });
    const next = await restart(setup);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'new' });
    expect(next.files.paths(/set-aside/)).toEqual([]);
  });

  it.each(['vault.key', 'vault.mark'])(
    'F18-: where the disk does not give %s back, its other copy is used',
    async (name) => {
      const saved = await openVault();
      await saved.vault.write('session', 'one', 1);
      await saved.vault.write('session', 'two', 2);
      const files = saved.files.copy();
      const path = `${folder}/key-1/${name}`;
      files.fault = (operation, each) => (operation === 'read' && each === path ? 'EACCES' : null);
      const next = await openVault(files, saved.keyring);
      expect(next.vault.status.kind).toBe('open');
      expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
      expect(await next.vault.read('session', 'two')).toEqual({ ok: true, value: 2 });
      expect(next.notes).toEqual([]);
    },
  );

  it('F18-: a damaged record on a disk that can only be read still falls back', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'old');
    await setup.vault.write('session', 'one', 'new');
    setup.files.content.set(sessionFile, new TextEncoder().encode('damaged'));
    const files = setup.files.copy();
    files.fault = (operation) => (['read', 'list'].includes(operation) ? null : 'EROFS');
    const next = await openVault(files, setup.keyring);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
    expect(files.content).toEqual(setup.files.content);
  });

  it('F18-: a disk that fails at start is not taken for an empty vault', async () => {
    const saved = await openVault();
    await saved.vault.write('session', 'one', 1);
    const files = saved.files.copy();
    files.fault = (operation) => (operation === 'read' ? 'EIO' : null);
    const next = makeVault(files, saved.keyring);
    expect(await next.vault.open()).toMatchObject({ kind: 'memory-only', reason: { code: 'disk-failed' } });
    expect(await next.vault.write('session', 'two', 2)).toMatchObject({
      ok: false,
      failure: { code: 'disk-failed' },
    });
    expect(await next.vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'disk-failed' },
    });
    expect(files.content).toEqual(saved.files.content);
    files.fault = () => null;
    expect(await next.vault.flush()).toEqual({ ok: true, value: null });
    expect(next.vault.status.kind).toBe('open');
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
    expect(await next.vault.read('session', 'two')).toEqual({ ok: true, value: 2 });
  });

  it('F17-: a disk that is full when the key is made leaves a vault that opens later', async () => {
    const setup = makeVault();
    let writes = 0;
    setup.files.fault = (operation) => (operation === 'replace' && (writes += 1) > 1 ? 'ENOSPC' : null);
    expect(await setup.vault.open()).toMatchObject({ kind: 'memory-only', reason: { code: 'disk-full' } });
    expect(await setup.vault.write('session', 'one', 1)).toMatchObject({
      ok: false,
      failure: { code: 'disk-full' },
    });
    setup.files.fault = () => null;
    expect(await setup.vault.flush()).toEqual({ ok: true, value: null });
    expect(await (await restart(setup)).vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
  });

  it('F17+: signing out works on a full disk', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 1);
    setup.files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    expect(await setup.vault.remove('session', 'one')).toEqual({ ok: true, value: null });
    const next = await restart(setup);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: null });
    expect(next.notes).toEqual([]);
  });
});

describe('a vault of another format', () => {
  it('F36+: this format opens, at every start', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 1);
    expect((await restart(setup)).vault.status.kind).toBe('open');
  });

  it.each(['vault.key', 'vault.mark'])('F36-: a newer %s is refused, every file untouched', async (name) => {
    const saved = await openVault();
    await saved.vault.write('session', 'one', 1);
    const files = saved.files.copy();
    const path = `${folder}/key-1/${name}`;
    files.content.set(path, wrapNewerFormat(files.content.get(path)));
    const before = files.copy();
    const { vault } = await openVault(files, saved.keyring);
    expect(vault.status).toMatchObject({
      kind: 'memory-only',
      reason: { code: 'vault-format-newer', details: { file: path } },
    });
    expect(await vault.write('session', 'one', 2)).toMatchObject({
      ok: false,
      failure: { code: 'vault-format-newer' },
    });
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 2 });
    expect(files.content).toEqual(before.content);
  });

  it('F36-: one newer record is refused and untouched, the others work', async () => {
    const saved = await openVault();
    await saved.vault.write('session', 'one', 1);
    await saved.vault.write('session', 'two', 2);
    const files = saved.files.copy();
    const newer = wrapNewerFormat(files.content.get(sessionFile));
    files.content.set(sessionFile, newer);
    const { vault } = await openVault(files, saved.keyring);
    expect(await vault.read('session', 'one')).toMatchObject({ failure: { code: 'vault-format-newer' } });
    expect(await vault.write('session', 'one', 3)).toMatchObject({ failure: { code: 'vault-format-newer' } });
    expect(await vault.read('session', 'two')).toEqual({ ok: true, value: 2 });
    expect(files.content.get(sessionFile)).toEqual(newer);
  });

  it('F36-: a version that never was is damage, not a newer Latchkey', async () => {
    const saved = await openVault();
    await saved.vault.write('session', 'one', 'old');
    await saved.vault.write('session', 'one', 'new');
    const files = saved.files.copy();
    files.content.set(sessionFile, wrapNewerFormat(files.content.get(sessionFile), 0));
    const { vault } = await openVault(files, new FakeKeyring());
    expect(vault.status.kind).toBe('set-aside');
    const same = await openVault(files, saved.keyring);
    expect(await same.vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
  });
});

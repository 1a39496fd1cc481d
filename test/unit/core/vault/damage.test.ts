import { describe, expect, it } from 'vitest';
import { previousSuffix } from '../../../../src/core/ports/files.ts';
import { FakeKeyring, folder, openVault, restart, sessionFile } from './test-vault.ts';
import type { Setup } from './test-vault.ts';

const previousFile = sessionFile + previousSuffix;
const markFile = `${folder}/key-1/vault.mark`;
const keyFile = `${folder}/key-1/vault.key`;

/** One record in two generations, and another beside it. */
async function smallVault(): Promise<Setup> {
  const setup = await openVault();
  await setup.vault.write('session', 'one', 'old');
  await setup.vault.write('session', 'one', 'new');
  await setup.vault.write('session', 'two', 'two');
  return setup;
}

/** The next start, with one file changed before it. */
async function restartWith(setup: Setup, path: string, content: Uint8Array): Promise<Setup> {
  const files = setup.files.copy();
  files.content.set(path, content);
  return openVault(files, setup.keyring);
}

function contentOf(setup: Setup, path: string): Uint8Array {
  const content = setup.files.content.get(path);
  if (content === undefined) throw new Error(`${path} is not there.`);
  return content;
}

/** Whether these bytes are still in some file. */
function isKept(setup: Setup, content: Uint8Array): boolean {
  return [...setup.files.content.values()].some((other) => Buffer.from(other).equals(Buffer.from(content)));
}

/** Starts once with each of these contents in the place of one file; returns where something was lost or not noticed. */
async function wrongAfter(
  setup: Setup,
  path: string,
  contents: readonly Uint8Array[],
  expected: { one: string; notes: number },
): Promise<readonly number[]> {
  const wrong: number[] = [];
  for (const [index, content] of contents.entries()) {
    const next = await restartWith(setup, path, content);
    const one = await next.vault.read('session', 'one');
    const two = await next.vault.read('session', 'two');
    const right =
      next.vault.status.kind === 'open' &&
      one.ok &&
      one.value === expected.one &&
      two.ok &&
      two.value === 'two' &&
      next.notes.length === expected.notes &&
      isKept(next, content);
    if (!right) wrong.push(index);
  }
  return wrong;
}

function cuts(whole: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
}

function flips(whole: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: whole.length * 8 }, (_, bit) => flip(whole, bit));
}

describe('a damaged vault', () => {
  it(
    'F16+: a record cut off at any length is noticed and kept, and the generation before it is used',
    { timeout: 60_000 },
    async () => {
      const setup = await smallVault();
      const whole = contentOf(setup, sessionFile);
      expect(await wrongAfter(setup, sessionFile, cuts(whole), { one: 'old', notes: 1 })).toEqual([]);
    },
  );

  it(
    'F16+: a record with any one bit flipped is noticed, and the generation before it is used',
    { timeout: 60_000 },
    async () => {
      const setup = await smallVault();
      const whole = contentOf(setup, sessionFile);
      expect(await wrongAfter(setup, sessionFile, flips(whole), { one: 'old', notes: 1 })).toEqual([]);
    },
  );

  it.each([
    'vault.key',
    'vault.key.previous',
    'vault.mark',
    'vault.mark.previous',
    'session.one.record.previous',
  ])('F16-: no flipped bit and no cut in %s costs a sign-in', { timeout: 60_000 }, async (name) => {
    const setup = await smallVault();
    const path = `${folder}/key-1/${name}`;
    const whole = contentOf(setup, path);
    const notes = name === 'vault.mark' ? 1 : 0;
    expect(await wrongAfter(setup, path, [...cuts(whole), ...flips(whole)], { one: 'new', notes })).toEqual(
      [],
    );
  });

  it('F16-: a record that is damaged in both generations costs only itself, and is kept for support', async () => {
    const setup = await smallVault();
    const files = setup.files.copy();
    files.content.set(sessionFile, Buffer.from('this is a holiday picture'));
    files.content.set(previousFile, new Uint8Array(200));
    const next = await openVault(files, setup.keyring);
    const read = await next.vault.read('session', 'one');
    const kept = next.files.paths(/session\.one\.record\.set-aside/)[0];
    expect(read).toMatchObject({
      ok: false,
      failure: { code: 'record-unreadable', details: { file: kept } },
    });
    expect(read.ok || read.failure.why).toContain('not one of Latchkey’s');
    expect(await next.vault.read('session', 'two')).toEqual({ ok: true, value: 'two' });
    expect(next.files.paths(/set-aside/)).toHaveLength(2);

    // It stays reported at every start until somebody signs in again or signs out.
    const later = await restart(next);
    expect(await later.vault.list('session')).toEqual({ ok: true, value: ['two', 'one'] });
    expect(await later.vault.read('session', 'one')).toMatchObject({ failure: { details: { file: kept } } });
    await later.vault.write('session', 'one', 'again');
    const signedIn = await restart(later);
    expect(await signedIn.vault.read('session', 'one')).toEqual({ ok: true, value: 'again' });
    expect(signedIn.files.paths(/set-aside/)).toHaveLength(2);
    await signedIn.vault.remove('session', 'one');
    expect(signedIn.files.paths(/one/)).toEqual([]);
  });

  it('F16-: a save over a damaged record never pushes the good previous generation away', async () => {
    const setup = await smallVault();
    const next = await restartWith(setup, sessionFile, Buffer.from('damaged'));
    expect(await next.vault.write('session', 'one', 'newest')).toEqual({ ok: true, value: 'sealed' });
    const files = next.files.copy();
    files.content.delete(sessionFile);
    const { vault } = await openVault(files, next.keyring);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
  });

  it('F16-: two records that were swapped are both noticed', async () => {
    const setup = await smallVault();
    const files = setup.files.copy();
    const other = `${folder}/key-1/session.two.record`;
    files.content.set(sessionFile, contentOf(setup, other));
    files.content.set(other, contentOf(setup, sessionFile));
    const { vault } = await openVault(files, setup.keyring);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
    expect(await vault.read('session', 'two')).toMatchObject({
      ok: false,
      failure: { code: 'record-unreadable' },
    });
  });

  it('F16-: an older record put back beside newer ones is noticed, never used', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'ancient');
    const ancient = contentOf(setup, sessionFile);
    await setup.vault.write('session', 'one', 'old');
    await setup.vault.write('session', 'one', 'new');
    const next = await restartWith(setup, sessionFile, ancient);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
    expect(next.notes[0]?.why).toContain('older');

    const files = setup.files.copy();
    files.content.set(sessionFile, ancient);
    files.content.set(previousFile, ancient);
    const both = await openVault(files, setup.keyring);
    expect(await both.vault.read('session', 'one')).toMatchObject({ failure: { code: 'record-unreadable' } });
  });

  it('F16+: current and previous generation swapped: the newer one is used', async () => {
    const setup = await smallVault();
    const files = setup.files.copy();
    files.content.set(sessionFile, contentOf(setup, previousFile));
    files.content.set(previousFile, contentOf(setup, sessionFile));
    const { vault, notes } = await openVault(files, setup.keyring);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 'new' });
    expect(notes).toHaveLength(1);
  });

  it('F16-: a record put back after it was removed stays removed', async () => {
    const setup = await smallVault();
    const before = contentOf(setup, sessionFile);
    await setup.vault.remove('session', 'one');
    const next = await restartWith(setup, sessionFile, before);
    expect(await next.vault.read('session', 'one')).toMatchObject({ failure: { code: 'record-unreadable' } });
    expect(isKept(next, before)).toBe(true);
  });

  it('F16-: a record sealed by somebody with another key is noticed', async () => {
    const setup = await smallVault();
    const foreign = await smallVault();
    const next = await restartWith(setup, sessionFile, contentOf(foreign, sessionFile));
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'old' });
  });

  it('F16-: a key file forged with the public fallback password is refused, and what it would open stays', async () => {
    const setup = await smallVault();
    const forger = new FakeKeyring();
    forger.wrap = (key) =>
      Promise.resolve({ backend: 'basic_text', blob: Buffer.concat([Buffer.from('v10'), key]) });
    forger.unwrap = (wrapped) => Promise.resolve(wrapped.blob.slice(3));
    const forged = await openVault(undefined, forger);
    await forged.vault.write('session', 'one', 'planted');
    const files = setup.files.copy();
    for (const [path, content] of forged.files.content) files.content.set(path, content);
    const next = await openVault(files, setup.keyring);
    expect(next.vault.status.kind).toBe('set-aside');
    expect(await next.vault.read('session', 'one')).toMatchObject({ failure: { code: 'record-unreadable' } });
    expect(isKept(next, contentOf(forged, keyFile))).toBe(true);
  });

  it('F16+: a mark that is gone is made again from the records', async () => {
    const setup = await smallVault();
    const files = setup.files.copy();
    files.content.delete(markFile);
    files.content.delete(markFile + previousSuffix);
    const next = await openVault(files, setup.keyring);
    expect(next.notes).toHaveLength(1);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'new' });
    const later = await restart(next);
    expect(later.notes).toEqual([]);
    expect(await later.vault.read('session', 'two')).toEqual({ ok: true, value: 'two' });
  });

  it('F16-: a crash between a record and the mark costs nothing, however often it comes', async () => {
    let setup = await openVault();
    for (const id of ['one', 'two', 'one', 'three', 'two']) {
      setup.files.fault = (operation, path) => (operation === 'replace' && path === markFile ? 'EIO' : null);
      expect(await setup.vault.write('session', id, `${id} saved`)).toEqual({ ok: true, value: 'sealed' });
      setup = await restart(setup);
    }
    for (const id of ['one', 'two', 'three']) {
      expect(await setup.vault.read('session', id)).toEqual({ ok: true, value: `${id} saved` });
    }
    expect(setup.notes).toEqual([]);
  });

  it.each([keyFile, keyFile + previousSuffix])(
    'F16-: a key file of another vault in the place of %s is set aside, not replaced',
    async (path) => {
      const setup = await smallVault();
      const foreign = contentOf(await openVault(undefined, new FakeKeyring()), keyFile);
      const next = await restartWith(setup, path, foreign);
      expect(await next.vault.read('session', 'one')).toMatchObject({ value: 'new' });
      expect(isKept(next, foreign)).toBe(true);
    },
  );

  it('F16-: a key file that is gone closes its folder, and nothing is deleted', async () => {
    const setup = await smallVault();
    const files = setup.files.copy();
    files.content.delete(keyFile);
    files.content.delete(keyFile + previousSuffix);
    const next = await openVault(files, setup.keyring);
    expect(next.vault.status).toMatchObject({
      kind: 'set-aside',
      reason: { details: { file: `${folder}/key-1` } },
    });
    expect(isKept(next, contentOf(setup, sessionFile))).toBe(true);
  });
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = bit >> 3;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { CipherError } from '../../../../src/core/ports/cipher.ts';
import { failureOf } from '../../../support/results.ts';
import { FakeKeyring, folder, makeVault, openVault, restart, sessionFile } from './test-vault.ts';
import type { Setup } from './test-vault.ts';
import { patience } from '../../../support/patience.ts';

const locked = { kind: 'locked' } as const;
const ready = { kind: 'ready', backend: 'fake-keyring' } as const;
const missing = { kind: 'missing', why: 'This computer has no keyring.' } as const;

async function savedVault(): Promise<Setup> {
  const setup = await openVault();
  await setup.vault.write('session', 'one', 'secret one');
  await setup.vault.write('session', 'two', 'secret two');
  return setup;
}

async function resetKeyring(): Promise<Setup> {
  const saved = await savedVault();
  saved.keyring.secret = randomBytes(64);
  return restart(saved);
}

/** A keyring that opens the key once more, and refused it twice before: a new vault was begun beside the old one. */
async function confusedVault(saved: Setup): Promise<Setup> {
  const refuse = new FakeKeyring();
  refuse.secret = saved.keyring.secret;
  const unwrap = refuse.unwrap.bind(refuse);
  let refusals = 2;
  refuse.unwrap = (wrapped) =>
    refusals-- > 0 ? Promise.reject(new CipherError('refused', 'Not now.')) : unwrap(wrapped);
  return openVault(saved.files.copy(), refuse);
}

describe('the vault and a keyring that is not ready', () => {
  it('F13+: a keyring locked at start makes the vault locked, and unlocking brings everything back', async () => {
    const saved = await savedVault();
    saved.keyring.state = locked;
    const { vault, keyring } = await restart(saved);
    expect(vault.status).toEqual({ kind: 'locked' });
    expect(await vault.list('session')).toEqual({ ok: true, value: ['one', 'two'] });
    expect(await vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'keyring-locked' },
    });
    expect(await vault.read('session', 'never-saved')).toEqual({ ok: true, value: null });
    keyring.state = ready;
    expect(await vault.unlock()).toEqual({ kind: 'open', backend: 'fake-keyring' });
    expect(keyring.unlocks).toBe(1);
    expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 'secret one' });
  });

  it('F13-: nothing is written in the clear, changed or lost while the keyring is locked', async () => {
    const saved = await savedVault();
    saved.keyring.state = locked;
    const next = await restart(saved);
    const before = next.files.copy();
    expect(await next.vault.write('session', 'one', 'newer secret')).toMatchObject({
      ok: false,
      failure: { code: 'keyring-locked' },
    });
    await next.vault.write('session', 'three', 'third secret');
    expect(await next.vault.flush()).toMatchObject({ ok: false, failure: { code: 'keyring-locked' } });
    expect(next.files.content).toEqual(before.content);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'newer secret' });

    next.keyring.state = ready;
    await next.vault.open();
    const later = await restart(next);
    expect(await later.vault.read('session', 'one')).toEqual({ ok: true, value: 'newer secret' });
    expect(await later.vault.read('session', 'two')).toEqual({ ok: true, value: 'secret two' });
    expect(await later.vault.read('session', 'three')).toEqual({ ok: true, value: 'third secret' });
    expect(Buffer.from(later.files.everything()).includes('secret')).toBe(false);
  });

  it('F13+: what is removed while the keyring is locked is gone from the disk at once, and stays gone', async () => {
    const saved = await savedVault();
    saved.keyring.state = locked;
    const next = await restart(saved);
    await next.vault.write('session', 'one', 'newer');
    expect(await next.vault.remove('session', 'one')).toEqual({ ok: true, value: null });
    expect(next.files.content.has(sessionFile)).toBe(false);
    next.keyring.state = ready;
    await next.vault.open();
    expect(await next.vault.list('session')).toEqual({ ok: true, value: ['two'] });
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: null });
  });

  it('F13+: without a keyring sign-ins live in memory, and sealed ones stay untouched', async () => {
    const saved = await savedVault();
    saved.keyring.state = missing;
    const next = await restart(saved);
    const before = next.files.copy();
    expect(next.vault.status).toMatchObject({
      kind: 'memory-only',
      reason: { code: 'keyring-missing', why: missing.why },
    });
    expect(await next.vault.write('session', 'three', 3)).toEqual({ ok: true, value: 'memory' });
    expect(await next.vault.read('session', 'three')).toEqual({ ok: true, value: 3 });
    expect(await next.vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'keyring-missing' },
    });
    expect(next.files.content).toEqual(before.content);
  });

  it('F13-: a keyring that appears later takes over what was in memory only', async () => {
    const keyring = new FakeKeyring();
    keyring.state = missing;
    const setup = await openVault(undefined, keyring);
    await setup.vault.write('session', 'one', 1);
    expect(await setup.vault.flush()).toMatchObject({ ok: false, failure: { code: 'keyring-missing' } });
    keyring.state = ready;
    expect(await setup.vault.flush()).toEqual({ ok: true, value: null });
    expect(setup.vault.status.kind).toBe('open');
    const next = await restart(setup);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 1 });
  });

  it('F13-: a keyring locked in mid-run stops nothing, and a prompt that nobody answers holds up nobody', async () => {
    const saved = await savedVault();
    saved.keyring.state = locked;
    expect(await saved.vault.write('session', 'one', 'still saved')).toEqual({ ok: true, value: 'sealed' });

    const next = makeVault(saved.files.copy(), saved.keyring);
    next.keyring.person = new Promise(() => undefined);
    void next.vault.unlock();
    await Promise.resolve();
    expect(await next.vault.write('session', 'three', 3)).toMatchObject({
      ok: false,
      failure: { code: 'keyring-locked' },
    });
    expect(await next.vault.read('session', 'three')).toEqual({ ok: true, value: 3 });
  });

  it('F13+: a person is asked once, however often Unlock is pressed, and nothing else waits for the answer', async () => {
    const saved = await savedVault();
    saved.keyring.state = locked;
    const { vault, keyring } = await restart(saved);
    const told: unknown[] = [];
    vault.onStatus((status) => told.push(status));
    const person = new EventEmitter();
    keyring.person = once(person, 'closes it').then(() => undefined);
    const first = vault.unlock();
    const second = vault.unlock();
    await vi.waitUntil(() => keyring.unlocks === 1, patience);
    // What looks again while the question is open gets an answer at once.
    expect(await vault.open()).toEqual({ kind: 'locked', asking: true });
    await vault.write('session', 'three', 3);
    expect(await vault.flush()).toMatchObject({ ok: false, failure: { code: 'keyring-locked' } });
    // The person closes it: it can be asked again, and is not asked by itself.
    person.emit('closes it');
    expect(await Promise.all([first, second])).toEqual([{ kind: 'locked' }, { kind: 'locked' }]);
    expect(keyring.unlocks).toBe(1);
    expect(told).toEqual([{ kind: 'locked', asking: true }, { kind: 'locked' }]);
    keyring.state = ready;
    expect(await vault.unlock()).toEqual({ kind: 'open', backend: 'fake-keyring' });
    expect(keyring.unlocks).toBe(2);
    expect(await vault.read('session', 'three')).toEqual({ ok: true, value: 3 });
  });

  it('F13-: an error of the keyring that nobody knows is taken for locked, never for a reset', async () => {
    const saved = await savedVault();
    saved.keyring.unwrapError = new Error('The daemon went away.');
    const next = await restart(saved);
    expect(next.vault.status).toEqual({ kind: 'locked' });
    expect(next.files.paths()).toEqual(saved.files.paths());
  });
});

describe('the vault and another keyring', () => {
  it('F14+: after a keyring reset the old files are kept and signing in works again', async () => {
    const { vault, files, keyring, notes } = await resetKeyring();
    expect(vault.status).toMatchObject({
      kind: 'set-aside',
      reason: { code: 'record-unreadable', details: { file: `${folder}/key-1` } },
    });
    expect(await vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'record-unreadable' },
    });
    expect(await vault.write('session', 'one', 'signed in again')).toEqual({ ok: true, value: 'sealed' });
    expect(files.paths(/key-1\/session/)).toHaveLength(2);
    const next = await openVault(files.copy(), keyring);
    expect(next.vault.status.kind).toBe('open');
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'signed in again' });
    expect(await next.vault.read('session', 'two')).toMatchObject({
      ok: false,
      failure: { code: 'record-unreadable' },
    });
    expect(notes).toEqual([]);
  });

  it('F14-: nothing is deleted by a keyring reset, and the old keyring opens everything again', async () => {
    const saved = await savedVault();
    const old = saved.keyring.secret;
    saved.keyring.secret = randomBytes(64);
    const reset = await restart(saved);
    for (const [path, content] of saved.files.content) expect(reset.files.content.get(path)).toEqual(content);
    saved.keyring.secret = old;
    const back = await restart(reset);
    expect(back.vault.status.kind).toBe('open');
    expect(await back.vault.read('session', 'one')).toEqual({ ok: true, value: 'secret one' });
  });

  it('F14+: another backend that cannot open the key is treated the same, and its refusal too', async () => {
    const saved = await savedVault();
    saved.keyring.unwrapError = new CipherError('refused', 'Made by another keyring.');
    const keyring = new FakeKeyring();
    const unwrap = keyring.unwrap.bind(keyring);
    let first = 2;
    keyring.unwrap = (wrapped) =>
      first-- > 0 ? Promise.reject(new CipherError('refused', 'Made by another keyring.')) : unwrap(wrapped);
    const { vault } = await openVault(saved.files.copy(), keyring);
    expect(vault.status.kind).toBe('set-aside');
    expect(await vault.write('session', 'one', 1)).toEqual({ ok: true, value: 'sealed' });
  });

  it('F14-: when both keys open again, what is only in the older folder is adopted', async () => {
    const saved = await savedVault();
    const confused = await confusedVault(saved);
    await confused.vault.write('session', 'one', 'signed in again');
    const healed = await openVault(confused.files.copy(), saved.keyring);
    expect(await healed.vault.read('session', 'one')).toEqual({ ok: true, value: 'signed in again' });
    expect(await healed.vault.read('session', 'two')).toEqual({ ok: true, value: 'secret two' });
    expect(healed.files.paths(/key-2\/session/)).toHaveLength(2);
  });

  it('F14- F16-: what is damaged in the older folder is told to be damaged, and not taken for locked', async () => {
    const saved = await savedVault();
    const confused = await confusedVault(saved);
    for (const path of confused.files.paths(/key-1\/session\.two/)) {
      confused.files.content.set(path, Buffer.from('damaged'));
    }
    const healed = await openVault(confused.files.copy(), saved.keyring);
    expect(failureOf(await healed.vault.read('session', 'two')).code).toBe('record-unreadable');
    expect(healed.files.paths(/key-1\/session\.two/)).not.toEqual([]);
  });

  it('F14-: signing out erases what an unreadable folder holds of it, too', async () => {
    const { vault, files } = await resetKeyring();
    await vault.write('session', 'one', 'again');
    expect(await vault.remove('session', 'one')).toEqual({ ok: true, value: null });
    expect(files.paths(/session\.one/)).toEqual([]);
    expect(files.paths(/session\.two/)).toHaveLength(1);
  });

  it('a keyring that gives nothing back is no keyring', async () => {
    const keyring = new FakeKeyring();
    keyring.unwrap = () => Promise.resolve(new Uint8Array());
    const { vault, files } = await openVault(undefined, keyring);
    expect(vault.status).toMatchObject({ kind: 'memory-only', reason: { code: 'keyring-missing' } });
    expect(files.paths()).toEqual([]);
  });
});

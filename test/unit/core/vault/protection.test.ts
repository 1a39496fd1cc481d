import { describe, expect, it } from 'vitest';
import {
  FakeKeyring,
  folder,
  impossibleCost,
  makeVault,
  openVault,
  passphrase,
  passphraseVault,
  restart,
  sessionFile,
} from './test-vault.ts';
import type { Setup } from './test-vault.ts';
import { wrapNewerFormat } from './newer-format.ts';

const ready = { kind: 'ready', backend: 'fake-keyring' } as const;
const missing = { kind: 'missing', why: 'This computer has no keyring.' } as const;
const done = { ok: true, value: null } as const;
const another = 'another sentence that is long';

async function savedVault(): Promise<Setup> {
  const setup = await passphraseVault();
  await setup.vault.write('session', 'one', 'secret one');
  await setup.vault.write('session', 'two', 'secret two');
  return setup;
}

/** The next start, with the passphrase entered. */
async function reopened(setup: Setup, typed = passphrase): Promise<Setup> {
  const next = await restart(setup);
  expect(await next.vault.protection.enter(typed)).toEqual(done);
  return next;
}

async function sessionsOf({ vault }: Setup): Promise<readonly unknown[]> {
  const read = [await vault.read('session', 'one'), await vault.read('session', 'two')];
  return read.map((result) => (result.ok ? result.value : result.failure.code));
}

function onDisk(setup: Setup): string {
  return Buffer.from(setup.files.everything()).toString('latin1');
}

const both = ['secret one', 'secret two'];

describe('a vault that a passphrase protects', () => {
  it('F13+: choosing one where there is no keyring seals what was in memory only, at once', async () => {
    const setup = await openVault();
    setup.keyring.state = missing;
    const { vault, files } = await openVault(undefined, setup.keyring);
    expect(await vault.write('session', 'one', 'secret one')).toEqual({ ok: true, value: 'memory' });
    expect(files.paths()).toEqual([]);
    expect(await vault.protection.choose(passphrase)).toEqual(done);
    expect(vault.status).toEqual({ kind: 'open', backend: null });
    expect(vault.protection.by).toBe('passphrase');
    expect(files.content.has(sessionFile)).toBe(true);
    const everything = Buffer.from(files.everything());
    expect(everything.includes('secret one')).toBe(false);
    expect(everything.includes(passphrase)).toBe(false);
  });

  it.each([ready, missing])(
    'F13-: where the memory for it is not to be had ($kind), that is said, and all is as before',
    async (state) => {
      const keyring = new FakeKeyring();
      keyring.state = state;
      const { vault, files } = makeVault(undefined, keyring, impossibleCost);
      const status = await vault.open();
      await vault.write('session', 'one', 'secret one');
      const before = files.everything();
      const chosen = await vault.protection.choose(passphrase);
      expect(chosen).toMatchObject({ ok: false, failure: { code: 'memory-short' } });
      expect(vault.status).toEqual(status);
      expect(files.everything()).toEqual(before);
      expect(await vault.read('session', 'one')).toEqual({ ok: true, value: 'secret one' });
      // It was given back: another try is made.
      expect(await vault.protection.choose(passphrase)).toEqual(chosen);
    },
  );

  it('F13+: the next start asks for it, and with it everything is there again', async () => {
    const next = await restart(await savedVault());
    expect(next.vault.status).toEqual({ kind: 'passphrase-needed' });
    expect(await sessionsOf(next)).toEqual(['passphrase-needed', 'passphrase-needed']);
    expect(await next.vault.list('session')).toEqual({ ok: true, value: ['one', 'two'] });
    expect(await next.vault.protection.enter(passphrase)).toEqual(done);
    expect(next.vault.status).toEqual({ kind: 'open', backend: null });
    expect(await sessionsOf(next)).toEqual(both);
  });

  it('F13-: a wrong one changes nothing and says so, however often', async () => {
    const next = await restart(await savedVault());
    const before = next.files.copy();
    for (const wrong of ['', 'wrong', passphrase.toUpperCase(), `${passphrase} `, 'x'.repeat(2000)]) {
      expect(await next.vault.protection.enter(wrong)).toMatchObject({
        ok: false,
        failure: { code: 'passphrase-wrong' },
      });
    }
    expect(next.vault.status).toEqual({ kind: 'passphrase-needed' });
    expect(next.files.content).toEqual(before.content);
    expect(await next.vault.protection.enter(passphrase)).toEqual(done);
    expect(await sessionsOf(next)).toEqual(both);
  });

  it('F13-: one try at a time, so that guessing by the window costs no memory without end', async () => {
    const next = await restart(await savedVault());
    const tries = await Promise.all([1, 2, 3].map(() => next.vault.protection.enter('not the right one')));
    expect(tries.map((tried) => (tried.ok ? 'opened' : tried.failure.code))).toEqual([
      'passphrase-wrong',
      'not-permitted',
      'not-permitted',
    ]);
  });

  it('F13-: a short one is refused, and nothing is written', async () => {
    const { vault, files, keyring } = makeVault();
    keyring.state = missing;
    await vault.open();
    expect(await vault.protection.choose('too short')).toMatchObject({
      ok: false,
      failure: { code: 'input-invalid', details: { field: 'New passphrase' } },
    });
    expect(files.paths()).toEqual([]);
    expect(vault.status.kind).toBe('memory-only');
  });

  it('F13+: what is written while it is locked waits in memory, and is sealed when it is unlocked', async () => {
    const next = await restart(await savedVault());
    expect(await next.vault.write('session', 'one', 'newer secret')).toMatchObject({
      ok: false,
      failure: { code: 'passphrase-needed' },
    });
    expect(await next.vault.flush()).toMatchObject({ ok: false, failure: { code: 'passphrase-needed' } });
    expect(Buffer.from(next.files.everything()).includes('secret')).toBe(false);
    expect(await next.vault.protection.enter(passphrase)).toEqual(done);
    const later = await reopened(next);
    expect(await sessionsOf(later)).toEqual(['newer secret', 'secret two']);
  });

  it('F13+: locked in mid-run nothing can be read until the passphrase is entered', async () => {
    const setup = await savedVault();
    expect(await setup.vault.lock()).toEqual(done);
    expect(setup.vault.status).toEqual({ kind: 'passphrase-needed' });
    expect(setup.vault.protection.by).toBeNull();
    expect(await sessionsOf(setup)).toEqual(['passphrase-needed', 'passphrase-needed']);
    expect(await setup.vault.open()).toEqual({ kind: 'passphrase-needed' });
    expect(await setup.vault.unlock()).toEqual({ kind: 'passphrase-needed' });
    expect(setup.keyring.unlocks).toBe(0);
    expect(await setup.vault.protection.enter(passphrase)).toEqual(done);
    expect(await sessionsOf(setup)).toEqual(both);
  });

  it('F17+: what the disk refuses is not locked away: locking waits until it is saved', async () => {
    const setup = await savedVault();
    setup.files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    await setup.vault.write('session', 'one', 'newer secret');
    expect(await setup.vault.lock()).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(await setup.vault.read('session', 'one')).toEqual({ ok: true, value: 'newer secret' });
    setup.files.fault = () => null;
    expect(await setup.vault.lock()).toEqual(done);
    expect(await sessionsOf(await reopened(setup))).toEqual(['newer secret', 'secret two']);
  });

  it('a vault that the keyring protects is not locked by Latchkey', async () => {
    const { vault } = await openVault();
    expect(await vault.lock()).toMatchObject({ ok: false, failure: { code: 'not-permitted' } });
    expect(vault.status.kind).toBe('open');
  });
});

describe('another passphrase', () => {
  it('F13+: opens everything, and the earlier one nothing', async () => {
    const setup = await savedVault();
    expect(await setup.vault.protection.change(passphrase, another)).toEqual(done);
    const next = await restart(setup);
    expect(await next.vault.protection.enter(passphrase)).toMatchObject({ ok: false });
    expect(await next.vault.protection.enter(another)).toEqual(done);
    expect(await sessionsOf(next)).toEqual(both);
  });

  it('F13-: is not taken from whoever does not know the one in use, nor when it is weak', async () => {
    const setup = await savedVault();
    const before = setup.files.copy();
    const { protection } = setup.vault;
    expect(await protection.change('not the right one', another)).toMatchObject({
      ok: false,
      failure: { code: 'passphrase-wrong' },
    });
    expect(await protection.change(passphrase, 'weak')).toMatchObject({
      ok: false,
      failure: { code: 'input-invalid' },
    });
    expect(await protection.choose(another)).toMatchObject({ ok: false, failure: { code: 'not-permitted' } });
    expect(setup.files.content).toEqual(before.content);
  });
});

describe('moving between keyring and passphrase', () => {
  it('F14+: from the keyring to a passphrase and back, every session stays', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', 'secret one');
    await setup.vault.write('session', 'two', 'secret two');
    expect(await setup.vault.protection.choose(passphrase)).toEqual(done);
    expect(setup.vault.status).toEqual({ kind: 'open', backend: null });
    setup.keyring.state = missing;
    const next = await reopened(setup);
    expect(await sessionsOf(next)).toEqual(both);
    expect(next.vault.protection.keyringReady).toBe(false);

    next.keyring.state = ready;
    const later = await reopened(next);
    expect(later.vault.protection.keyringReady).toBe(true);
    expect(await later.vault.protection.moveToKeyring()).toEqual(done);
    expect(later.vault.status).toEqual({ kind: 'open', backend: 'fake-keyring' });
    const last = await restart(later);
    expect(last.vault.status).toEqual({ kind: 'open', backend: 'fake-keyring' });
    expect(await sessionsOf(last)).toEqual(both);
  });

  it('F14-: after moving to a passphrase no copy of the key is left for the keyring, and the other way round', async () => {
    const setup = await openVault();
    await setup.vault.protection.choose(passphrase);
    expect(onDisk(setup)).not.toContain('fake-keyring');
    await setup.vault.protection.moveToKeyring();
    expect(onDisk(setup)).not.toContain('scrypt');
  });

  it('F13+: moving to a keyring that is locked asks the person; one that stays locked changes nothing', async () => {
    const setup = await savedVault();
    const before = setup.files.copy();
    setup.keyring.state = { kind: 'locked' };
    expect(await setup.vault.protection.moveToKeyring()).toMatchObject({
      ok: false,
      failure: { code: 'keyring-locked' },
    });
    expect(setup.keyring.unlocks).toBe(1);
    setup.keyring.state = missing;
    expect(await setup.vault.protection.moveToKeyring()).toMatchObject({
      ok: false,
      failure: { code: 'keyring-missing' },
    });
    setup.keyring.state = ready;
    setup.keyring.unwrap = () => Promise.resolve(new Uint8Array());
    expect(await setup.vault.protection.moveToKeyring()).toMatchObject({ ok: false });
    expect(setup.files.content).toEqual(before.content);
    expect(await sessionsOf(await reopened(setup))).toEqual(both);
  });

  it('F13+: a keyring that appears later is not used until the person wants it', async () => {
    const setup = await savedVault();
    setup.keyring.state = ready;
    const next = await restart(setup);
    expect(next.vault.status).toEqual({ kind: 'passphrase-needed' });
    await next.vault.protection.enter(passphrase);
    expect(next.vault.status).toEqual({ kind: 'open', backend: null });
    expect(next.vault.protection.keyringReady).toBe(true);
  });

  it('F14+: sign-ins that a missing keyring sealed are kept beside those under the passphrase, and join them later', async () => {
    const sealed = await openVault();
    await sealed.vault.write('session', 'one', 'secret one');
    sealed.keyring.state = missing;
    const setup = await restart(sealed);
    expect(await setup.vault.protection.choose(passphrase)).toEqual(done);
    expect(setup.vault.status).toMatchObject({ kind: 'set-aside', reason: { code: 'record-unreadable' } });
    await setup.vault.write('session', 'two', 'secret two');
    const next = await reopened(setup);
    expect(await sessionsOf(next)).toEqual(['record-unreadable', 'secret two']);
    next.keyring.state = ready;
    expect(await sessionsOf(await reopened(next))).toEqual(both);
  });
});

describe('no passphrase any more', () => {
  it('F13+: without a keyring the sessions go on in memory, and nothing is left on the disk', async () => {
    const setup = await savedVault();
    expect(await setup.vault.protection.remove()).toEqual(done);
    expect(setup.vault.status).toMatchObject({ kind: 'memory-only', reason: { code: 'keyring-missing' } });
    expect(setup.files.paths()).toEqual([]);
    expect(await sessionsOf(setup)).toEqual(both);
    expect(await setup.vault.protection.choose(another)).toEqual(done);
    expect(await sessionsOf(await reopened(setup, another))).toEqual(both);
  });

  it('F13+: with a keyring it takes over', async () => {
    const setup = await savedVault();
    setup.keyring.state = ready;
    expect(await setup.vault.protection.remove()).toEqual(done);
    expect(await sessionsOf(await restart(setup))).toEqual(both);
  });

  it('F14+: a forgotten one is given up: nothing is deleted, nobody is asked again, and a new vault can be begun', async () => {
    const saved = await savedVault();
    const next = await restart(saved);
    expect(await next.vault.protection.giveUp()).toEqual(done);
    expect(next.vault.status).toMatchObject({ kind: 'memory-only', reason: { code: 'keyring-missing' } });
    for (const path of saved.files.paths(/record|mark/)) {
      expect(next.files.content.get(path)).toEqual(saved.files.content.get(path));
    }
    expect(await next.vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: { code: 'record-unreadable', details: { file: `${folder}/key-1` } },
    });
    const later = await restart(next);
    expect(later.vault.status.kind).toBe('memory-only');
    await later.vault.write('session', 'one', 'signed in again');
    expect(await later.vault.protection.choose(another)).toEqual(done);
    const last = await reopened(later, another);
    expect(await sessionsOf(last)).toEqual(['signed in again', 'record-unreadable']);
    expect(last.files.paths(/key-1\/session/)).toHaveLength(2);
  });

  it('F14+: a forgotten one is given up for the keyring, where there is one by now', async () => {
    const next = await restart(await savedVault());
    next.keyring.state = ready;
    expect(await next.vault.protection.giveUp()).toEqual(done);
    expect(next.vault.status).toMatchObject({ kind: 'set-aside', reason: { code: 'record-unreadable' } });
    expect(next.vault.protection.by).toBe('keyring');
    expect(await next.vault.write('session', 'one', 1)).toEqual({ ok: true, value: 'sealed' });
  });

  it('F14+: one that was given up and is remembered opens everything again, where nothing was begun since', async () => {
    const given = await restart(await savedVault());
    expect(given.vault.protection.givenUp).toBe(false);
    expect(await given.vault.protection.giveUp()).toEqual(done);
    const next = await restart(given);
    expect(next.vault.protection.givenUp).toBe(true);
    await next.vault.write('session', 'two', 'signed in again');
    expect(await next.vault.protection.takeBack(passphrase)).toEqual(done);
    expect(next.vault.status).toEqual({ kind: 'open', backend: null });
    expect(next.vault.protection.givenUp).toBe(false);
    expect(await sessionsOf(next)).toEqual(['secret one', 'signed in again']);
    expect(await sessionsOf(await reopened(next))).toEqual(['secret one', 'signed in again']);
  });

  it.each([
    ['the keyring', async (setup: Setup) => Promise.resolve((setup.keyring.state = ready)), undefined],
    ['another passphrase', async (setup: Setup) => setup.vault.protection.choose(another), another],
  ] as const)('F14+: its sign-ins come into a vault that %s protects by now', async (_, begin, typed) => {
    const given = await restart(await savedVault());
    await given.vault.protection.giveUp();
    await begin(given);
    await given.vault.open();
    await given.vault.write('session', 'two', 'signed in again');
    const next = typed === undefined ? await restart(given) : await reopened(given, typed);
    expect(await sessionsOf(next)).toEqual(['record-unreadable', 'signed in again']);
    expect(next.vault.protection.givenUp).toBe(true);
    expect(await next.vault.protection.takeBack(passphrase)).toEqual(done);
    expect(await sessionsOf(next)).toEqual(['secret one', 'signed in again']);
    const last = typed === undefined ? await restart(next) : await reopened(next, typed);
    expect(await sessionsOf(last)).toEqual(['secret one', 'signed in again']);
  });

  it('F14-: a wrong one takes nothing back and changes nothing, and one that was never given up is none', async () => {
    const given = await restart(await savedVault());
    expect(await given.vault.protection.takeBack(passphrase)).toMatchObject({
      failure: { code: 'not-permitted' },
    });
    await given.vault.protection.giveUp();
    const before = given.files.everything();
    for (const typed of [another, '']) {
      expect(await given.vault.protection.takeBack(typed)).toMatchObject({
        ok: false,
        failure: { code: 'passphrase-wrong' },
      });
    }
    expect(given.files.everything()).toEqual(before);
    const fresh = await savedVault();
    expect(await fresh.vault.protection.takeBack(passphrase)).toMatchObject({
      failure: { code: 'passphrase-wrong' },
    });
  });

  it('F14- F17-: a disk that refuses is told of, and nothing is lost: another try takes it back', async () => {
    const given = await restart(await savedVault());
    given.keyring.state = ready;
    await given.vault.protection.giveUp();
    given.files.fault = (operation, path) =>
      operation === 'replace' && path.includes('session.') ? 'ENOSPC' : null;
    expect(await given.vault.protection.takeBack(passphrase)).toMatchObject({
      failure: { code: 'disk-full' },
    });
    expect(given.vault.protection.givenUp).toBe(true);
    given.files.fault = () => null;
    expect(await given.vault.protection.takeBack(passphrase)).toEqual(done);
    expect(await sessionsOf(given)).toEqual(both);
  });

  it('F14-: one that is in use is not given up', async () => {
    const setup = await savedVault();
    expect(await setup.vault.protection.giveUp()).toMatchObject({
      ok: false,
      failure: { code: 'not-permitted' },
    });
    expect(await sessionsOf(await reopened(setup))).toEqual(both);
  });
});

describe('key files that are no good, where a passphrase protects the vault', () => {
  const keyFile = `${folder}/key-1/vault.key`;
  const damaged = new TextEncoder().encode('damaged');

  it('F16+: both copies damaged is told as that, not as a missing keyring; nothing is deleted', async () => {
    const saved = await savedVault();
    for (const path of [keyFile, `${keyFile}.previous`]) saved.files.content.set(path, damaged);
    const next = await restart(saved);
    expect(await next.vault.read('session', 'one')).toMatchObject({
      ok: false,
      failure: {
        code: 'record-unreadable',
        why: 'Their key cannot be used: the file is not one of Latchkey’s.',
      },
    });
    expect(await next.vault.protection.choose(another)).toEqual(done);
    expect(next.vault.status).toMatchObject({ kind: 'set-aside', reason: { code: 'record-unreadable' } });
    for (const [path, content] of saved.files.content) expect(next.files.content.get(path)).toEqual(content);
  });

  it('F16-: one that was forged for a keyring hides none that the passphrase opens, and is kept', async () => {
    const other = await openVault();
    const forged = other.files.content.get(keyFile) ?? damaged;
    for (const state of [missing, ready, { kind: 'locked' } as const]) {
      const saved = await savedVault();
      saved.files.content.set(keyFile, forged);
      saved.keyring.state = state;
      const next = await reopened(saved);
      expect(await sessionsOf(next)).toEqual(both);
      expect([...next.files.content.values()]).toContainEqual(forged);
      expect(await sessionsOf(await reopened(next))).toEqual(both);
    }
  });

  it('F14+: giving up reaches past a forged one, too', async () => {
    const other = await openVault();
    const saved = await savedVault();
    saved.files.content.set(keyFile, other.files.content.get(keyFile) ?? damaged);
    const next = await restart(saved);
    expect(await next.vault.protection.giveUp()).toEqual(done);
    expect((await restart(next)).vault.status.kind).toBe('memory-only');
  });

  it('F36-: beside what a newer Latchkey wrote no passphrase begins anything', async () => {
    const saved = await savedVault();
    saved.files.content.set(keyFile, wrapNewerFormat(saved.files.content.get(keyFile)));
    const before = saved.files.copy();
    const next = await restart(saved);
    expect(next.vault.status).toMatchObject({ kind: 'memory-only', reason: { code: 'vault-format-newer' } });
    expect(await next.vault.protection.choose(another)).toMatchObject({
      ok: false,
      failure: { code: 'vault-format-newer' },
    });
    expect(next.files.content).toEqual(before.content);
  });
});

import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../src/shared/result.ts';
import type { MemoryFiles } from '../../../support/memory-files.ts';
import { FakeKeyring, makeVault, openVault, passphrase, passphraseVault } from './test-vault.ts';
import type { Setup } from './test-vault.ts';

const missing = { kind: 'missing', why: 'This computer has no keyring.' } as const;
const ready = { kind: 'ready', backend: 'fake-keyring' } as const;
const another = 'another sentence that is long';
const both = ['secret one', 'secret two'];
const done = { ok: true, value: null } as const;

async function withSessions(setup: Setup): Promise<Setup> {
  await setup.vault.write('session', 'one', 'secret one');
  await setup.vault.write('session', 'two', 'secret two');
  return setup;
}

const byKeyring = () => openVault().then(withSessions);
const byPassphrase = () => passphraseVault().then(withSessions);

async function inMemory(): Promise<Setup> {
  const keyring = new FakeKeyring();
  keyring.state = missing;
  return withSessions(await openVault(undefined, keyring));
}

async function withKeyring(made: Promise<Setup>): Promise<Setup> {
  const setup = await made;
  setup.keyring.state = ready;
  return setup;
}

async function lockedVault(): Promise<Setup> {
  const setup = await byPassphrase();
  await setup.vault.lock();
  return setup;
}

/** The disk refused the newest value of a session a moment ago. */
async function withSomethingUnsaved(): Promise<Setup> {
  const setup = await byPassphrase();
  setup.files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
  await setup.vault.write('session', 'one', 'secret one');
  setup.files.fault = () => null;
  return setup;
}

interface Step {
  readonly name: string;
  readonly from: () => Promise<Setup>;
  readonly step: (setup: Setup) => Promise<Result<null>>;
  /** What a session may read as afterwards, beside its value and nothing. */
  readonly mayBe?: string;
}

const moves: readonly Step[] = [
  {
    name: 'moving from the keyring to a passphrase',
    from: byKeyring,
    step: ({ vault }) => vault.protection.choose(passphrase),
  },
  {
    name: 'moving from a passphrase to the keyring',
    from: () => withKeyring(byPassphrase()),
    step: ({ vault }) => vault.protection.moveToKeyring(),
  },
  {
    name: 'changing the passphrase',
    from: byPassphrase,
    step: ({ vault }) => vault.protection.change(passphrase, another),
  },
  { name: 'locking', from: withSomethingUnsaved, step: ({ vault }) => vault.lock() },
  {
    name: 'unlocking',
    from: lockedVault,
    step: ({ vault }) => vault.protection.enter(passphrase),
  },
];

const others: readonly Step[] = [
  {
    name: 'choosing a passphrase for what is in memory only',
    from: inMemory,
    step: ({ vault }) => vault.protection.choose(passphrase),
  },
  { name: 'removing the passphrase', from: byPassphrase, step: ({ vault }) => vault.protection.remove() },
  {
    name: 'giving the passphrase up',
    from: lockedVault,
    step: ({ vault }) => vault.protection.giveUp(),
    mayBe: 'record-unreadable',
  },
];

function named(steps: readonly Step[]): [string, Step][] {
  return steps.map((step) => [step.name, step]);
}

/** From the file operation with this number on, the disk does nothing more: what is there is what a crash leaves. */
function stopAt(files: MemoryFiles, operation: number): () => boolean {
  let calls = 0;
  files.fault = () => {
    calls += 1;
    return calls > operation ? 'EIO' : null;
  };
  return () => calls > operation;
}

/** What the next start finds, with whatever opens it. */
async function recovered(files: MemoryFiles, keyring: FakeKeyring): Promise<Setup> {
  const after = files.copy();
  const next = await openVault(after, keyring);
  if (next.vault.status.kind !== 'passphrase-needed') return next;
  for (const typed of [passphrase, another]) {
    if ((await next.vault.protection.enter(typed)).ok) return next;
  }
  throw new Error('Nothing opens it.');
}

async function sessionsOf({ vault }: Setup): Promise<readonly unknown[]> {
  const read = [await vault.read('session', 'one'), await vault.read('session', 'two')];
  return read.map((result) => (result.ok ? result.value : result.failure.code));
}

/** Runs a step once for each file operation that it makes, and stops it there. */
async function atEachOperation(
  { from, step }: Step,
  judge: (setup: Setup, operation: number) => Promise<void>,
): Promise<number> {
  for (let operation = 0; ; operation += 1) {
    const setup = await from();
    const stopped = stopAt(setup.files, operation);
    await step(setup);
    if (!stopped()) return operation;
    await judge(setup, operation);
  }
}

describe('a crash while the protection changes', () => {
  it.each(named(moves))(
    'F14+: %s: whatever the moment, every session is there at the next start',
    async (_, move) => {
      const tried = await atEachOperation(move, async ({ files, keyring }, operation) => {
        const next = await recovered(files, keyring);
        expect({ operation, sessions: await sessionsOf(next) }).toEqual({ operation, sessions: both });
        expect(next.notes).toEqual([]);
        const again = await recovered(next.files, keyring);
        expect({ operation, sessions: await sessionsOf(again) }).toEqual({ operation, sessions: both });
      });
      expect(tried).toBeGreaterThan(0);
    },
  );

  it.each(named(moves))(
    'F17+: %s: where the disk refuses, it goes on, and can be done again',
    async (_, move) => {
      await atEachOperation(move, async (setup, operation) => {
        setup.files.fault = () => null;
        if (setup.vault.status.kind === 'passphrase-needed') await setup.vault.protection.enter(passphrase);
        expect({ operation, sessions: await sessionsOf(setup) }).toEqual({ operation, sessions: both });
        await move.step(setup);
        const next = await recovered(setup.files, setup.keyring);
        expect({ operation, sessions: await sessionsOf(next) }).toEqual({ operation, sessions: both });
      });
    },
  );

  it.each(named(others))(
    'F14-: %s: nothing is unreadable that was not given up, and nothing is in the clear',
    async (_, one) => {
      const tried = await atEachOperation(one, async ({ files, keyring }) => {
        const next = await recovered(files, keyring);
        for (const [index, session] of (await sessionsOf(next)).entries()) {
          expect([both[index], null, one.mayBe]).toContain(session);
        }
        expect(next.notes).toEqual([]);
        expect(Buffer.from(files.everything()).includes('secret')).toBe(false);
      });
      expect(tried).toBeGreaterThan(0);
    },
  );

  it.each([
    ['a keyring', ready],
    ['nothing', missing],
  ] as const)(
    'F14+: taking back what was given up, where %s protects the vault: whatever the moment, another try brings all back',
    async (_, state) => {
      const takingBack: Step = {
        name: '',
        from: async () => {
          const setup = await lockedVault();
          setup.keyring.state = state;
          await setup.vault.protection.giveUp();
          return setup;
        },
        step: ({ vault }) => vault.protection.takeBack(passphrase),
      };
      const tried = await atEachOperation(takingBack, async ({ files, keyring }, operation) => {
        const next = await recovered(files, keyring);
        const { givenUp } = next.vault.protection;
        const taken = givenUp ? await next.vault.protection.takeBack(passphrase) : done;
        expect({ operation, taken }).toEqual({ operation, taken: done });
        expect({ operation, sessions: await sessionsOf(next) }).toEqual({ operation, sessions: both });
        expect(next.notes).toEqual([]);
      });
      expect(tried).toBeGreaterThan(0);
    },
  );

  it('F17-: what could not be taken off the disk is still sealed, and still in use', async () => {
    const removing: Step = { name: '', from: byPassphrase, step: ({ vault }) => vault.protection.remove() };
    await atEachOperation(removing, async (setup, operation) => {
      setup.files.fault = () => null;
      expect({ operation, sessions: await sessionsOf(setup) }).toEqual({ operation, sessions: both });
      await setup.vault.flush();
      if (setup.vault.protection.by === null) return;
      const next = await recovered(setup.files, setup.keyring);
      expect({ operation, sessions: await sessionsOf(next) }).toEqual({ operation, sessions: both });
    });
  });
});

describe('a key file in the middle of a move', () => {
  it('F13+: is opened by the keyring where it is ready, else by the passphrase, and the move is over', async () => {
    for (const keyringState of [ready, missing, { kind: 'locked' } as const]) {
      const setup = await byKeyring();
      let replaced = 0;
      setup.files.fault = (operation) => (operation === 'replace' && (replaced += 1) > 2 ? 'EIO' : null);
      await setup.vault.protection.choose(passphrase);
      const files = setup.files.copy();
      expect(Buffer.from(files.everything()).toString('latin1')).toMatch(/fake-keyring.*scrypt/s);
      setup.keyring.state = keyringState;
      const next = await recovered(files, setup.keyring);
      expect(await sessionsOf(next)).toEqual(both);
      expect(next.vault.protection.by).toBe(keyringState.kind === 'ready' ? 'keyring' : 'passphrase');
      const left = Buffer.from(next.files.everything()).toString('latin1');
      expect(left).not.toContain(keyringState.kind === 'ready' ? 'scrypt' : 'fake-keyring');
    }
  });

  it('F13-: asks nobody for what the keyring gives, and nothing of the keyring where only a passphrase opens it', async () => {
    const setup = await byPassphrase();
    const next = makeVault(setup.files.copy(), setup.keyring);
    next.keyring.state = { kind: 'locked' };
    let asked = 0;
    next.keyring.status = () => {
      asked += 1;
      return Promise.resolve(ready);
    };
    expect(await next.vault.open()).toEqual({ kind: 'passphrase-needed' });
    expect(asked).toBe(0);
  });
});

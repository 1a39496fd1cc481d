import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { VaultStatus } from '../../../src/core/vault/vault.ts';
import { watchLockedKeyring } from '../../../src/main/keyring/keyring-watch.ts';
import { unlockKeyring } from '../../../src/main/keyring/unlock.ts';
import { createStartUp } from '../../../src/main/start-up.ts';
import { coalesce, once, whileIdle } from '../../../src/main/system/once.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { complete, failureOf } from '../../support/results.ts';

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const open: VaultStatus = { kind: 'open', backend: 'gnome_libsecret' };
const locked: VaultStatus = { kind: 'locked' };
const reason = {
  code: 'keyring-missing',
  what: 'Kept in memory.',
  why: 'No keyring.',
  next: 'Install one.',
} as const;

/** A vault that is what the test says, and counts how often it was asked. */
class FakeVault {
  status: VaultStatus = { kind: 'closed' };
  next: VaultStatus;
  opened = 0;
  readonly #listeners = new Set<(status: VaultStatus) => void>();

  constructor(next: VaultStatus) {
    this.next = next;
  }
  onStatus(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  open(): Promise<VaultStatus> {
    this.opened += 1;
    return Promise.resolve(this.become(this.next));
  }
  unlock(): Promise<VaultStatus> {
    return this.open();
  }
  become(next: VaultStatus): VaultStatus {
    const changed = JSON.stringify(next) !== JSON.stringify(this.status);
    this.status = next;
    if (changed) {
      for (const listener of this.#listeners) {
        listener(next);
      }
    }
    return next;
  }
}

function setUp(vault: FakeVault, loaded: Promise<unknown> = Promise.resolve()) {
  const steps: string[] = [];
  const begin = createStartUp({
    vault,
    loaded,
    restore: () => {
      steps.push(`restore ${vault.status.kind}`);
      return Promise.resolve();
    },
    ready: () => steps.push('ready'),
    failed: () => steps.push('failed'),
  });
  return { steps, begin };
}

describe('createStartUp', () => {
  it('F13+: touches the keyring only when it is told that the window was shown, and once', async () => {
    const vault = new FakeVault(open);
    const { steps, begin } = setUp(vault);
    await settled();
    expect(vault.opened).toBe(0);
    begin();
    begin();
    await settled();
    expect(vault.opened).toBe(1);
    expect(steps).toEqual(['restore open', 'ready']);
  });

  it('waits for the connections: sessions belong to them', async () => {
    const gate = new EventEmitter();
    const loaded = new Promise<void>((resolve) => gate.once('loaded', resolve));
    const { steps, begin } = setUp(new FakeVault(open), loaded);
    begin();
    await settled();
    expect(steps).toEqual([]);
    gate.emit('loaded');
    await settled();
    expect(steps).toEqual(['restore open', 'ready']);
  });

  it('F27+: callbacks wait while the keyring is locked, and are judged once it is unlocked', async () => {
    const vault = new FakeVault(locked);
    const { steps, begin } = setUp(vault);
    begin();
    await settled();
    expect(steps).toEqual(['restore locked']);
    vault.become(open);
    await settled();
    expect(steps).toEqual(['restore locked', 'restore open', 'ready']);
  });

  it('works without a keyring', async () => {
    const { steps, begin } = setUp(new FakeVault({ kind: 'memory-only', reason }));
    begin();
    await settled();
    expect(steps).toEqual(['restore memory-only', 'ready']);
  });
});

describe('watchLockedKeyring', () => {
  it('F13+: an unlocking elsewhere is noticed by looking, which asks nobody anything', async () => {
    const vault = new FakeVault(locked);
    const clock = new FakeClock();
    await vault.open();
    const stop = watchLockedKeyring(vault, (milliseconds, work) => clock.after(milliseconds, work));
    clock.advance(3000);
    await settled();
    expect(vault.status).toEqual(locked);
    vault.next = open;
    clock.advance(3000);
    await settled();
    expect(vault.status).toEqual(open);
    expect(clock.waiting).toBe(0);
    stop();
  });

  it('does not look while there is nothing to unlock', () => {
    const clock = new FakeClock();
    const vault = new FakeVault(open);
    const stop = watchLockedKeyring(vault, (milliseconds, work) => clock.after(milliseconds, work));
    expect(clock.waiting).toBe(0);
    vault.become(locked);
    expect(clock.waiting).toBe(1);
    stop();
    expect(clock.waiting).toBe(0);
  });
});

describe('unlockKeyring', () => {
  it('F13+: says that it is open, or in words why it is not', async () => {
    expect((await unlockKeyring(new FakeVault(open))).ok).toBe(true);
    expect(complete(failureOf(await unlockKeyring(new FakeVault(locked)))).code).toBe('keyring-locked');
    expect(failureOf(await unlockKeyring(new FakeVault({ kind: 'memory-only', reason })))).toBe(reason);
  });
});

describe('once and coalesce', () => {
  it('run their work as often as they say', async () => {
    const ran: string[] = [];
    const first = once(() => ran.push('once'));
    first();
    first();
    const many = coalesce(() => ran.push('together'));
    many();
    many();
    expect(ran).toEqual(['once']);
    await settled();
    many();
    await settled();
    expect(ran).toEqual(['once', 'together', 'together']);
    const question = whileIdle(async () => {
      ran.push('asked');
      await settled();
    });
    question();
    question();
    await settled();
    await settled();
    question();
    expect(ran.slice(3)).toEqual(['asked', 'asked']);
  });
});

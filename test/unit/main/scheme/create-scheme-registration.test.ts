import { describe, expect, it } from 'vitest';
import type { SchemeOwner } from '../../../../src/core/ports/scheme.ts';
import { createSchemeRegistration } from '../../../../src/main/scheme/create-scheme-registration.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const another: SchemeOwner = { kind: 'another', name: 'Other App' };

/** A system that keeps an owner, and lets it be taken or not. */
class FakeSystem {
  current: SchemeOwner;
  asked = 0;
  registered = 0;
  readonly #yields: boolean;

  constructor(current: SchemeOwner, yields = true) {
    this.current = current;
    this.#yields = yields;
  }

  owner(): Promise<SchemeOwner> {
    this.asked += 1;
    return Promise.resolve(this.current);
  }

  register(): Promise<void> {
    this.registered += 1;
    if (this.#yields) this.current = { kind: 'ours' };
    return Promise.resolve();
  }
}

function setUp(system: Pick<FakeSystem, 'owner' | 'register'>, registersItself = true) {
  const clock = new FakeClock();
  return {
    clock,
    ...createSchemeRegistration({ system, clock, scheme: 'app.latchkey.desktop', registersItself }),
  };
}

describe('who opens the scheme', () => {
  it('F30+: is asked once for all who ask together, and anew the next time', async () => {
    const system = new FakeSystem({ kind: 'ours' });
    const { owner } = setUp(system);
    expect(await Promise.all([owner(), owner(), owner()])).toEqual([
      { kind: 'ours' },
      { kind: 'ours' },
      { kind: 'ours' },
    ]);
    expect(system.asked).toBe(1);
    system.current = another;
    expect(await owner()).toEqual(another);
  });

  it('a name of another app is cut, and shown inert', async () => {
    const { owner } = setUp(new FakeSystem({ kind: 'another', name: `Other\u202E\n${'x'.repeat(100_000)}` }));
    const named = await owner();
    expect(named.kind === 'another' ? named.name : '').toMatch(/^Other x{190,200}…$/);
    expect(await setUp(new FakeSystem({ kind: 'another', name: '\u0000' })).owner()).toEqual({
      kind: 'another',
      name: 'an app without a name',
    });
  });

  it('F30-: a system that fails or never answers is nobody’s word', async () => {
    const failing = setUp({ owner: () => Promise.reject(new Error('EIO')), register: async () => undefined });
    expect(await failing.owner()).toEqual({ kind: 'unknown' });
    const hanging = setUp({ owner: () => new Promise(() => undefined), register: async () => undefined });
    const answer = hanging.owner();
    hanging.clock.advance(10_000);
    expect(await answer).toEqual({ kind: 'unknown' });
  });
});

describe('at start', () => {
  it('F30+: takes the scheme where nobody has it', async () => {
    const system = new FakeSystem({ kind: 'missing' });
    await setUp(system).registerWhereFree();
    expect(system.registered).toBe(1);
  });

  it.each<SchemeOwner>([another, { kind: 'stale', name: 'Old' }, { kind: 'unknown' }, { kind: 'ours' }])(
    'F30-: takes nothing from anybody: $kind',
    async (current) => {
      const system = new FakeSystem(current);
      await setUp(system).registerWhereFree();
      expect(system.registered).toBe(0);
    },
  );

  it('asks nothing where a package manager registers', async () => {
    const system = new FakeSystem({ kind: 'missing' });
    await setUp(system, false).registerWhereFree();
    expect([system.asked, system.registered]).toEqual([0, 0]);
  });
});

describe('repair', () => {
  it.each<SchemeOwner>([another, { kind: 'missing' }, { kind: 'stale', name: 'Old' }])(
    'F30+: the person’s press takes it, and it is looked again whether it worked: $kind',
    async (current) => {
      const system = new FakeSystem(current);
      expect(valueOf(await setUp(system).repair())).toBeNull();
      expect(system.asked).toBe(1);
    },
  );

  it.each<[SchemeOwner, string]>([
    [another, 'still opens it with “Other App”'],
    [{ kind: 'stale', name: 'Old' }, '“Old”, which is not there'],
    [{ kind: 'missing' }, 'with nothing'],
    [{ kind: 'unknown' }, 'does not say'],
  ])('F30-: a system that refuses is said: %j', async (current, words) => {
    const failed = failureOf(await setUp(new FakeSystem(current, false)).repair());
    expect(failed.code).toBe('scheme-not-repaired');
    expect(failed.why).toContain(words);
  });

  it('F30-: registering that fails or hangs ends in what the system says afterwards', async () => {
    const broken = new FakeSystem(another);
    broken.register = () => Promise.reject(new Error('EROFS'));
    expect(failureOf(await setUp(broken).repair()).code).toBe('scheme-not-repaired');
    const hanging = new FakeSystem({ kind: 'ours' });
    hanging.register = () => new Promise(() => undefined);
    const { clock, repair } = setUp(hanging);
    const answer = repair();
    clock.advance(30_000);
    expect(valueOf(await answer)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { createProxySignIns } from '../../../../src/core/proxy/proxy-sign-ins.ts';
import type { ProxySignIns } from '../../../../src/core/proxy/proxy-sign-ins.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const prompt = { host: 'proxy.test', port: 3128, realm: 'The \u202eoffice', readable: true };
const ada = { username: 'ada', password: 'correct horse' };
const full = {
  code: 'disk-full',
  what: 'Not saved.',
  why: 'The disk is full.',
  next: 'Free some space.',
} as const;

function setUp(vault = new MemoryVault()) {
  let changes = 0;
  const signIns = createProxySignIns({
    vault,
    changed: () => {
      changes += 1;
    },
  });
  return { vault, signIns, changes: () => changes };
}

const idOf = (signIns: ProxySignIns): string => signIns.state().question?.id ?? 'none';

describe('sign-ins of proxies', () => {
  it('one question for all that wait; what the proxy says of itself is inert', async () => {
    const { signIns, changes } = setUp();
    const waiting = [signIns.forProxy(prompt, null), signIns.forProxy(prompt, null)];
    await Promise.resolve();
    expect(signIns.state()).toEqual({
      question: {
        id: '1',
        proxy: 'proxy.test:3128',
        realm: 'The office',
        refused: false,
        readable: true,
        canRemember: true,
      },
      known: false,
    });
    expect(changes()).toBe(1);
    valueOf(await signIns.answer({ id: '1', ...ada, remember: false }));
    expect(await Promise.all(waiting)).toEqual([ada, ada]);
    expect(signIns.state()).toEqual({ question: null, known: true });
    expect(await signIns.forProxy(prompt, null)).toEqual(ada);
  });

  it('what was refused is forgotten, in memory and on disk, and asked for as refused; a newer one is tried first', async () => {
    const { signIns, vault } = setUp();
    const first = signIns.forProxy(prompt, null);
    await signIns.answer({ id: idOf(signIns), ...ada, remember: true });
    await first;
    expect(vault.records.size).toBe(1);
    const second = signIns.forProxy(prompt, ada);
    const third = signIns.forProxy(prompt, ada);
    await new Promise((resolve) => setImmediate(resolve));
    expect(vault.records.size).toBe(0);
    expect(signIns.state().question).toMatchObject({ refused: true });
    const other = { username: 'ada', password: 'battery staple' };
    await signIns.answer({ id: idOf(signIns), ...other, remember: false });
    expect(await Promise.all([second, third])).toEqual([other, other]);
    // Another request had been given the old one.
    expect(await signIns.forProxy(prompt, ada)).toEqual(other);
  });

  it('another proxy, or another realm of it, is another question, and gets nothing of the first', async () => {
    const { signIns } = setUp();
    const first = signIns.forProxy(prompt, null);
    await signIns.answer({ id: idOf(signIns), ...ada, remember: false });
    await first;
    const others = [
      signIns.forProxy({ ...prompt, host: 'evil.test' }, null),
      signIns.forProxy({ ...prompt, port: 8080 }, null),
      signIns.forProxy({ ...prompt, realm: 'Elsewhere' }, null),
    ];
    for (const proxy of ['evil.test:3128', 'proxy.test:8080', 'proxy.test:3128']) {
      expect(signIns.state().question?.proxy).toBe(proxy);
      signIns.decline(idOf(signIns));
    }
    expect(await Promise.all(others)).toEqual([null, null, null]);
  });

  it('declined, nobody is asked again until the person wants something; an answer that comes late meets nothing', async () => {
    const { signIns } = setUp();
    const first = signIns.forProxy(prompt, null);
    const id = idOf(signIns);
    signIns.decline(id);
    expect(await first).toBeNull();
    expect(await signIns.forProxy(prompt, null)).toBeNull();
    expect(failureOf(await signIns.answer({ id, ...ada, remember: false })).code).toBe('not-found');
    signIns.askAgain();
    void signIns.forProxy(prompt, null);
    await Promise.resolve();
    expect(idOf(signIns)).not.toBe(id);
  });

  it('R22+: remembered, the next run knows it, sealed under a name that says nothing; not wanted, it does not', async () => {
    const { signIns, vault } = setUp();
    const first = signIns.forProxy(prompt, null);
    await signIns.answer({ id: idOf(signIns), ...ada, remember: true });
    await first;
    expect([...vault.records.keys()].join()).toMatch(/^proxy\/[a-z2-7]{26}$/);
    const next = setUp(vault).signIns;
    await next.restore();
    expect(await next.forProxy(prompt, null)).toEqual(ada);
    valueOf(await next.forget());
    expect([vault.records.size, next.state().known]).toEqual([0, false]);
  });

  it('R22-: without a keyring, or while it is locked, nothing is sealed, and the question says so', async () => {
    for (const status of [
      { kind: 'memory-only', reason: full },
      { kind: 'locked' },
      { kind: 'passphrase-needed' },
    ] as const) {
      const { signIns, vault } = setUp(new MemoryVault(status));
      const asked = signIns.forProxy(prompt, null);
      expect(signIns.state().question?.canRemember).toBe(false);
      valueOf(await signIns.answer({ id: idOf(signIns), ...ada, remember: true }));
      expect(await asked).toEqual(ada);
      expect(vault.records.size).toBe(0);
    }
  });

  it('locked, nothing is known any more', async () => {
    const { signIns, vault } = setUp();
    const first = signIns.forProxy(prompt, null);
    await signIns.answer({ id: idOf(signIns), ...ada, remember: false });
    await first;
    signIns.lock();
    expect(signIns.state().known).toBe(false);
    vault.become({ kind: 'locked' });
    await signIns.restore();
    expect(signIns.state().known).toBe(false);
  });

  it('R22-: locked while what is sealed is read, nothing of it is known', async () => {
    const { signIns, vault } = setUp();
    const first = signIns.forProxy(prompt, null);
    await signIns.answer({ id: idOf(signIns), ...ada, remember: true });
    await first;
    const next = setUp(vault).signIns;
    vault.gate = (call) => {
      if (call === 'read') {
        vault.become({ kind: 'locked' });
        next.lock();
      }
      return Promise.resolve();
    };
    await next.restore();
    expect(next.state().known).toBe(false);
  });

  it('F17-: what the disk refuses is told, known for this run, and not sealed later by surprise', async () => {
    const { signIns, vault } = setUp();
    vault.fault = (call) => (call === 'write' ? full : null);
    const first = signIns.forProxy(prompt, null);
    expect(failureOf(await signIns.answer({ id: idOf(signIns), ...ada, remember: true })).code).toBe(
      'disk-full',
    );
    expect(await first).toEqual(ada);
    vault.fault = () => null;
    await vault.flush();
    expect(vault.records.size).toBe(0);
  });
});

import { expect, it } from 'vitest';
import { checkVault } from '../../../../../src/core/doctor/computer/check-vault.ts';
import { lockedFailure } from '../../../../../src/core/vault/failures.ts';
import type { Failure } from '../../../../../src/shared/failure.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';

const full: Failure = {
  code: 'disk-full',
  what: 'It was not saved.',
  why: 'The disk is full.',
  next: 'Free some space.',
};

it('writes, reads and removes, and leaves nothing behind', async () => {
  const vault = new MemoryVault();
  await vault.write('session', 'one', {});
  expect(await checkVault(vault)).toMatchObject({ verdict: 'good', facts: [{ value: '1' }] });
  expect([...vault.records.keys()]).toEqual(['session/one']);
});

it.each(['write', 'read', 'list'] as const)(
  'is wrong where it cannot %s, and leaves nothing to be saved later',
  async (call) => {
    const vault = new MemoryVault();
    vault.fault = (made) => (made === call ? full : null);
    expect(await checkVault(vault)).toMatchObject({
      verdict: 'wrong',
      facts: [{ name: 'Code', value: 'disk-full' }],
    });
    vault.fault = () => null;
    expect(await vault.read('probe', 'check')).toEqual({ ok: true, value: null });
  },
);

it('is wrong where it cannot remove: nothing could be forgotten then, and what was tried stays', async () => {
  const vault = new MemoryVault();
  vault.fault = (made) => (made === 'remove' ? { ...full, code: 'disk-failed' } : null);
  expect(await checkVault(vault)).toMatchObject({
    verdict: 'wrong',
    facts: [{ name: 'Code', value: 'disk-failed' }],
  });
});

it('is wrong where something else comes back', async () => {
  const vault = new MemoryVault();
  vault.gate = async (call) => {
    if (call === 'read') vault.records.set('probe/check', '"another"');
    return Promise.resolve();
  };
  expect(await checkVault(vault)).toMatchObject({ verdict: 'wrong' });
});

it.each([
  { kind: 'closed' },
  { kind: 'locked' },
  { kind: 'passphrase-needed' },
  { kind: 'memory-only', reason: lockedFailure() },
  { kind: 'set-aside', reason: lockedFailure() },
] as const)('writes nothing while the vault is %j', async (status) => {
  const vault = new MemoryVault(status);
  expect(await checkVault(vault)).toMatchObject({ verdict: 'note' });
  expect(vault.calls).toEqual([]);
});

import { expect, it } from 'vitest';
import { computerChecks } from '../../../../../src/core/doctor/computer/computer-checks.ts';
import type { Finding } from '../../../../../src/shared/doctor.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';

const measuring = { signal: new AbortController().signal, asking: () => undefined };

/** What is found of the vault each time that it is asked for: of a computer of which nothing else is known. */
function vaultChecks(vault: MemoryVault): () => Promise<Finding | undefined> {
  const ofComputer = computerChecks({
    computer: {
      defaultBrowser: () => Promise.resolve({ kind: 'unknown' }),
      freeBytes: () => Promise.resolve(null),
      sandbox: () => Promise.resolve({ kind: 'unknown' }),
      online: () => true,
    },
    proxies: { settings: () => Promise.resolve({ from: 'nowhere', automatic: null }) },
    schemeOwner: () => Promise.resolve({ kind: 'unknown' }),
    scheme: 'app.test',
    cipher: { status: () => Promise.resolve({ kind: 'ready', backend: 'test' }) },
    vault,
    versions: { app: '1', electron: '44', chromium: '1', node: '1', system: 'Test' },
  });
  return async () =>
    ofComputer()
      .find(({ id }) => id === 'vault')
      ?.measure(measuring);
}

it('try out the vault one after the other: two at once would read what the other has written', async () => {
  const vault = new MemoryVault();
  const check = vaultChecks(vault);
  const found = await Promise.all([check(), check(), check()]);
  expect(found.map((finding) => finding?.verdict)).toEqual(['good', 'good', 'good']);
});

it('try it out again after a run of it ended in a bug', async () => {
  const vault = new MemoryVault();
  const check = vaultChecks(vault);
  vault.gate = () => Promise.reject(new TypeError('A bug.'));
  await expect(check()).rejects.toThrow('A bug.');
  vault.gate = () => Promise.resolve();
  expect(await check()).toMatchObject({ verdict: 'good' });
});

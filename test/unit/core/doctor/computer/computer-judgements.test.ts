import { describe, expect, it } from 'vitest';
import {
  judgeBrowser,
  judgeDisk,
  judgeOnline,
  judgeSandbox,
  judgeScheme,
  judgeVersions,
} from '../../../../../src/core/doctor/computer/judge-computer.ts';
import { judgeKeyring } from '../../../../../src/core/doctor/computer/judge-keyring.ts';
import { keyringMissingFailure } from '../../../../../src/core/vault/failures.ts';

const scheme = 'app.latchkey.desktop';
const nowhere = { from: 'nowhere', automatic: null } as const;

describe('links', () => {
  it.each([
    ['good', { kind: 'ours' }],
    ['wrong', { kind: 'missing' }],
    ['wrong', { kind: 'stale', name: 'Old' }],
    ['wrong', { kind: 'another', name: 'Other' }],
    ['note', { kind: 'unknown' }],
  ] as const)('are %s: %j', (verdict, owner) => {
    const found = judgeScheme(owner, scheme);
    expect(found.verdict).toBe(verdict);
    expect(found.help).toBe(verdict === 'wrong' ? 'repair-scheme' : undefined);
  });
});

describe('the browser', () => {
  it.each([
    ['good', { kind: 'found', name: 'Firefox' }],
    ['wrong', { kind: 'missing' }],
    ['note', { kind: 'unknown' }],
  ] as const)('is %s: %j', (verdict, browser) => {
    expect(judgeBrowser(browser).verdict).toBe(verdict);
  });
});

describe('F13+: the keyring', () => {
  const ready = { kind: 'ready', backend: 'gnome_libsecret' } as const;
  const missing = { kind: 'missing', why: 'No keyring answers on this computer.' } as const;
  const locked = { kind: 'locked' } as const;
  const open = { kind: 'open', backend: 'gnome_libsecret' } as const;
  const reason = keyringMissingFailure(missing.why);
  it.each([
    ['good', open, ready],
    ['note', open, locked],
    ['wrong', open, missing],
    ['good', { kind: 'open', backend: null }, missing],
    ['wrong', { kind: 'passphrase-needed' }, missing],
    ['wrong', { kind: 'locked' }, locked],
    ['wrong', { kind: 'memory-only', reason }, missing],
    ['wrong', { kind: 'set-aside', reason }, ready],
    ['good', { kind: 'closed' }, ready],
    ['wrong', { kind: 'closed' }, locked],
    ['wrong', { kind: 'closed' }, missing],
  ] as const)('is %s: vault %j, keyring %j', (verdict, vault, cipher) => {
    const found = judgeKeyring(vault, cipher);
    expect(found.verdict).toBe(verdict);
    expect(found.next === '').toBe(verdict === 'good');
  });
});

describe('the rest of the computer', () => {
  it.each([
    ['note', judgeDisk(null)],
    ['wrong', judgeDisk(3_000_000)],
    ['note', judgeDisk(300_000_000)],
    ['good', judgeDisk(3_000_000_000)],
    ['good', judgeSandbox({ kind: 'on' })],
    ['wrong', judgeSandbox({ kind: 'off', bySwitch: true })],
    ['wrong', judgeSandbox({ kind: 'off', bySwitch: false })],
    ['note', judgeSandbox({ kind: 'unknown' })],
    ['good', judgeOnline(true, nowhere)],
    ['wrong', judgeOnline(false, nowhere)],
    ['good', judgeVersions(versions('45.4.1'))],
    ['note', judgeVersions(versions('25.1.1'))],
  ])('is %s: %j', (verdict, found) => {
    expect(found.verdict).toBe(verdict);
  });

  it('names where proxies come from, and the server of a PAC file', () => {
    expect(judgeOnline(true, { from: 'desktop', automatic: 'wpad.test' }).facts).toEqual([
      { name: 'Proxies set by', value: 'the settings of the system' },
      { name: 'Automatic configuration (PAC)', value: 'wpad.test' },
    ]);
  });
});

function versions(electron: string) {
  return { app: '0.1.0', electron, chromium: '150.0.1', node: '22.1.0', system: 'Linux 6.1 (x64)' };
}

import { describe, expect, it } from 'vitest';
import { judgeClock } from '../../../../../src/core/doctor/connection/judge-clock.ts';
import { judgeEncryption } from '../../../../../src/core/doctor/connection/judge-encryption.ts';
import { firstProxy, judgeProxy } from '../../../../../src/core/doctor/connection/judge-proxy.ts';
import { judgeName, judgeReach } from '../../../../../src/core/doctor/connection/judge-server.ts';
import type { CertificateProblem } from '../../../../../src/core/ports/fetch.ts';
import type { ServedCertificate } from '../../../../../src/core/ports/probes.ts';
import { noAnswer } from '../../../../../src/core/failures/no-answer.ts';

const host = 'id.example.test';
const now = Date.UTC(2026, 10, 27);
const day = 86_400_000;

describe('the name', () => {
  it.each([
    ['good', { addresses: ['192.0.2.7'], proxy: null }],
    ['good', { addresses: ['192.0.2.7'], proxy: 'proxy.test' }],
    ['note', { addresses: null, proxy: 'proxy.test' }],
    ['wrong', { addresses: null, proxy: null }],
    ['wrong', { addresses: [], proxy: null }],
  ] as const)('is %s with %j', (verdict, seen) => {
    expect(judgeName(host, seen).verdict).toBe(verdict);
  });
});

describe('the way', () => {
  it.each([
    ['good', 'server', 'open'],
    ['wrong', 'server', 'refused'],
    ['wrong', 'server', 'unreachable'],
    ['wrong', 'server', 'no-such-name'],
    ['good', 'proxy', 'open'],
    ['wrong', 'proxy', 'refused'],
  ] as const)('is %s where the %s is %s', (verdict, what, reached) => {
    const found = judgeReach('id.example.test:443', what, reached);
    expect(found.verdict).toBe(verdict);
    expect(found.what.startsWith('The proxy ')).toBe(what === 'proxy');
    expect(found.next === '').toBe(verdict === 'good');
  });
});

describe('the proxy', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.test:3128; DIRECT', { host: 'proxy.test', port: 3128 }],
    ['PROXY ada:geheim@proxy.test:3128', { host: 'proxy.test', port: 3128 }],
    ['HTTPS proxy.test', { host: 'proxy.test', port: 443 }],
    ['SOCKS5 [2001:db8::1]:1080', { host: '2001:db8::1', port: 1080 }],
    ['DIRECT; PROXY proxy.test:3128', null],
    ['NONSENSE proxy.test:3128', null],
  ])('of “%s” is %j', (ways, proxy) => {
    expect(firstProxy(ways)).toEqual(proxy);
  });

  it.each([
    ['good', 'DIRECT', { from: 'nowhere', automatic: null }, /^There is no proxy/],
    [
      'good',
      'DIRECT',
      { from: 'desktop', automatic: 'wpad.test' },
      /^The automatic configuration .* needs no proxy/,
    ],
    [
      'note',
      'PROXY proxy.test:3128',
      { from: 'environment', automatic: null },
      /by the proxy proxy\.test:3128\.$/,
    ],
    [
      'note',
      'PROXY p.test:1; DIRECT',
      { from: 'desktop', automatic: 'wpad.test' },
      /and directly where it does not answer/,
    ],
  ] as const)('is %s for “%s”, set by %j', (verdict, ways, settings, words) => {
    const found = judgeProxy(host, ways, settings);
    expect(found.verdict).toBe(verdict);
    expect(found.what).toMatch(words);
    const pac = found.facts.find(({ name }) => name === 'Automatic configuration (PAC)')?.value ?? null;
    expect(pac).toBe(settings.automatic);
  });
});

function served(days: number, changes: Partial<ServedCertificate> = {}): ServedCertificate {
  const certificate = {
    subject: host,
    issuer: 'An authority',
    validFrom: now - 30 * day,
    validUntil: now + days * day,
    fingerprint: `sha256/${Buffer.alloc(32, 0xab).toString('base64')}`,
  };
  return { chain: [certificate], trust: 'public', problem: null, ...changes };
}

function problem(reason: CertificateProblem['reason']): ServedCertificate {
  const { chain } = served(90);
  return { chain, trust: null, problem: { reason, chain } };
}

describe('the encryption', () => {
  const seen = { host, encrypted: true, served: null, failure: null, now };
  it.each([
    ['good', { served: served(90) }, /it proved who it is/],
    ['note', { encrypted: false }, /this computer itself/],
    ['note', { served: served(3) }, /ends in 3 days/],
    ['note', { served: served(1.5) }, /ends in a day/],
    ['note', { served: served(90, { trust: 'installed' }) }, /an authority that was installed/],
    ['note', {}, /could not be told/],
    ['wrong', { served: problem('expired') }, /was valid until/],
    ['wrong', { served: problem('unknown-authority') }, /whom this computer does not trust/],
    ['wrong', { served: problem('another-name') }, /belongs to id\.example\.test/],
    ['wrong', { served: problem('revoked') }, /was taken back/],
    ['wrong', { failure: noAnswer('encryption-failed', host, 'provider') }, /no way to encrypt/],
    ['wrong', { failure: noAnswer('certificate-invalid', host, 'provider') }, /could not prove/],
    ['note', { failure: noAnswer('timed-out', host, 'provider') }, /could not be told/],
  ] as const)('is %s for %j', (verdict, changes, words) => {
    const found = judgeEncryption({ ...seen, ...changes });
    expect(found.verdict).toBe(verdict);
    expect(found.what).toMatch(words);
  });

  it('names the chain, whole, and in whose store its end is', () => {
    expect(judgeEncryption({ ...seen, served: served(90) }).facts).toEqual([
      { name: 'Trusted by', value: 'an authority that all computers know' },
      {
        name: 'Certificate',
        value: `${host}, issued by An authority, valid 2026-10-28 to 2027-02-25, SHA-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
      },
    ]);
  });
});

const minutes = (count: number): number => now + count * 60_000;

describe('F9+: the clock', () => {
  it.each([
    ['good', minutes(0), /is right/],
    ['good', minutes(1), /is right/],
    ['note', minutes(4), /4 minutes fast/],
    ['note', minutes(-5), /5 minutes slow/],
  ])('is %s where it may be', (verdict, own, words) => {
    const found = judgeClock(host, own, now);
    expect(found).toMatchObject({ verdict, what: expect.stringMatching(words) as unknown });
    expect(found.help).toBeUndefined();
  });
});

describe('F9-: the clock', () => {
  it.each([
    [60, '60 minutes fast'],
    [-6, '6 minutes slow'],
    [-60 * 30, '30 hours slow'],
    [60 * 24 * 400, '400 days fast'],
  ])('is wrong by %d minutes, which no sign-in survives', (off, words) => {
    expect(judgeClock(host, now + off * 60_000, now)).toMatchObject({
      verdict: 'wrong',
      what: expect.stringContaining(words) as unknown,
      help: 'open-clock-settings',
    });
  });

  it('is no wrong one where the server did not say what time it is', () => {
    expect(judgeClock(host, now, null)).toMatchObject({ verdict: 'note', facts: [] });
  });
});

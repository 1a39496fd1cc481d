import { describe, expect, it } from 'vitest';
import { noAnswer } from '../../../../src/core/failures/no-answer.ts';
import type { CertificateFacts, CertificateProblem } from '../../../../src/core/ports/fetch.ts';

const own: CertificateFacts = {
  subject: 'api.acme.test',
  issuer: 'Acme Issuing CA',
  validFrom: Date.UTC(2025, 0, 1),
  validUntil: Date.UTC(2025, 11, 31),
  fingerprint: 'sha256/abc=',
};
const root: CertificateFacts = { ...own, subject: 'Acme Root', issuer: 'Acme Root' };

function failed(reason: CertificateProblem['reason'], chain: readonly CertificateFacts[] = [own, root]) {
  return noAnswer('certificate-invalid', 'api.acme.test', 'api', { reason, chain });
}

describe('a certificate that did not convince', () => {
  it.each([
    ['unknown-authority', /issued by Acme Root, whom this computer does not trust/],
    ['another-name', /belongs to api\.acme\.test/],
    ['expired', /valid until 2025-12-31\. It was not renewed/],
    ['not-yet-valid', /not valid before 2025-01-01/],
    ['weak', /so old that it can be forged/],
    ['revoked', /taken back by Acme Issuing CA/],
    ['other', /does not fit/],
  ] as const)('is explained: %s', (reason, words) => {
    expect(failed(reason)).toMatchObject({ code: 'certificate-invalid', details: { host: 'api.acme.test' } });
    expect(failed(reason).why).toMatch(words);
    expect(failed(reason, []).why.length).toBeGreaterThan(20);
  });

  it('that vouches for itself is told from one of an authority that nobody knows', () => {
    expect(failed('unknown-authority', [root]).why).toMatch(/issued by nobody but itself \(Acme Root\)/);
  });

  it('is told with its chain, the server’s own first', () => {
    expect(failed('revoked').details?.certificates).toEqual([
      'api.acme.test, issued by Acme Issuing CA, valid 2025-01-01 to 2025-12-31, sha256/abc=',
      'Acme Root, issued by itself, valid 2025-01-01 to 2025-12-31, sha256/abc=',
    ]);
  });

  it('says nothing of itself that acts, is endless or is no day', () => {
    const evil = { ...own, subject: `\u202Eevil\n${'a'.repeat(9000)}`, validUntil: Number.NaN };
    const { why, details } = failed('another-name', [evil]);
    const all = `${why}${(details?.certificates ?? []).join('')}`;
    expect(all).not.toMatch(/[\u202E\n]/);
    expect(all.length).toBeLessThan(1000);
    expect(all).toContain('an unknown day');
  });

  it('without what it was, is told as before', () => {
    expect(noAnswer('certificate-invalid', 'api.acme.test', 'api').details).toEqual({
      host: 'api.acme.test',
    });
  });
});

import { describe, expect, it } from 'vitest';

import { nameOnSameOrigin } from '../../../../src/renderer/wizard/other-name.ts';
import type { Failure, FailureCode } from '../../../../src/shared/failure.ts';

function failed(code: FailureCode, suggestion?: string): Failure {
  return { code, what: '', why: '', next: '', details: suggestion === undefined ? {} : { suggestion } };
}

describe('the name that a provider gives itself', () => {
  it('R44+: on the same origin is looked at without a press', () => {
    const named = 'https://login.microsoftonline.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0';
    const asked = ' https://login.microsoftonline.com/contoso.com/v2.0';
    expect(nameOnSameOrigin(asked, failed('issuer-mismatch', named))).toBe(named);
    expect(nameOnSameOrigin(asked, failed('metadata-redirected', named))).toBe(named);
  });

  it.each([
    ['another host', 'https://acme.test', failed('issuer-mismatch', 'https://acme.test.evil.test')],
    ['another scheme', 'https://acme.test', failed('issuer-mismatch', 'http://acme.test')],
    ['another port', 'https://acme.test', failed('issuer-mismatch', 'https://acme.test:8443')],
    ['no name', 'https://acme.test', failed('issuer-mismatch')],
    ['another failure', 'https://acme.test', failed('issuer-invalid', 'https://acme.test/')],
    ['no address', 'acme', failed('issuer-mismatch', 'https://acme.test/')],
  ])('R44-: %s is for the person to choose', (_, asked, failure) => {
    expect(nameOnSameOrigin(asked, failure)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { allowedOrigin } from '../../../src/shared/allowed-origin.ts';
import type { ApiOrigin } from '../../../src/shared/connection.ts';

const level: ApiOrigin = { origin: 'https://*.example.com', resource: 'urn:level' };
const port: ApiOrigin = { origin: 'https://*.example.com:8443', resource: 'urn:port' };
const billing: ApiOrigin = { origin: 'https://billing.example.com', resource: 'urn:billing' };
const entries = [level, port, billing];

describe('a whole level of sub-domains', () => {
  it.each([
    ['https://api.example.com/', level],
    ['https://API.example.com:443/v1?x=https://evil.test/', level],
    ['https://a_b-1.example.com/', level],
    ['https://xn--bcher-kva.example.com/', level],
    ['https://api.example.com:8443/', port],
    ['https://billing.example.com/', billing],
    ['https://billing.example.com:8443/', port],
  ])('R24+: %s falls under it, or under what names it exactly', (url, entry) => {
    expect(allowedOrigin(new URL(url), entries)).toBe(entry);
  });

  it.each([
    'https://example.com/',
    'https://.example.com/',
    'https://a.b.example.com/',
    'https://api.example.com:444/',
    'http://api.example.com/',
    'https://apiexample.com/',
    'https://api.example.com.evil.test/',
    'https://evil.test/api.example.com',
    'https://example.com.api.evil.test/',
    'https://api.example.com./',
    'https://api.example.co/',
    'https://evil.test?.example.com',
    'https://[::1]/',
    'https://1.2.3.4/',
  ])('R24-: %s does not', (url) => {
    expect(allowedOrigin(new URL(url), entries)).toBeNull();
  });

  it('R24-: a host that calls itself a star is no level', () => {
    expect(allowedOrigin(new URL('https://x.test/'), [{ origin: 'https://*' }])).toBeNull();
  });
});

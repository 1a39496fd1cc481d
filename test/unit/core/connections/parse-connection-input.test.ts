import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApiOrigin, parseApiOrigins } from '../../../../src/core/connections/parse-api-origins.ts';
import { parseConnectionInput } from '../../../../src/core/connections/parse-connection-input.ts';
import type { ConnectionInput } from '../../../../src/shared/ipc.ts';
import { input, settings } from './test-settings.ts';

function codeOf(changes: Partial<ConnectionInput>): readonly [code: string, field: string | undefined] {
  const parsed = parseConnectionInput(input(changes));
  return parsed.ok ? ['ok', undefined] : [parsed.failure.code, parsed.failure.details?.field];
}

function loopback(changes: Partial<ConnectionInput>): unknown {
  const parsed = parseConnectionInput(input(changes));
  return parsed.ok ? parsed.value.loopback : parsed.failure;
}

describe('a connection as a person fills it in', () => {
  it('becomes settings', () => {
    expect(parseConnectionInput(input())).toEqual({ ok: true, value: settings() });
  });

  it('loses the space around it and what is there twice', () => {
    const parsed = parseConnectionInput(
      input({
        name: '  Acme staging ',
        issuer: ' https://acme.okta.com\n',
        clientId: '  client-1\t',
        scopes: ' openid  profile\nopenid ',
        apiOrigins: 'https://api.acme.test\n HTTPS://API.acme.test:443/ ',
        redirectWays: ['scheme', 'loopback', 'scheme'],
      }),
    );
    expect(parsed).toEqual({ ok: true, value: settings() });
  });

  it('R4+: a provider may demand localhost, and up to three ports, each counted once', () => {
    expect(loopback({})).toBeUndefined();
    expect(loopback({ loopbackHost: 'localhost' })).toEqual({ host: 'localhost', ports: [] });
    expect(loopback({ loopbackPorts: ' 8400, 8401\n8400 65535 ' })).toEqual({
      host: '127.0.0.1',
      ports: [8400, 8401, 65_535],
    });
  });

  it('may have no client ID yet, no scopes and no API origins', () => {
    expect(parseConnectionInput(input({ clientId: '  ', scopes: '', apiOrigins: ' ' }))).toEqual({
      ok: true,
      value: settings({ clientId: '', scopes: [], apiOrigins: [] }),
    });
  });

  it.each([
    ['an empty name', { name: ' \t' }, 'input-invalid', 'Name'],
    ['a name of 301 characters', { name: 'n'.repeat(301) }, 'input-invalid', 'Name'],
    ['a name of two lines', { name: 'a\nb' }, 'input-invalid', 'Name'],
    ['an issuer that is no address', { issuer: 'acme' }, 'issuer-invalid', 'Issuer'],
    ['an issuer over http', { issuer: 'http://acme.test' }, 'issuer-insecure', 'Issuer'],
    ['a client ID of 10,000 characters', { clientId: 'c'.repeat(10_000) }, 'client-id-invalid', 'Client ID'],
    ['a client ID with a line break inside', { clientId: 'client\n1' }, 'client-id-invalid', 'Client ID'],
    ['a client ID with a hidden character', { clientId: 'client\u200b1' }, 'client-id-invalid', 'Client ID'],
    ['scopes in quotes', { scopes: '"openid profile"' }, 'scopes-invalid', 'Scopes'],
    ['a scope with a backslash', { scopes: 'a\\b' }, 'scopes-invalid', 'Scopes'],
    ['a scope that is not ASCII', { scopes: 'openid prófile' }, 'scopes-invalid', 'Scopes'],
    ['scopes of 10,001 characters', { scopes: 's'.repeat(10_001) }, 'scopes-invalid', 'Scopes'],
    ['a port that is none', { loopbackPorts: '8400 http' }, 'input-invalid', 'Loopback ports'],
    ['a port of the system', { loopbackPorts: '80' }, 'input-invalid', 'Loopback ports'],
    ['a port beyond the last', { loopbackPorts: '65536' }, 'input-invalid', 'Loopback ports'],
    ['four ports', { loopbackPorts: '8400 8401 8402 8403' }, 'input-invalid', 'Loopback ports'],
    ['no way back', { redirectWays: [] }, 'input-invalid', 'Redirect addresses'],
  ] as const)('refuses %s, and names the field', (_, changes, code, field) => {
    expect(codeOf(changes)).toEqual([code, field]);
  });

  it('takes the longest name and client ID, and one with a space inside', () => {
    expect(codeOf({ name: '🔑'.repeat(300) })).toEqual(['ok', undefined]);
    expect(codeOf({ clientId: 'c'.repeat(1000) })).toEqual(['ok', undefined]);
    expect(codeOf({ clientId: 'my client' })).toEqual(['ok', undefined]);
  });

  it('never throws, and repeats no more than a short, visible piece of what was typed', () => {
    const codePoint = fc.integer({ min: 0, max: 0x1_ff_ff }).map((point) => String.fromCodePoint(point));
    const typed = fc.array(codePoint, { maxLength: 40 }).map((points) => points.join(''));
    const changes = fc.record({ name: typed, clientId: typed, scopes: typed, apiOrigins: typed });
    const answersInWords = fc.property(changes, (each) => {
      const parsed = parseConnectionInput(input(each));
      return parsed.ok || (parsed.failure.why.length < 400 && !/\p{Cc}/u.test(parsed.failure.why));
    });
    expect(fc.check(answersInWords).counterexample).toBeNull();
  });
});

describe('an API origin', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['HTTPS://Api.Example.com:443', 'https://api.example.com'],
    ['https://api.example.com:8443', 'https://api.example.com:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:4481', 'http://127.0.0.1:4481'],
    ['http://[::1]:4481', 'http://[::1]:4481'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ])('R24+: %s is scheme, host and port', (text, origin) => {
    expect(parseApiOrigin(text)).toEqual({ ok: true, value: origin });
  });

  it.each([
    'https://api.example.com/v1',
    'https://api.example.com//',
    'https://api.example.com/.',
    'https://api.example.com?x=1',
    'https://api.example.com/?',
    'https://api.example.com#x',
    'https://*.example.com',
    'https://api.example.com:*',
    'https://user@api.example.com',
    'https://user:password@api.example.com',
    'https://@api.example.com',
    'https:\\\\api.example.com',
    'https://api.example.com\\@evil.test',
    'https:api.example.com',
    'https:///api.example.com',
    'https://a.example,https://b.example',
    'https://a.example,',
    'http://api.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'ftp://api.example.com',
    'app.latchkey.desktop:/callback',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'null',
    'api.example.com',
    'https://',
    `https://${'a'.repeat(2000)}.example`,
  ])('R24-: %s is refused: a token goes only to whole origins that a person named', (text) => {
    expect(parseApiOrigin(text)).toMatchObject({
      ok: false,
      failure: { code: 'api-origin-invalid', details: { field: 'API origins' } },
    });
  });

  it('R24-: one bad origin among good ones refuses the whole field', () => {
    expect(codeOf({ apiOrigins: 'https://a.example https://b.example/v1' })).toEqual([
      'api-origin-invalid',
      'API origins',
    ]);
    const many = Array.from({ length: 101 }, (_, index) => `https://a${String(index)}.example`).join(' ');
    expect(codeOf({ apiOrigins: many })).toEqual(['api-origin-invalid', 'API origins']);
  });

  it('offers the origin of an address with a path', () => {
    expect(parseApiOrigin('https://api.example.com/v1')).toMatchObject({
      failure: { details: { suggestion: 'https://api.example.com' } },
    });
  });

  it('R24-: whatever is typed, what is accepted is an origin and nothing more', () => {
    const piece = fc.constantFrom(
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '?',
      '#',
      '*',
      '.',
      '%2f',
      'a.example',
      'localhost',
      '[::1]',
      '443',
      ' ',
      '\t',
      'ß',
    );
    const isOrigin = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const parsed = parseApiOrigin(pieces.join(''));
      return !parsed.ok || new URL(parsed.value).origin === parsed.value;
    });
    expect(fc.check(isOrigin, { numRuns: 2000 }).counterexample).toBeNull();
  });
});

describe('API origins that are more than one address', () => {
  it.each([
    ['https://*.example.com', 'https://*.example.com'],
    ['HTTPS://*.API.example.com:8443/', 'https://*.api.example.com:8443'],
    ['https://*.example.com:443', 'https://*.example.com'],
    ['https://*.xn--bcher-kva.example', 'https://*.xn--bcher-kva.example'],
  ])('R24+: %s is one whole level of sub-domains', (text, origin) => {
    expect(parseApiOrigins(text)).toEqual({ ok: true, value: [{ origin }] });
  });

  it.each([
    '*',
    'https://*',
    'https://*/',
    'https://*.',
    'https://*.com',
    'https://*.localhost',
    'https://*.127.0.0.1',
    'https://*.[::1]',
    'https://*.*.example.com',
    'https://a.*.example.com',
    'https://a*.example.com',
    'https://*a.example.com',
    'https://*.example.com.',
    'https://*..example.com',
    'https://*.example.com/v1',
    'https://*.example.com:*',
    'https://*@example.com',
    'http://*.example.com',
    'http://*.localhost:8080',
    'wss://*.example.com',
    '*.example.com',
  ])('R24-: %s is refused: it would stand for too much, or for nothing', (text) => {
    expect(parseApiOrigins(text)).toMatchObject({
      ok: false,
      failure: { code: 'api-origin-invalid', details: { field: 'API origins' } },
    });
  });

  it('R24-: what a page asks to allow is one origin, never a level of them', () => {
    expect(parseApiOrigin('https://*.example.com').ok).toBe(false);
  });

  it('R88+: each may have its resource behind it', () => {
    expect(
      parseApiOrigins(
        'https://a.example.com resource=urn:a\nhttps://*.example.com  resource=https://example.com/api?v=1 https://b.example.com',
      ),
    ).toEqual({
      ok: true,
      value: [
        { origin: 'https://a.example.com', resource: 'urn:a' },
        { origin: 'https://*.example.com', resource: 'https://example.com/api?v=1' },
        { origin: 'https://b.example.com' },
      ],
    });
  });

  it.each([
    'resource=urn:a https://a.example.com',
    'https://a.example.com resource=',
    'https://a.example.com resource=api',
    'https://a.example.com resource=https://a.example.com/#part',
    'https://a.example.com resource="urn:a"',
    `https://a.example.com resource=urn:${'a'.repeat(2000)}`,
  ])('R88-: %s names no resource (RFC 8707 §2)', (text) => {
    expect(parseApiOrigins(text)).toMatchObject({ ok: false, failure: { code: 'api-origin-invalid' } });
  });
});

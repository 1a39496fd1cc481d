import { describe, expect, test } from 'vitest';
import { checkEndpoint, isLoopbackHost, parseIssuer } from '../../../../src/core/oauth/issuer.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

describe('parseIssuer', () => {
  test.each([
    'https://id.example.test',
    'https://tenant.example.test/',
    'https://id.example.test/realms/acme',
    'https://HOST.example.test/adfs',
    'https://id.example.test:8443/a//b',
    'http://127.0.0.1:4480',
    'http://localhost:4480/x',
    'http://[::1]:4480',
  ])('R23+: %s is taken as it stands', (issuer) => {
    expect(valueOf(parseIssuer(issuer))).toBe(issuer);
  });

  test('R44+: outer space is dropped and nothing else is changed', () => {
    expect(valueOf(parseIssuer('  https://Id.Example.test/Realm/ \n'))).toBe(
      'https://Id.Example.test/Realm/',
    );
  });

  test.each([
    'http://id.example.test',
    'HTTP://id.example.test',
    'http://10.0.0.1',
    'http://localhost.example.test',
    'http://127.0.0.1.example.test',
    'http://0.0.0.0',
  ])('R23-: %s is refused because it is http beyond loopback', (issuer) => {
    const failure = failureOf(parseIssuer(issuer));
    expect(failure.code).toBe('issuer-insecure');
    expect(failure.details?.field).toBe('Issuer');
    expect(failure.details?.suggestion).toMatch(/^https:/);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['hello', 'not a web address'],
    ['https://', 'not a web address'],
    ['https:///path', 'not a web address'],
    ['https:id.example.test', 'not a web address'],
    ['https://id.example.test?x=1', 'query'],
    ['https://id.example.test/?', 'query'],
    ['https://id.example.test#top', 'fragment'],
    ['https://id.example.test/#', 'fragment'],
    ['https://user:word@id.example.test', 'user name'],
    ['ftp://id.example.test', '“ftp:”'],
    ['https://{yourDomain}/oauth2/default', 'placeholder'],
    ['https://id.example.test/a b', 'character'],
    ['https://id.exämple.test', 'character'],
    ['https://id.example.test/\u202eevil', 'character'],
    ['https://id.example.test\\realm', 'character'],
    [`https://id.example.test/${'x'.repeat(3000)}`, '3024 characters'],
  ])('an issuer %j is refused with its reason', (issuer, reason) => {
    const failure = failureOf(parseIssuer(issuer));
    expect(failure.code).toBe('issuer-invalid');
    expect(failure.why).toContain(reason);
    expect(failure.details?.field).toBe('Issuer');
  });

  test('a host without https:// is offered with it', () => {
    const failure = failureOf(parseIssuer('acme.example.test/oauth2/default'));
    expect(failure.details?.suggestion).toBe('https://acme.example.test/oauth2/default');
  });
});

describe('isLoopbackHost', () => {
  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.3.2.1', '[::1]', '::1'])(
    '%s is this computer',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    '',
    'localhost.example.test',
    '127.0.0.1.example.test',
    '0.0.0.0',
    '[::]',
    '10.0.0.1',
    'xlocalhost',
  ])('%j is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('checkEndpoint', () => {
  test.each([
    'https://id.example.test/token',
    'https://id.example.test//oauth//token',
    'https://id.example.test/authorize?tenant=1',
    'https://id.example.test/adfs/',
    'http://127.0.0.1:4480/token',
    'http://[::1]:4480/token',
  ])('R23+: the endpoint %s is taken as it stands', (url) => {
    expect(valueOf(checkEndpoint(url, 'token address'))).toBe(url);
  });

  test('R23-: an endpoint over http beyond loopback is refused', () => {
    const failure = failureOf(checkEndpoint('http://id.example.test/token', 'token address'));
    expect(failure.code).toBe('endpoint-insecure');
    expect(failure.what).toContain('token address');
  });

  test.each([
    '',
    '/token',
    'token',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://id.example.test/token#x',
    'https://user@id.example.test/token',
    'https://id.example.test/{connectionName}',
    'https://id.example.test/\ttoken',
    'https:/id.example.test/token',
  ])('R23-: %j is no endpoint', (url) => {
    expect(['metadata-invalid', 'endpoint-insecure']).toContain(
      failureOf(checkEndpoint(url, 'token address')).code,
    );
  });
});

import { describe, expect, test } from 'vitest';

import {
  formField,
  inputOf,
  loopbackPreview,
  looksLikeIssuer,
  spelled,
} from '../../../../src/renderer/connection-form/form-values.ts';
import { connection } from '../../../renderer-fake/scenario.ts';

describe('the connection form', () => {
  test('a connection becomes typed text', () => {
    const input = inputOf(
      connection(
        'Acme',
        { kind: 'signed-out' },
        { apiOrigins: [{ origin: 'https://a.test' }, { origin: 'https://b.test' }] },
      ),
    );
    expect(input).toMatchObject({
      name: 'Acme',
      scopes: 'openid profile email offline_access',
      apiOrigins: 'https://a.test\nhttps://b.test',
    });
  });

  test('R4+: what a provider demands of the loopback address is shown as the addresses to register', () => {
    const base = 'http://127.0.0.1/callback/abc';
    const typed = { loopbackHost: '127.0.0.1', loopbackPorts: '' } as const;
    expect(loopbackPreview(base, typed)).toEqual([base]);
    expect(loopbackPreview(base, { ...typed, loopbackHost: 'localhost' })).toEqual([
      'http://localhost/callback/abc',
    ]);
    // What is no port yet is left out.
    expect(loopbackPreview(base, { ...typed, loopbackPorts: '8400, 8401 84' })).toEqual([
      'http://127.0.0.1:8400/callback/abc',
      'http://127.0.0.1:8401/callback/abc',
    ]);
  });

  test.each([
    'https://acme.okta.com',
    'http://127.0.0.1:4480',
    'http://localhost:8080/realms/x',
    'https://a.co/',
  ])('%s is looked up while it is typed', (issuer) => {
    expect(looksLikeIssuer(issuer)).toBe(true);
  });

  test.each([
    '',
    'https',
    'https://',
    'https://acme',
    'https://acme.',
    'acme.okta.com',
    'ftp://acme.okta.com',
  ])('%s is not looked up before the field is left', (issuer) => {
    expect(looksLikeIssuer(issuer)).toBe(false);
  });

  test('the app address takes the authority spelling where the provider demands it', () => {
    expect(spelled('app.latchkey.desktop:/callback/x', 'authority')).toBe(
      'app.latchkey.desktop://callback/x',
    );
    expect(spelled('app.latchkey.desktop:/callback/x', 'path')).toBe('app.latchkey.desktop:/callback/x');
    expect(spelled('app.latchkey.desktop://callback/x', 'path')).toBe('app.latchkey.desktop:/callback/x');
    expect(spelled('app.latchkey.desktop://callback/x', 'authority')).toBe(
      'app.latchkey.desktop://callback/x',
    );
  });

  test('a failure finds its field by the name on screen', () => {
    expect(formField('API origins')).toBe('apiOrigins');
    expect(formField('Unknown')).toBeNull();
    expect(formField(undefined)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import {
  callbackTag,
  issuerTag,
  postLogoutRedirectUri,
  redirectUri,
} from '../../../../src/core/oauth/redirect-uri.ts';
import { base32 } from '../../../../src/core/oauth/base32.ts';
import { scheme } from './fixtures.ts';

const tag = 'abcdefghijklmnopqrstuvwxyz';

describe('redirect URIs', () => {
  test('R3+: the private-use scheme is followed by a single slash and a path', () => {
    expect(redirectUri('scheme', { scheme, spelling: 'path', tag })).toBe(
      `app.latchkey.desktop:/callback/${tag}`,
    );
  });

  test('R3-: an authority is there only where the connection asks for that spelling', () => {
    expect(new URL(redirectUri('scheme', { scheme, spelling: 'path', tag })).host).toBe('');
    expect(redirectUri('scheme', { scheme, spelling: 'authority', tag })).toBe(
      `app.latchkey.desktop://callback/${tag}`,
    );
  });

  test('R4+: the loopback address carries the tag, and the port where there is one', () => {
    const options = { scheme, spelling: 'path', tag } as const;
    expect(redirectUri('loopback', { ...options, port: 5001 })).toBe(`http://127.0.0.1:5001/callback/${tag}`);
    expect(redirectUri('loopback', options)).toBe(`http://127.0.0.1/callback/${tag}`);
    expect(redirectUri('loopback', { ...options, host: '[::1]', port: 1 })).toBe(
      `http://[::1]:1/callback/${tag}`,
    );
  });

  test('the address after a sign-out', () => {
    expect(postLogoutRedirectUri(scheme, 'path')).toBe('app.latchkey.desktop:/logged-out');
    expect(postLogoutRedirectUri(scheme, 'authority')).toBe('app.latchkey.desktop://logged-out');
  });
});

describe('tags', () => {
  test('the tag is 26 characters of lower-case base32 of SHA-256 of the issuer', () => {
    // printf %s https://id.example.test | sha256sum | xxd -r -p | base32 | head -c 26 | tr A-Z a-z
    expect(issuerTag('https://id.example.test')).toBe('ltmm7g3inffjxh7tic2ylgwbka');
  });

  test('R87+: a manual connection has its own tag', () => {
    const manual = { tag: 'own' };
    expect(callbackTag({ issuer: 'https://id.example.test', manual })).toBe('own');
  });

  test('R87-: a tag is never shared by two issuers, not even by two that differ by a slash', () => {
    expect(issuerTag('https://id.example.test')).not.toBe(issuerTag('https://id.example.test/'));
    expect(callbackTag({ issuer: 'https://id.example.test' })).toBe(issuerTag('https://id.example.test'));
  });
});

describe('base32', () => {
  // RFC 4648 §10, in lower case and without padding.
  test.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('of %j is %j', (text, expected) => {
    expect(base32(new TextEncoder().encode(text))).toBe(expected);
  });
});

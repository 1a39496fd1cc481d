import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIssuer } from '../../../../src/core/oauth/issuer.ts';
import { recognize } from '../../../../src/core/providers/presets/recognize.ts';

const hosts = [
  'acme.auth0.com',
  'manage.auth0.com',
  'acme-admin.okta.com',
  'cognito-idp.us-east-1.amazonaws.com',
  'acme.auth.us-east-1.amazoncognito.com',
  'eu-west-1.console.aws.amazon.com',
  'login.microsoftonline.com',
  'portal.azure.com',
  'accounts.google.com',
  'id.example.com',
  'localhost:8080',
];
const pieces = [
  'realms',
  'admin',
  'console',
  'master',
  'connect',
  'authorize',
  '.well-known',
  'openid-configuration',
  'oauth-authorization-server',
  'jwks',
  'dashboard',
  'cognito',
  'us-east-1_AbC',
  'oauth2',
  'as',
  'api',
  'auth',
  'Account',
  '..',
  '%2e%2e',
  '%',
  '@evil.example',
  '\u202E',
  '//',
  'common',
];

/** Addresses that look like those of providers, with anything in them. */
const address = fc
  .record({
    scheme: fc.constantFrom('https://', 'http://', '', 'https:/', 'HTTPS://'),
    host: fc.oneof(fc.constantFrom(...hosts), fc.string({ unit: 'binary', maxLength: 30 })),
    path: fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 12 })), {
      maxLength: 7,
    }),
    end: fc.oneof(
      fc.constantFrom('', '?ReturnUrl=/connect/authorize', '#/acme/clients', '#@contoso.com/x'),
      fc.string(),
    ),
  })
  .map(({ scheme, host, path, end }) => `${scheme}${[host, ...path].join('/')}${end}`);

const text = fc.oneof(
  address,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('any text', () => {
  test('is answered, and every issuer that comes out is one that could be used', () => {
    fc.assert(
      fc.property(text, fc.oneof(fc.constant(''), text), (pasted, part) => {
        const { issuers, missing, problem, isIssuer } = recognize(pasted, part);
        for (const { issuer } of issuers) {
          expect(parseIssuer(issuer)).toEqual({ ok: true, value: issuer });
          expect(issuer).not.toMatch(/[?#\\]|\.\.(?:\/|$)/);
          // An `@` further on is a name like any other.
          expect(new URL(issuer).username).toBe('');
        }
        expect(missing !== null && (isIssuer || (part === '' && issuers.length > 0))).toBe(false);
        expect(problem !== null && isIssuer).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  test('an issuer at a host of nobody’s leads to that host, whatever else stands in the text', () => {
    const below = ['/.well-known/openid-configuration', '/realms/acme/account', '/connect/authorize', ''];
    let led = 0;
    fc.assert(
      fc.property(
        fc.webUrl(),
        fc.constantFrom(...below),
        fc.webQueryParameters(),
        fc.webFragments(),
        (base, path, query, fragment) => {
          const url = `${base}${path}?${query}#${fragment}`;
          const { issuers } = recognize(url, '');
          led += issuers.length;
          const { host } = new URL(url);
          expect(issuers.map(({ issuer }) => new URL(issuer).host)).toEqual(issuers.map(() => host));
        },
      ),
      { numRuns: 2000 },
    );
    expect(led).toBeGreaterThan(1000);
  });

  test.each([
    ['slashes', '/'],
    ['dots', 'a.'],
    ['hyphens', '-'],
    ['brackets', '](('],
    ['quotes', '"'],
    ['words', 'https://acme.okta.com '],
    ['percents', '%2f'],
    ['underscores', 'us-east-1_'],
    ['bidirectional controls', '\u202E'],
    ['halves of characters', '\uD800'],
  ])('a megabyte of %s is refused for its length, and just below the limit it is answered', (_, unit) => {
    const much = unit.repeat(Math.ceil(1_048_576 / unit.length));
    expect(recognize(much, much).problem).toContain('too long');
    const most = `https://${unit.repeat(4000)}`.slice(0, 4000);
    expect(recognize(most, most).isIssuer).toBe(false);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIssuer } from '../../../../src/core/oauth/issuer.ts';
import { madeIssuer, providerChoices } from '../../../../src/core/providers/presets/made-issuer.ts';
import { recognize } from '../../../../src/core/providers/presets/recognize.ts';
import type { ProviderId } from '../../../../src/shared/provider.ts';

describe('the issuer of a provider that was picked', () => {
  it.each<[ProviderId, Record<string, string>, string]>([
    ['auth0', { domain: 'acme.eu.auth0.com' }, 'https://acme.eu.auth0.com/'],
    ['auth0', { domain: ' https://acme.eu.auth0.com/login ' }, 'https://acme.eu.auth0.com/'],
    ['okta', { domain: 'acme.okta.com', server: 'default' }, 'https://acme.okta.com/oauth2/default'],
    [
      'cognito',
      { region: 'eu-west-1', pool: 'eu-west-1_AbC' },
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
    ],
    ['keycloak', { server: 'https://sso.acme.test/', realm: 'acme' }, 'https://sso.acme.test/realms/acme'],
    ['keycloak', { server: 'http://127.0.0.1:8080', realm: 'acme' }, 'http://127.0.0.1:8080/realms/acme'],
    ['entra', { tenant: 'contoso.com' }, 'https://login.microsoftonline.com/contoso.com/v2.0'],
    ['google', {}, 'https://accounts.google.com'],
  ])('%s of %o', (provider, parts, issuer) => {
    expect(madeIssuer(provider, parts)).toEqual({ issuer, problem: null });
  });

  it('waits for every part', () => {
    expect(madeIssuer('keycloak', { server: 'https://sso.acme.test' })).toEqual({
      issuer: null,
      problem: null,
    });
    expect(madeIssuer('okta', { domain: '', server: 'default' })).toEqual({ issuer: null, problem: null });
  });

  it.each<[ProviderId, Record<string, string>]>([
    ['keycloak', { server: 'https://sso.acme.test', realm: '../admin' }],
    ['keycloak', { server: 'https://sso.acme.test', realm: 'a/b?c' }],
    ['keycloak', { server: 'sso', realm: 'acme' }],
    ['auth0', { domain: 'https://ada:secret@acme.auth0.com' }],
    ['auth0', { domain: 'acme\u202E.auth0.com' }],
    ['auth0', { domain: 'https://acme.auth0.com).https://evil.test' }],
    ['cognito', { region: 'eu-west-1.evil.test/', pool: 'x' }],
  ])('%s of %o is refused, with how the part looks', (provider, parts) => {
    const { issuer, problem } = madeIssuer(provider, parts);
    expect(issuer).toBeNull();
    expect(problem).toMatch(/^This is no .+\. It looks like this: ./);
  });

  it('R44-: no part can lead to another server than the one that is named', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (region, pool) => {
        const { issuer } = madeIssuer('cognito', { region, pool });
        const { hostname } = new URL(issuer ?? 'https://cognito-idp.nothing.amazonaws.com');
        expect(hostname).toMatch(/^cognito-idp\..+\.amazonaws\.com$/);
      }),
    );
  });

  it('of each choice, made of its examples, is one of that provider', () => {
    for (const { id, inputs } of providerChoices()) {
      const parts = Object.fromEntries(inputs.map(({ name, example }) => [name, example]));
      const { issuer } = madeIssuer(id, parts);
      expect(parseIssuer(issuer ?? '').ok).toBe(true);
      // On a server of one's own nothing in the address says whose it is.
      const anyHost = ['better-auth', 'identityserver4', 'duende'].includes(id);
      expect(anyHost || recognize(issuer ?? '', '').provider?.id === id).toBe(true);
    }
  });
});

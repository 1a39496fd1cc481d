import { describe, expect, it } from 'vitest';
import type { VaultStatus } from '../../../../src/core/vault/vault.ts';
import type { ServerMetadata } from '../../../../src/core/oauth/types.ts';
import { appState } from '../../../../src/main/views/app-state.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import { issuerCheck } from '../../../../src/main/views/issuer-check.ts';
import { quitWarning } from '../../../../src/main/views/quit-warning.ts';
import { savedConnection } from '../../../support/connections.ts';

const scheme = 'app.latchkey.desktop';
const connection = savedConnection({
  id: 'abcdefghijklmnopqrstuvwxyz',
  issuer: 'https://acme.test:8443/tenant/',
  clientId: 'c',
});

function development(issuer: string): boolean {
  return connectionView({ ...connection, issuer }, { kind: 'signed-out' }, scheme).development;
}

describe('connectionView', () => {
  it('shows the host, and the addresses to register', () => {
    const view = connectionView(connection, { kind: 'signed-out' }, scheme);
    expect(view.host).toBe('acme.test:8443');
    expect(view.redirectUris.scheme).toMatch(/^app\.latchkey\.desktop:\/callback\/[a-z2-7]{26}$/);
    expect(view.redirectUris.loopback).toMatch(/^http:\/\/127\.0\.0\.1\/callback\/[a-z2-7]{26}$/);
  });

  it('R23+: marks an issuer without TLS on this computer as development', () => {
    expect(['http://127.0.0.1:4480', 'http://localhost:1', 'http://[::1]:1'].map(development)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['https://127.0.0.1', 'https://acme.test', 'no address'].map(development)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('R87+: a manual connection carries its own tag in every spelling, not its issuer’s', () => {
    const tag = 'zzzzzzzzzzzzzzzzzzzzzzzzzz';
    const manual = connectionView({ ...connection, manual: { tag } }, { kind: 'signed-out' }, scheme);
    expect(manual.redirectUris).toEqual({
      scheme: `${scheme}:/callback/${tag}`,
      loopback: `http://127.0.0.1/callback/${tag}`,
    });
    const authority = connectionView(
      { ...connection, manual: { tag }, redirectSpelling: 'authority' },
      { kind: 'signed-out' },
      scheme,
    );
    expect(authority.redirectUris.scheme).toBe(`${scheme}://callback/${tag}`);
  });
});

describe('issuerCheck', () => {
  const metadata: ServerMetadata = {
    issuer: 'https://acme.test',
    authorizationEndpoint: 'https://acme.test/a',
    tokenEndpoint: 'https://acme.test/t',
    jwksUri: null,
    revocationEndpoint: null,
    endSessionEndpoint: 'https://acme.test/e',
    userinfoEndpoint: null,
    deviceAuthorizationEndpoint: null,
    issParameterSupported: false,
    scopesSupported: null,
    promptValuesSupported: null,
    codeChallengeMethodsSupported: null,
    idTokenSigningAlgValuesSupported: null,
    userinfoSigningAlgValuesSupported: null,
    grantTypesSupported: null,
    tokenEndpointAuthMethodsSupported: null,
    revocationEndpointAuthMethodsSupported: null,
    source: 'issuer',
  };

  it('says what the metadata says, and no more', () => {
    expect(issuerCheck(metadata, scheme)).toMatchObject({
      refreshTokens: 'unknown',
      signsOut: true,
      revokes: false,
    });
    expect(issuerCheck({ ...metadata, grantTypesSupported: ['refresh_token'] }, scheme).refreshTokens).toBe(
      'supported',
    );
    expect(issuerCheck({ ...metadata, scopesSupported: ['offline_access'] }, scheme).refreshTokens).toBe(
      'supported',
    );
  });

  it('R46+: names the provider, and its sign-out in the browser where only the provider is known to have one', () => {
    const silent = { ...metadata, endSessionEndpoint: null };
    expect(issuerCheck(silent, scheme)).toMatchObject({ provider: { id: 'unknown' }, signsOut: false });
    expect(issuerCheck({ ...silent, issuer: 'https://acme.us.auth0.com/' }, scheme)).toMatchObject({
      provider: { id: 'auth0' },
      signsOut: true,
    });
  });
});

describe('appState', () => {
  const facts = {
    version: '0.1.0',
    versions: { electron: '45.4.1', chrome: '150', node: '24' },
    platform: 'linux',
    scheme,
  } as const;

  const keyring = (vault: VaultStatus): string =>
    appState(facts, {
      vault,
      protection: { by: null, keyringReady: false, givenUp: false },
      lock: { afterMinutes: null, onSuspend: false },
      notices: [],
      preferences: { colorScheme: 'auto' },
      requestTimeouts: { firstByteSeconds: 60, idleSeconds: 30 },
      historyLimits: { days: 30, megabytes: 500 },
      proxy: { question: null, known: false },
      clientCertificates: { question: null, choices: [] },
      demo: 'stopped',
      deleted: [],
    }).keyring.kind;

  it('tells the keyring’s state in the window’s words', () => {
    const reason = { code: 'keyring-missing', what: 'x', why: 'x', next: 'x' } as const;
    expect([
      keyring({ kind: 'closed' }),
      keyring({ kind: 'open', backend: 'keychain' }),
      keyring({ kind: 'locked' }),
      keyring({ kind: 'open', backend: null }),
      keyring({ kind: 'passphrase-needed' }),
      keyring({ kind: 'memory-only', reason }),
      keyring({ kind: 'set-aside', reason }),
    ]).toEqual(['unknown', 'ready', 'locked', 'passphrase', 'passphrase-needed', 'memory-only', 'set-aside']);
  });
});

describe('quitWarning', () => {
  const reason = { code: 'keyring-missing', what: 'x', why: 'x', next: 'x' } as const;
  it('R49+: names the sign-outs that would be forgotten without a keyring, each connection once', () => {
    const warning = quitWarning(['Acme', 'Billing', 'Acme'], { kind: 'memory-only', reason });
    expect(warning).toContain('You are signed out of Acme, Billing here');
    expect(quitWarning(['Acme'], { kind: 'passphrase-needed' })).toMatch(/Acme.*enter your passphrase/);
  });

  it('R49-: says nothing where the job is sealed, or where there is none', () => {
    expect(quitWarning(['Acme'], { kind: 'open', backend: 'x' })).toBeNull();
    expect(quitWarning(['Acme'], { kind: 'set-aside', reason })).toBeNull();
    expect(quitWarning([], { kind: 'memory-only', reason })).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { createClientSecrets } from '../../../../../src/core/oauth/client-secrets.ts';
import { processTokenResponse, refreshTokens } from '../../../../../src/core/oauth/token-endpoint.ts';
import { clientAuthentication } from '../../../../../src/core/oauth/client-authentication.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const secret = 's3cret/with+marks';
const confidential = connection({ confidential: true });
const basic = `Basic ${Buffer.from('client-1:s3cret%2Fwith%2Bmarks').toString('base64')}`;

async function begin(options: StageOptions = {}): Promise<Stage> {
  const stage = await start({ connections: [confidential], ...options });
  valueOf(await createClientSecrets(stage.vault).keep(confidential, secret));
  return stage;
}

const memoryOnly = () =>
  new MemoryVault({
    kind: 'memory-only',
    reason: { code: 'keyring-missing', what: 'Nothing is saved.', why: 'None.', next: 'Install one.' },
  });

describe('a connection that holds a secret', () => {
  test('R6+: code, refresh and both revocations are sent with it, and the browser never is', async () => {
    const stage = await begin();
    await stage.signIn();
    valueOf(await stage.sessions.renewNow('one'));
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: true }));
    await until(() => stage.provider.requestsTo('/revoke').length === 2);
    const asked = [...stage.provider.requestsTo('/token'), ...stage.provider.requestsTo('/revoke')];
    expect(asked.map(({ authorization }) => authorization)).toEqual([basic, basic, basic, basic]);
    expect(asked.every(({ form }) => !form.has('client_id') && !form.has('client_secret'))).toBe(true);
    expect(stage.opened.join()).not.toContain('s3cret');
  });

  test('R6+: a server that takes the body alone gets it there, and revocation as its own list says', async () => {
    const stage = await begin();
    stage.provider.metadata['token_endpoint_auth_methods_supported'] = ['client_secret_post'];
    stage.provider.metadata['revocation_endpoint_auth_methods_supported'] = ['client_secret_basic'];
    await stage.signIn();
    const [code] = stage.provider.requestsTo('/token');
    expect([code?.authorization, code?.form.get('client_secret')]).toEqual([null, secret]);
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await until(() => stage.provider.requestsTo('/revoke').length === 2);
    expect(stage.provider.requestsTo('/revoke')[0]?.authorization).toBe(basic);
  });

  test('R6+ R82+: a sign-in with a code is asked for, and about, with it', async () => {
    const stage = await begin();
    stage.provider.offerDeviceCodes();
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    stage.provider.deviceCode = 'approved';
    stage.clock.advance(5000);
    await stage.shows('signed-in');
    const asked = [...stage.provider.requestsTo('/device'), ...stage.provider.requestsTo('/token')];
    expect(asked.map(({ authorization }) => authorization)).toEqual([basic, basic]);
    expect(asked.some(({ form }) => form.has('client_id'))).toBe(false);
  });

  test('R6-: metadata, keys and every other exchange are without it', async () => {
    const stage = await begin();
    await stage.signIn();
    const others = stage.provider.requests.filter(({ path }) => path !== '/token');
    expect(others.length).toBeGreaterThan(1);
    expect(others.map(({ authorization }) => authorization).join('')).toBe('');
  });

  test('R6-: it is in its own record, in no other, in no activity and in nothing that the window is told', async () => {
    const stage = await begin();
    await stage.signIn();
    const holding = [...stage.vault.records].filter(([, text]) => text.includes('s3cret'));
    expect(holding.map(([key]) => key)).toEqual(['client-secret/one']);
    const told = [stage.activity, stage.view(), valueOf(await stage.sessions.details('one'))];
    expect(JSON.stringify(told)).not.toContain('s3cret');
  });

  test('R6- R49+: a sign-out that waits takes it along, sealed, and both are gone once it is delivered', async () => {
    const stage = await begin();
    await stage.signIn();
    stage.provider.script('/revoke', () => answer(503, ''));
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await quiet();
    // The person deletes the connection: its own record goes.
    valueOf(await createClientSecrets(stage.vault).erase('one'));
    stage.connections.delete('one');
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    await until(() => stage.vault.records.size === 0);
    expect(stage.provider.requestsTo('/revoke').at(-1)?.authorization).toBe(basic);
  });

  test('R6-: one that is not there any more is told before the browser opens', async () => {
    const stage = await start({ connections: [confidential] });
    expect(failureOf(await stage.sessions.signIn('one', {}))).toMatchObject({
      code: 'client-secret-missing',
      details: { field: 'Client secret' },
    });
    expect([stage.opened, stage.provider.requestsTo('/token')]).toEqual([[], []]);
  });

  test('R6-: it is never sent for another client than the one that it was entered for', async () => {
    const stage = await begin();
    stage.connections.set('one', { ...confidential, clientId: 'client-2' });
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('client-secret-missing');
    stage.connections.set('one', { ...confidential, issuer: 'https://other.example.test' });
    stage.provider.metadata['issuer'] = 'https://other.example.test';
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('client-secret-missing');
  });

  test('R6- R75-: a renewal that cannot have it asks for a person, and keeps the tokens', async () => {
    const stage = await begin();
    await stage.signIn();
    const { refreshToken } = stage.sealed() ?? {};
    stage.vault.records.delete('client-secret/one');
    await stage.sessions.renewNow('one');
    expect(stage.view()).toMatchObject({ kind: 'needs-fix', reason: { code: 'client-secret-missing' } });
    expect([stage.renewals, stage.sealed()?.refreshToken]).toEqual([0, refreshToken]);
    valueOf(await createClientSecrets(stage.vault).keep(confidential, secret));
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test.each([
    ['none is held', false, 'registered as a web application'],
    ['one is held', true, 'together with the client secret'],
  ] as const)('R6+: invalid_client where %s says what to do', async (_, holds, why) => {
    const stage = holds ? await begin() : await start();
    stage.provider.script('/token', () => answer(401, { error: 'invalid_client' }));
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    const view = stage.view();
    const reason = 'reason' in view ? view.reason : null;
    expect(reason?.why).toContain(why);
    expect(reason?.next).toContain('Settings');
  });

  test.each([
    [true, 'together with the client secret'],
    [false, 'registered as a web application'],
  ])('R6+: the same where the status says “not now”, a secret sent: %s', (sent, why) => {
    const refusal = { error: 'invalid_client' };
    const bytes = new TextEncoder().encode(JSON.stringify(refusal));
    const outcome = processTokenResponse(
      { status: 500, headers: [], bytes, serverDate: null },
      'code',
      'id.example.test',
      0,
      { secret: sent },
    );
    expect(outcome.kind === 'try-later' ? outcome.failure.why : outcome.kind).toContain(why);
  });

  test('R6+: after invalid_client the other reading is tried once, only where that is wanted', async () => {
    const stage = await start();
    stage.provider.script('/token', () => answer(401, { error: 'invalid_client' }));
    const ask = async (encoding: 'form' | 'form-then-raw') => {
      const before = stage.provider.requestsTo('/token').length;
      const deps = { fetch: stage.provider, clock: stage.clock, signal: new AbortController().signal };
      const authentication = clientAuthentication(secret, null, encoding);
      const input = { tokenEndpoint: 'https://id.example.test/token', clientId: 'client-1', authentication };
      const outcome = await refreshTokens(
        { ...input, refreshToken: 'r', resource: null, scopes: null },
        deps,
      );
      const sent = stage.provider.requestsTo('/token').slice(before);
      return [outcome.kind, ...sent.map(({ authorization }) => authorization)];
    };
    const raw = `Basic ${Buffer.from(`client-1:${secret}`).toString('base64')}`;
    expect(await ask('form')).toEqual(['needs-person', basic]);
    expect(await ask('form-then-raw')).toEqual(['needs-person', basic, raw]);
  });
});

describe('keeping a secret', () => {
  test('R6+: what may be said of it: sealed, in memory, missing, or that there is none', async () => {
    const vault = new MemoryVault();
    const secrets = createClientSecrets(vault);
    expect(secrets.state(connection())).toBe('none');
    expect(secrets.state(confidential)).toBe('missing');
    valueOf(await secrets.keep(confidential, secret));
    expect(secrets.state(confidential)).toBe('sealed');
    const later = createClientSecrets(vault);
    await later.restore();
    expect(later.state(confidential)).toBe('sealed');
    valueOf(await later.erase('one'));
    expect(later.state(confidential)).toBe('missing');
  });

  test('R6+: without a keyring it is kept in memory, which is said, and forgotten with the run', async () => {
    const vault = memoryOnly();
    const secrets = createClientSecrets(vault);
    valueOf(await secrets.keep(confidential, secret));
    expect([secrets.state(confidential), vault.records.size]).toEqual(['memory', 0]);
    const later = createClientSecrets(memoryOnly());
    await later.restore();
    expect(later.state(confidential)).toBe('missing');
  });

  test.each([
    ['the keyring is locked', { kind: 'locked' }, 'keyring-locked'],
    ['the passphrase is missing', { kind: 'passphrase-needed' }, 'passphrase-needed'],
  ] as const)(
    'R6-: while %s nothing is kept, and that is said; what is there is not called missing',
    async (_, status, code) => {
      const vault = new MemoryVault(status);
      const secrets = createClientSecrets(vault);
      await secrets.restore();
      expect(failureOf(await secrets.keep(confidential, secret)).code).toBe(code);
      expect([vault.calls, secrets.state(confidential)]).toEqual([[], 'sealed']);
    },
  );

  test('R6- F17-: one that the disk refuses is not kept behind the person’s back', async () => {
    const vault = new MemoryVault();
    const full = { code: 'disk-full', what: 'Not saved.', why: 'Full.', next: 'Free space.' } as const;
    vault.fault = (call) => (call === 'write' ? full : null);
    const secrets = createClientSecrets(vault);
    expect(failureOf(await secrets.keep(confidential, secret)).code).toBe('disk-full');
    vault.fault = () => null;
    await vault.flush();
    expect([vault.records.size, secrets.state(confidential)]).toEqual([0, 'missing']);
  });
});

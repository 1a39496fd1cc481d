import { describe, expect, test } from 'vitest';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer, broken } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';

const query = (url: string) => new URL(url).searchParams;

describe('the way through the browser', () => {
  test('R1+: the authorization request opens in the external browser', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.opened).toHaveLength(1);
    expect(new URL(stage.lastOpened).origin).toBe(stage.provider.issuer);
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'browser', way: 'scheme' });
    await stage.signIn();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  });

  test('R1-: nothing but the browser ever loads the authorization endpoint', async () => {
    const stage = await start();
    await stage.signIn();
    expect(stage.provider.requestsTo('/authorize')).toEqual([]);
    expect(stage.provider.requests.map(({ path }) => path)).toEqual([
      '/.well-known/openid-configuration',
      '/token',
      '/jwks',
    ]);
  });

  test('a browser that does not open is said, and the link still works', async () => {
    const stage = await start();
    stage.openBrowser = async () => Promise.reject(new Error('no browser'));
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('browser-not-opened');
    const link = valueOf(stage.sessions.signInLink('one'));
    expect(await stage.sessions.handleCallback(stage.provider.authorize(link))).toEqual({
      kind: 'signed-in',
      connectionId: 'one',
    });
  });

  test('metadata that cannot be read ends the attempt with its reason, and no browser opens', async () => {
    const stage = await start();
    stage.provider.script('/.well-known/openid-configuration', broken('name-not-resolved'));
    const failure = failureOf(await stage.sessions.signIn('one', {}));
    expect(failure.code).toBe('name-not-resolved');
    expect(stage.view()).toEqual({ kind: 'signed-out', reason: failure });
    expect(stage.opened).toEqual([]);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('a connection without a client ID is a draft and cannot sign in', async () => {
    const stage = await start({ connections: [connection({ clientId: '' })] });
    expect(stage.view()).toEqual({ kind: 'draft' });
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('client-id-invalid');
    expect(stage.provider.requests).toEqual([]);
  });
});

describe('transactions', () => {
  test('R8+: a callback with a live state is taken once', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
  });

  test('R8- F23-: a used state is ignored without a network call', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    await stage.sessions.handleCallback(callback);
    const before = stage.provider.requests.length;
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'ignored' });
    expect(stage.provider.requests).toHaveLength(before);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R8-: the state is gone from the vault before the code is sent', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    let atRequest: readonly string[] = ['not asked'];
    stage.provider.once('/token', async (seen) => {
      atRequest = stage.vault.idsOf('transaction');
      return stage.provider.asUsual(seen);
    });
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(atRequest).toEqual([]);
  });

  test('R8- F21-: an answer after an hour is refused, in words, without a network call', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    stage.clock.advance(60 * 60_000 + 1000);
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'callback-expired' } });
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    const before = stage.provider.requests.length;
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    expect(stage.view()).toMatchObject({ reason: { what: 'This sign-in was too old.' } });
    expect(stage.provider.requests).toHaveLength(before);
  });

  test('F21-: where the clock jumped over the hour unnoticed, the late answer ends the sign-in with the same words', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    const before = stage.provider.requests.length;
    stage.clock.setWall(stage.clock.now() + 60 * 60_000 + 1000);
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'callback-expired' } });
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    expect(stage.provider.requests).toHaveLength(before);
    await stage.signIn();
  });

  test('F21+: a late answer to an older request leaves the one that runs as it is', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const late = stage.provider.authorize(stage.lastOpened);
    stage.clock.advance(60 * 60_000 - 1000);
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    stage.clock.advance(2000);
    expect(await stage.sessions.handleCallback(late)).toEqual({ kind: 'failed', connectionId: 'one' });
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'browser' });
    expect(stage.noted('came back too late')).toHaveLength(1);
    expect((await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened))).kind).toBe(
      'signed-in',
    );
  });

  test('F21+: an answer after 59 minutes signs in', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.clock.advance(59 * 60_000);
    const callback = stage.provider.authorize(stage.lastOpened);
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
  });

  test('F21+: starting again keeps the earlier browser tab good', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const first = stage.lastOpened;
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    expect(stage.opened).toHaveLength(2);
    expect((await stage.sessions.handleCallback(stage.provider.authorize(first))).kind).toBe('signed-in');
    await quiet();
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('F21-: at most five requests of a connection can be answered', async () => {
    const stage = await start();
    for (let turn = 0; turn < 6; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other is what is tried
      valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    }
    await quiet();
    expect(stage.vault.idsOf('transaction')).toHaveLength(5);
    const [oldest = ''] = stage.opened;
    expect((await stage.sessions.handleCallback(stage.provider.authorize(oldest))).kind).toBe('ignored');
  });

  test('F22+: a double click joins the sign-in that runs', async () => {
    const stage = await start();
    const both = await Promise.all([stage.sessions.signIn('one', {}), stage.sessions.signIn('one', {})]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(stage.opened).toHaveLength(1);
    expect(stage.vault.idsOf('transaction')).toHaveLength(1);
  });

  test('F22-: a callback that comes twice makes one token request', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    const both = await Promise.all([
      stage.sessions.handleCallback(callback),
      stage.sessions.handleCallback(callback),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['ignored', 'signed-in']);
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
  });

  test('the transaction is sealed before the browser opens', async () => {
    const stage = await start();
    let sealed: readonly string[] = [];
    stage.openBrowser = async () => {
      sealed = stage.vault.idsOf('transaction');
      return Promise.resolve();
    };
    valueOf(await stage.sessions.signIn('one', {}));
    expect(sealed).toHaveLength(1);
  });

  test('R13+: the sealed transaction holds the verifier that the code is redeemed with', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const record = [...stage.vault.records.values()].join('');
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    const verifier = stage.provider.requestsTo('/token')[0]?.form.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w~.-]{43,128}$/);
    expect(record).toContain(verifier);
  });

  test('R13-: neither verifier nor state nor token is in a view, the details, the activity or the browser’s address', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const waiting = JSON.stringify(stage.view());
    const state = query(stage.lastOpened).get('state') ?? 'none';
    const url = stage.lastOpened;
    await stage.signIn();
    const verifier = stage.provider.requestsTo('/token')[0]?.form.get('code_verifier') ?? 'none';
    const details = valueOf(await stage.sessions.details('one'));
    const shown = [
      waiting,
      JSON.stringify(stage.view()),
      JSON.stringify(details),
      JSON.stringify(stage.activity),
    ];
    for (const text of shown) {
      expect(text).not.toContain(verifier);
      expect(text).not.toContain(state);
      expect(text).not.toMatch(/(access|refresh|code)-token-\d/);
    }
    expect(url).not.toContain(verifier);
  });
});

describe('what comes back', () => {
  test('R16+: the code goes to the token endpoint that the transaction stored', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.provider.metadata['token_endpoint'] = `${stage.provider.issuer}/elsewhere`;
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
    expect(stage.provider.requestsTo('/elsewhere')).toEqual([]);
  });

  test('R16-: the answer of one connection is never redeemed with another', async () => {
    const other = connection({ id: 'two', issuer: 'https://id.example.test', clientId: 'client-2' });
    const stage = await start({ connections: [connection(), other] });
    valueOf(await stage.sessions.signIn('one', {}));
    const one = stage.lastOpened;
    valueOf(await stage.sessions.signIn('two', {}));
    const mixed = stage.provider.authorize(stage.lastOpened, { state: query(one).get('state') ?? '' });
    expect(await stage.sessions.handleCallback(mixed)).toEqual({ kind: 'failed', connectionId: 'one' });
    const [request] = stage.provider.requestsTo('/token');
    expect(request?.form.get('client_id')).toBe('client-1');
    expect(stage.view('one').kind).toBe('signed-out');
    expect(stage.view('two').kind).toBe('waiting-for-browser');
  });

  test.each([
    ['issuer', { issuer: 'https://other.example.test' }],
    ['client ID', { clientId: 'client-2' }],
    ['redirect address', { redirectSpelling: 'authority' }],
    ['callback tag', { manual: { tag: 'a'.repeat(26) } }],
  ] as const)(
    'R16-: a connection whose %s was changed while the sign-in ran: the code is sent to nobody',
    async (_, changes) => {
      const stage = await start();
      valueOf(await stage.sessions.signIn('one', {}));
      const before = stage.provider.requests.length;
      stage.connections.set('one', connection(changes));
      const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
      expect(outcome).toEqual({ kind: 'failed', connectionId: 'one' });
      expect(stage.provider.requests).toHaveLength(before);
      expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'sign-in-cancelled' } });
      expect(stage.vault.records.size).toBe(0);
    },
  );

  test('R16-: a connection that is changed while the code is redeemed keeps nothing of what comes', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.provider.once('/token', async (seen) => {
      stage.connections.set('one', connection({ clientId: 'client-2' }));
      return stage.provider.asUsual(seen);
    });
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'sign-in-cancelled' } });
    expect(stage.vault.records.size).toBe(0);
  });

  test('R16-: a session of another client is not used for the connection as it is now', async () => {
    const stage = await start();
    await stage.signIn();
    stage.connections.set('one', connection({ clientId: 'client-2' }));
    const before = stage.provider.requests.length;
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'needs-sign-in', reason: { code: 'sign-in-needed' } });
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
    expect(stage.provider.requests).toHaveLength(before);
  });

  test.each(['scheme', 'loopback'] as const)(
    'R16+: a connection that only got another name and other scopes finishes its sign-in over %s',
    async (way) => {
      const stage = await start();
      valueOf(await stage.sessions.signIn('one', { way }));
      stage.connections.set('one', connection({ name: 'Acme staging', scopes: ['openid', 'email'] }));
      const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
      expect(outcome).toEqual({ kind: 'signed-in', connectionId: 'one' });
    },
  );

  test('F25-: an error answer with a live state ends the attempt, with the provider’s words cut and inert', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened, {
      code: undefined,
      error: 'access_denied',
      error_description: `No${'o'.repeat(5000)}`,
    });
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    const view = stage.view();
    expect(view).toMatchObject({ kind: 'signed-out', reason: { code: 'authorization-refused' } });
    expect(JSON.stringify(view).length).toBeLessThan(3000);
    expect(stage.provider.requestsTo('/token')).toEqual([]);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('F25+: an error answer with an unknown state changes nothing', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened, {
      code: undefined,
      error: 'access_denied',
      state: 'foreign',
    });
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('ignored');
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'browser' });
  });

  test('R20+: a sign-in whose nonce fits is kept', async () => {
    const stage = await start();
    await stage.signIn();
    expect(stage.sealed()?.nonce).toBe(query(stage.lastOpened).get('nonce'));
  });

  test('R20-: with another nonce every token of the answer is discarded, and nothing further is called', async () => {
    const stage = await start();
    stage.provider.claims = { nonce: 'another' };
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('failed');
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'id-token-invalid' } });
    expect(stage.vault.records.size).toBe(0);
    expect(stage.provider.requests.at(-1)?.path).toBe('/token');
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
  });

  test('R78+: without openid there is no nonce and no account name', async () => {
    const stage = await start({ connections: [connection({ scopes: ['notes:read'] })] });
    await stage.signIn();
    expect(query(stage.lastOpened).get('nonce')).toBeNull();
    expect(stage.settled()).toEqual({ kind: 'signed-in', account: null });
  });

  test('R78+: openid that the server narrowed away asks for no ID token', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = { id_token: undefined, scope: 'notes:read' };
    await stage.signIn();
    expect(stage.settled()).toEqual({ kind: 'signed-in', account: null });
    expect(valueOf(await stage.sessions.details('one')).scopesGranted).toEqual(['notes:read']);
  });

  test('R78-: openid asked and no ID token is rejected', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = { id_token: undefined };
    valueOf(await stage.sessions.signIn('one', {}));
    expect((await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened))).kind).toBe(
      'failed',
    );
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'id-token-invalid' } });
    expect(stage.vault.records.size).toBe(0);
  });
});

describe('a plain OAuth 2.0 server that does not say that it takes PKCE', () => {
  const plain = { scopes: ['notes:read'] } as const;

  test('R78-: the person is asked before any browser opens', async () => {
    const stage = await start({ connections: [connection(plain)] });
    delete stage.provider.metadata['code_challenge_methods_supported'];
    const failure = failureOf(await stage.sessions.signIn('one', {}));
    expect(failure).toMatchObject({ code: 'pkce-not-listed', details: { host: 'id.example.test' } });
    expect(stage.view()).toEqual({ kind: 'signed-out', reason: failure });
    expect(stage.opened).toEqual([]);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('R78+: once it was accepted, sign-ins go on, with PKCE all the same', async () => {
    const stage = await start({ connections: [connection({ ...plain, unlistedPkceAccepted: true })] });
    delete stage.provider.metadata['code_challenge_methods_supported'];
    await stage.signIn();
    expect(query(stage.lastOpened).get('code_challenge_method')).toBe('S256');
    expect(stage.settled()).toEqual({ kind: 'signed-in', account: null });
  });

  test('R14- R78-: a server that lists other methods only is refused, whatever was accepted', async () => {
    const stage = await start({ connections: [connection({ ...plain, unlistedPkceAccepted: true })] });
    stage.provider.metadata['code_challenge_methods_supported'] = ['plain'];
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('pkce-not-supported');
  });

  test('R14+ R78+: nobody is asked where openid is asked for, or S256 is listed', async () => {
    const stage = await start();
    delete stage.provider.metadata['code_challenge_methods_supported'];
    await stage.signIn();
    const listed = await start({ connections: [connection(plain)] });
    await listed.signIn();
    expect([stage.view().kind, listed.view().kind]).toEqual(['signed-in', 'signed-in']);
  });
});

describe('accounts', () => {
  test('R79+: the first sign-in at an issuer that has an account here asks which one, and offline access asks for consent', async () => {
    const stage = await start({ connections: [connection(), connection({ id: 'two' })] });
    valueOf(await stage.sessions.signIn('one', {}));
    expect(query(stage.lastOpened).get('prompt')).toBe('consent');
    await stage.signIn();
    valueOf(await stage.sessions.signIn('two', {}));
    expect(query(stage.lastOpened).get('prompt')?.split(' ').toSorted()).toEqual([
      'consent',
      'select_account',
    ]);
    expect(query(stage.lastOpened).get('login_hint')).toBeNull();
  });

  test('R79+: another account is asked for, and the last one is not hinted at', async () => {
    const stage = await start({ connections: [connection({ scopes: ['openid'] })] });
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true }));
    expect(query(stage.lastOpened).get('prompt')).toBe('select_account');
    expect(query(stage.lastOpened).get('login_hint')).toBeNull();
  });

  test('R79+: signing in again names the last account and asks nothing twice', async () => {
    const stage = await start();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', {}));
    expect(query(stage.lastOpened).get('login_hint')).toBe('ada@example.test');
    expect(query(stage.lastOpened).get('prompt')).toBeNull();
  });

  test('R79-: prompt=none is never sent, and without a need no prompt is', async () => {
    const stage = await start({ connections: [connection({ scopes: ['openid'] })] });
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true, startAgain: true }));
    const prompts = stage.opened.map((url) => query(url).get('prompt'));
    expect(prompts[0]).toBeNull();
    expect(prompts.join(' ')).not.toContain('none');
  });
});

describe('cancelling', () => {
  test('in the browser leaves no transaction, timer or session', async () => {
    const stage = await start();
    const before = stage.clock.waiting;
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.cancelSignIn('one');
    await quiet();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
    expect(stage.clock.waiting).toBe(before);
    const late = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(late.kind).toBe('ignored');
  });

  test('while the metadata is read opens no browser', async () => {
    const stage = await start();
    const before = stage.clock.waiting;
    const release = stage.provider.hold('/.well-known/openid-configuration');
    const signIn = stage.sessions.signIn('one', {});
    await until(() => stage.provider.requests.length > 0);
    await stage.sessions.cancelSignIn('one');
    expect(failureOf(await signIn).code).toBe('sign-in-cancelled');
    release();
    await quiet();
    expect(stage.opened).toEqual([]);
    expect(stage.vault.records.size).toBe(0);
    expect(stage.clock.waiting).toBe(before);
  });

  test('while the code is redeemed keeps nothing of what comes', async () => {
    const stage = await start();
    const before = stage.clock.waiting;
    valueOf(await stage.sessions.signIn('one', {}));
    const release = stage.provider.hold('/token');
    const callback = stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    await until(() => stage.provider.requestsTo('/token').length > 0);
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'finishing' });
    await stage.sessions.cancelSignIn('one');
    release();
    expect((await callback).kind).toBe('failed');
    await quiet();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
    expect(stage.clock.waiting).toBe(before);
  });

  test('and signing in again begins anew', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.cancelSignIn('one');
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in');
  });
});

describe('two ways back', () => {
  test('another way is another request; one that is not registered is refused', async () => {
    const stage = await start({ connections: [connection({ redirectWays: ['scheme'] })] });
    valueOf(await stage.sessions.signIn('one', {}));
    expect(failureOf(await stage.sessions.signIn('one', { way: 'loopback' })).code).toBe('not-permitted');
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', way: 'scheme' });
    expect((await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened))).kind).toBe(
      'signed-in',
    );
  });

  test('the loopback receiver takes the answer, says so in the browser, and is closed', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    const callback = stage.provider.authorize(stage.lastOpened);
    const page = await fetch(callback);
    expect(await page.text()).toContain('Signed in. You can close this tab.');
    expect(stage.view().kind).toBe('signed-in');
    await quiet();
    await expect(fetch(callback)).rejects.toThrow('fetch failed');
  });

  test('what came to a loopback address is told, so that the window can be raised', async () => {
    const stage = await start();
    const told: string[] = [];
    const stop = stage.sessions.onLoopbackAnswer(({ kind }) => told.push(kind));
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    await fetch(stage.provider.authorize(stage.lastOpened, { state: 'foreign' }));
    await fetch(stage.provider.authorize(stage.lastOpened));
    expect(told).toEqual(['ignored', 'signed-in']);
    stop();
    await stage.signIn();
    expect(told).toHaveLength(2);
  });

  test('a foreign answer at the loopback address leaves the sign-in running', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    const page = await fetch(stage.provider.authorize(stage.lastOpened, { state: 'foreign' }));
    expect(await page.text()).toContain('Not signed in. Go back to Latchkey.');
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'browser' });
    await stage.sessions.cancelSignIn('one');
    await quiet();
    await expect(fetch(stage.provider.authorize(stage.lastOpened))).rejects.toThrow('fetch failed');
  });
});

test('opening the browser again uses the same request', async () => {
  const stage = await start();
  expect(failureOf(await stage.sessions.openBrowserAgain('one')).code).toBe('not-found');
  valueOf(await stage.sessions.signIn('one', {}));
  valueOf(await stage.sessions.openBrowserAgain('one'));
  expect(stage.opened[1]).toBe(stage.opened[0]);
  expect(valueOf(stage.sessions.signInLink('one'))).toBe(stage.lastOpened);
});

test('a code that the provider refuses ends the attempt', async () => {
  const stage = await start();
  valueOf(await stage.sessions.signIn('one', {}));
  stage.provider.script('/token', () => answer(401, { error: 'invalid_client' }));
  await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'token-request-refused' } });
});

describe('a sign-in that an earlier run began', () => {
  test('F27+ F22+: asked for again it is opened in the browser, once: whether that happened before nobody knows', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.restart();
    await stage.sessions.restore();
    valueOf(await stage.sessions.signIn('one', {}));
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.opened).toHaveLength(2);
    expect(stage.opened[1]).toBe(stage.opened[0]);
    const { kind } = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(kind).toBe('signed-in');
  });

  test('F21+: so is an earlier one, where a newer one could not be begun', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.provider.script('/.well-known/openid-configuration', broken('connection-failed'));
    failureOf(await stage.sessions.signIn('one', { startAgain: true }));
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.opened).toHaveLength(2);
    expect(stage.opened[1]).toBe(stage.opened[0]);
  });
});

import { describe, expect, test } from 'vitest';
import { longestPageWords } from '../../../../../src/shared/provider.ts';
import type { Failure } from '../../../../../src/shared/failure.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, start } from './stage.ts';
import type { Stage } from './stage.ts';

const issuer = 'https://id.example.test';

/** A provider under a domain of its own, which only its metadata gives away as Okta's. */
async function atOkta(): Promise<Stage> {
  const stage = await start({ connections: [connection({ issuer })] });
  const { provider } = stage;
  provider.metadata['authorization_endpoint'] = `${issuer}/oauth2/v1/authorize`;
  return stage;
}

/** Why nobody is signed in, or why a new sign-in came to nothing. */
function told(stage: Stage): Failure {
  const view = stage.view();
  const found =
    'attemptFailure' in view
      ? view.attemptFailure
      : 'reason' in view
        ? (view.reason ?? undefined)
        : undefined;
  if (found === undefined) throw new Error(`Nothing is told: ${JSON.stringify(view)}`);
  return found;
}

/** The browser comes back with an error, to the request that runs. */
async function comesBackWith(stage: Stage, error: string, description: string): Promise<Failure> {
  valueOf(await stage.sessions.signIn('one', {}));
  const { searchParams } = new URL(stage.lastOpened);
  const back = new URLSearchParams({
    error,
    error_description: description,
    state: searchParams.get('state') ?? '',
  });
  await stage.sessions.handleCallback(`${searchParams.get('redirect_uri') ?? ''}?${back.toString()}`);
  return told(stage);
}

/** What is told of a page to a sign-in that runs; to one that begins for it where none is given. */
async function explained(words: string, stage?: Stage): Promise<Failure> {
  const on = stage ?? (await atOkta());
  if (stage === undefined) valueOf(await on.sessions.signIn('one', {}));
  return valueOf(on.sessions.explainPage('one', words));
}

describe('an error that comes back through the browser', () => {
  const words = 'User is not assigned to the client application.';

  test('F25+: is explained by the provider’s own entry, known by its metadata, with the place there', async () => {
    const failure = await comesBackWith(await atOkta(), 'access_denied', words);
    expect(failure.why).toBe('Your account is not assigned to this app in Okta.');
    expect(failure.next).toContain('At Okta: Applications > your app > Assignments.');
    expect(failure.details).toMatchObject({
      providerError: 'access_denied',
      providerDescription: words,
      help: { entry: 'okta-not-assigned', evidence: 'unchecked' },
    });
  });

  test('is explained as any provider’s where nobody knows the server', async () => {
    const failure = await comesBackWith(await start(), 'access_denied', words);
    expect(failure.why).toBe('You declined, or your account may not use this app.');
    expect(failure.details?.help?.entry).toBe('declined');
  });

  test('F25-: that nobody knows is in the details alone, inert, with what was sent and without what is secret', async () => {
    const stage = await atOkta();
    const failure = await comesBackWith(stage, 'ev\u202eil_code', 'Call 555-1234 now!\u0007');
    expect(failure.why + failure.next).not.toContain('555-1234');
    expect(failure.details).toMatchObject({
      providerError: 'ev il_code',
      providerDescription: 'Call 555-1234 now!',
    });
    const { searchParams } = new URL(stage.opened.at(-1) ?? '');
    const sent = failure.details?.sent ?? [];
    expect(sent).toContain('client_id: client-1');
    expect(sent).toContain('scope: openid offline_access');
    expect(sent).toContain('state: (not shown)');
    for (const secret of ['state', 'nonce', 'code_challenge']) {
      const value = searchParams.get(secret) ?? '';
      expect(value.length).toBeGreaterThan(20);
      expect(JSON.stringify(failure)).not.toContain(value);
    }
  });
});

describe('a scope that is refused', () => {
  const scopes = ['openid', 'profile', 'api2'];
  const asking = async (): Promise<Stage> => start({ connections: [connection({ scopes })] });

  test('and named by what the browser brings is offered to be left out', async () => {
    const { details } = await comesBackWith(await asking(), 'invalid_scope', 'api2 is not allowed');
    expect(details?.help).toMatchObject({ entry: 'scope-refused', action: 'drop-scope', scope: 'api2' });
  });

  test('and not named, or one that was asked for beside the settings, is looked for there', async () => {
    const stage = await asking();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { more: ['api3'] }));
    for (const words of ['It is not allowed.', 'api3 is not allowed']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, in the same sign-in
      const { details } = await explained(`invalid_scope ${words}`, stage);
      expect(details?.help).toEqual({
        entry: 'scope-refused',
        documentation: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1',
        action: 'open-settings',
      });
    }
    const { details } = await explained('invalid_scope: api2 is not allowed', stage);
    expect(details?.help).toMatchObject({ action: 'drop-scope', scope: 'api2' });
  });

  test('by the token endpoint is offered in the same way, by its `scope` too', async () => {
    const stage = await asking();
    await stage.signIn();
    stage.provider.script('/token', () => answer(400, { error: 'invalid_scope', scope: 'api2' }));
    await stage.sessions.renewNow('one');
    expect(told(stage).details?.help).toMatchObject({ action: 'drop-scope', scope: 'api2' });
    valueOf(await stage.sessions.signIn('one', {}));
    const { searchParams } = new URL(stage.lastOpened);
    const callback = `${searchParams.get('redirect_uri') ?? ''}?code=c-123456789&state=${searchParams.get('state') ?? ''}`;
    await stage.sessions.handleCallback(callback);
    expect(told(stage).details?.help).toMatchObject({ action: 'drop-scope', scope: 'api2' });
  });
});

describe('an error of the token endpoint', () => {
  test('ends a sign-in with the catalogue’s words', async () => {
    const stage = await atOkta();
    stage.provider.script('/token', () =>
      answer(400, {
        error: 'invalid_request',
        error_description: 'Browser requests to the token endpoint must use PKCE',
      }),
    );
    valueOf(await stage.sessions.signIn('one', {}));
    const { searchParams } = new URL(stage.lastOpened);
    const callback = `${searchParams.get('redirect_uri') ?? ''}?code=c-123456789&state=${searchParams.get('state') ?? ''}`;
    await stage.sessions.handleCallback(callback);
    expect(told(stage).details?.help?.entry).toBe('okta-browser-request');
  });

  test('R75+: that nobody knows keeps the sign-in and shows what was sent, but neither code, verifier nor token', async () => {
    const stage = await start();
    await stage.signIn();
    const token = stage.sealed()?.refreshToken ?? '';
    stage.provider.script('/token', () => answer(400, { error: 'pool_closed' }));
    await stage.sessions.renewNow('one');
    const failure = told(stage);
    expect(failure.details).toMatchObject({
      providerError: 'pool_closed',
      sent: ['grant_type: refresh_token', 'client_id: client-1', 'refresh_token: (not shown)'],
    });
    expect(token.length).toBeGreaterThan(5);
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  test('R76+: a sign-in that nothing can renew says where that is switched on', async () => {
    const stage = await atOkta();
    stage.provider.tokenAnswer = { refresh_token: undefined };
    valueOf(await stage.sessions.signIn('one', {}));
    const { provider, lastOpened } = stage;
    await stage.sessions.handleCallback(provider.authorize(lastOpened));
    const view = await stage.shows('signed-in-until');
    expect('reason' in view ? view.reason?.next : null).toContain('Grant type > Refresh Token');
  });
});

describe('a page at which the browser stopped', () => {
  test.each([
    [
      'words',
      '400\nYour request resulted in an error. The ‘redirect_uri’ parameter must be a Login redirect URI in the client app settings',
      'okta-redirect-unknown',
    ],
    [
      'an address',
      'https://id.example.test/error?error=access_denied&error_description=Policy+evaluation%20failed',
      'okta-no-policy',
    ],
    [
      'an address that says what was asked, too',
      'https://id.example.test/error?redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Fcallback&error=access_denied',
      'declined',
    ],
    [
      'an address that says only what was asked',
      'https://id.example.test/authorize?client_id=client-1&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Fcallback',
      'redirect-address-unknown',
    ],
    ['general words', 'Invalid redirect URI.', 'redirect-address-unknown'],
    ['nothing', '  \u200b\n', 'nothing-came-back'],
  ])('%s', async (_, words, entry) => {
    expect((await explained(words)).details?.help?.entry).toBe(entry);
  });

  test('F26-: is bounded and inert, whatever is pasted, and changes nothing', async () => {
    const stage = await atOkta();
    valueOf(await stage.sessions.signIn('one', {}));
    const before = [stage.view(), stage.activity.length, stage.opened.length];
    for (const words of [
      'x'.repeat(3_000_000),
      '%41'.repeat(1_000_000),
      '\u202e\u0000<script>alert(1)</script>',
      '%%%2%zz',
      `${' '.repeat(longestPageWords)}redirect_uri_mismatch`,
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, in the same sign-in
      const failure = await explained(words, stage);
      expect(failure.details?.help?.entry ?? 'unknown').toMatch(/^(?:unknown|nothing-came-back)$/u);
      expect(failure.details?.providerDescription?.length ?? 0).toBeLessThanOrEqual(200);
      expect(failure.details?.providerDescription ?? '').not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect([stage.view(), stage.activity.length, stage.opened.length]).toEqual(before);
  });

  test('is picked from what it is known to say at this provider, each of which is explained', async () => {
    const stage = await atOkta();
    expect(failureOf(stage.sessions.pageSayings('one')).code).toBe('not-found');
    valueOf(await stage.sessions.signIn('one', {}));
    const sayings = valueOf(stage.sessions.pageSayings('one'));
    expect(sayings[0]).toBe(
      "'redirect_uri' parameter must be a Login redirect URI in the client app settings",
    );
    for (const saying of sayings) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, in the same sign-in
      expect((await explained(saying, stage)).details?.help?.entry).toMatch(/^\S+$/u);
    }
  });

  test('is looked up for a sign-in that runs, and for no other', async () => {
    const stage = await atOkta();
    expect(failureOf(stage.sessions.explainPage('one', 'anything')).code).toBe('not-found');
    expect(failureOf(stage.sessions.explainPage('gone', 'anything')).code).toBe('not-found');
  });
});

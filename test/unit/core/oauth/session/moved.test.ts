import { describe, expect, test } from 'vitest';
import { savedConnection } from '../../../../support/connections.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { fetchErrorCodes } from '../../../../support/fetch-errors.ts';
import { answer, broken } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const discovery = '/.well-known/openid-configuration';
const other = 'https://new.example.test';
const gone = () => answer(404, '');

/** Somebody signed in, then the provider takes its token endpoint to another host and path. */
async function movedProvider(options: StageOptions = {}): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  movesTokens(stage);
  return stage;
}

function movesTokens({ provider }: Stage): void {
  provider.metadata['token_endpoint'] = `${other}/oauth/token`;
  provider.script('/token', gone);
  provider.script('/oauth/token', async (seen) => provider.asUsual({ ...seen, path: '/token' }));
}

/** Paths that were asked from now on. */
function watch({ provider }: Stage): () => readonly string[] {
  const from = provider.requests.length;
  return () => provider.requests.slice(from).map(({ path }) => path);
}

async function withMovedKeys(): Promise<Stage> {
  // Another run knows no keys: what it renews has to be checked with those that are published.
  const before = await start();
  before.provider.renewsIdToken = true;
  await before.signIn();
  before.restart(new MemoryVault(before.vault.status, before.vault.records));
  await before.sessions.restore();
  const { provider } = before;
  provider.metadata['jwks_uri'] = `${other}/keys`;
  provider.script('/keys', async (seen) => provider.asUsual({ ...seen, path: '/jwks' }));
  return before;
}

async function signedOut(change: (stage: Stage) => void, options: StageOptions = {}): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  const { provider } = stage;
  provider.metadata['revocation_endpoint'] = `${other}/oauth/revoke`;
  provider.script('/revoke', gone);
  provider.script('/oauth/revoke', async (seen) => provider.asUsual({ ...seen, path: '/revoke' }));
  change(stage);
  valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
  await quiet();
  return stage;
}

describe('a token endpoint that moved', () => {
  test('F19+: a renewal reads the metadata again and goes on where it says, now and later', async () => {
    const stage = await movedProvider();
    const asked = watch(stage);
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.view().kind).toBe('signed-in');
    expect(asked()).toStrictEqual(['/token', discovery, '/oauth/token']);
    expect(stage.provider.requestsTo('/oauth/token')[0]?.url).toBe(`${other}/oauth/token`);
    expect(stage.sealed()?.tokenEndpoint).toBe(`${other}/oauth/token`);
    expect(stage.noted('moved')).toHaveLength(1);

    stage.restart();
    await stage.sessions.restore();
    const later = watch(stage);
    valueOf(await stage.sessions.renewNow('one'));
    expect(later()).toStrictEqual(['/oauth/token']);
  });

  test.each([301, 302, 303, 307, 308, 404, 405, 410, 421])(
    'F19+ R73+: status %i of the old one is a reason to look',
    async (status) => {
      const stage = await movedProvider();
      stage.provider.script('/token', () => answer(status, '', { location: 'https://evil.example/token' }));
      valueOf(await stage.sessions.renewNow('one'));
      expect(stage.provider.requests.filter(({ url }) => url.includes('evil'))).toStrictEqual([]);
    },
  );

  test.each(['name-not-resolved', 'certificate-invalid', 'encryption-failed'] as const)(
    'F19+: so is a host that is given up (%s)',
    async (code) => {
      const stage = await movedProvider();
      stage.provider.script('/token', broken(code));
      valueOf(await stage.sessions.renewNow('one'));
      expect(stage.provider.requestsTo('/oauth/token')).toHaveLength(1);
    },
  );

  test.each(['connection-failed', 'timed-out'] as const)(
    'F19+ F2+: a host that gives no answer (%s) is asked twice before the metadata is',
    async (code) => {
      const stage = await movedProvider();
      stage.provider.script('/token', broken(code));
      const asked = watch(stage);
      const renewing = stage.sessions.renewNow('one');
      await until(() => stage.noted('asked once more').length === 1);
      expect(asked()).toStrictEqual(['/token']);
      stage.clock.advance(1000);
      valueOf(await renewing);
      expect(asked()).toStrictEqual(['/token', '/token', discovery, '/oauth/token']);
    },
  );

  test.each([400, 401, 403, 408, 425, 429, 500, 501, 502, 503, 504])(
    'F19-: status %i is an answer: nothing moved, and nothing is read again',
    async (status) => {
      const stage = await movedProvider();
      stage.provider.script('/token', () => answer(status, ''));
      const renewing = stage.sessions.renewNow('one');
      await quiet();
      stage.clock.advance(1000);
      failureOf(await renewing);
      expect(stage.provider.requestsTo(discovery)).toHaveLength(1);
      expect(stage.provider.requestsTo('/oauth/token')).toStrictEqual([]);
    },
  );

  test.each(['invalid_grant', 'invalid_client', 'unauthorized_client'])(
    'F19- R75-: 404 with the provider’s own words (%s) is its answer',
    async (error) => {
      const stage = await movedProvider();
      stage.provider.script('/token', () => answer(404, { error }));
      failureOf(await stage.sessions.renewNow('one'));
      expect(stage.provider.requestsTo(discovery)).toHaveLength(1);
    },
  );

  test('F19-: an issuer that calls itself something else by now gets nothing', async () => {
    const stage = await movedProvider();
    stage.provider.metadata['issuer'] = 'https://evil.example.test';
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('token-request-refused');
    expect(stage.view().kind).toBe('needs-fix');
    expect(stage.provider.requestsTo('/oauth/token')).toStrictEqual([]);
    expect(stage.sealed()?.tokenEndpoint).toBe('https://id.example.test/token');
    expect(stage.sealed()?.refreshToken).not.toBeNull();
    expect(stage.noted('no other one was found')).toMatchObject([{ failureCode: 'issuer-mismatch' }]);
  });

  test('F19- R23-: nor does an address in the clear', async () => {
    const stage = await movedProvider();
    stage.provider.metadata['token_endpoint'] = 'http://new.example.test/oauth/token';
    failureOf(await stage.sessions.renewNow('one'));
    expect(stage.provider.requestsTo('/oauth/token')).toStrictEqual([]);
  });

  test('F19-: where the metadata names the same endpoint, it is not asked again', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.script('/token', gone);
    const asked = watch(stage);
    expect(failureOf(await stage.sessions.renewNow('one')).details).toMatchObject({ httpStatus: 404 });
    expect(asked()).toStrictEqual(['/token', discovery]);
    expect(stage.view().kind).toBe('needs-fix');
    stage.clock.advance(3_600_000);
    await quiet();
    expect(asked()).toStrictEqual(['/token', discovery]);
  });

  test('F19-: a new endpoint that is gone too ends it: nothing goes in circles', async () => {
    const stage = await movedProvider();
    stage.provider.script('/oauth/token', (seen) => {
      stage.provider.metadata['token_endpoint'] = `${other}${seen.path}/further`;
      return gone();
    });
    const asked = watch(stage);
    failureOf(await stage.sessions.renewNow('one'));
    expect(asked()).toStrictEqual(['/token', discovery, '/oauth/token']);
    expect(stage.view().kind).toBe('needs-fix');
  });

  test.each(fetchErrorCodes.filter((code) => code !== 'cancelled'))(
    'F19-: metadata that cannot be read (%s) leaves the first answer standing',
    async (code) => {
      const stage = await movedProvider();
      stage.provider.script(discovery, broken(code));
      expect(failureOf(await stage.sessions.renewNow('one')).details).toMatchObject({ httpStatus: 404 });
      expect(stage.view().kind).toBe('needs-fix');
    },
  );

  test('F19- R87-: endpoints by hand are followed nowhere: their hosts were confirmed', async () => {
    const manual = { tag: 'a'.repeat(26), tokenEndpoint: 'https://id.example.test/token' };
    const stage = await movedProvider({ connections: [connection({ manual })] });
    const asked = watch(stage);
    failureOf(await stage.sessions.renewNow('one'));
    expect(asked()).toStrictEqual(['/token']);
  });

  test('F19+: what the new one says counts: an ended session is ended, a busy one waits there', async () => {
    const ended = await movedProvider();
    ended.provider.script('/oauth/token', () => answer(400, { error: 'invalid_grant' }));
    expect(failureOf(await ended.sessions.renewNow('one')).code).toBe('session-ended');
    expect(ended.view().kind).toBe('needs-sign-in');

    const busy = await movedProvider();
    busy.provider.script('/oauth/token', () => answer(503, ''));
    failureOf(await busy.sessions.renewNow('one'));
    expect(busy.view().kind).toBe('provider-unavailable');
    await quiet();
    expect(busy.sealed()?.tokenEndpoint).toBe(`${other}/oauth/token`);
  });
});

describe('keys that moved', () => {
  test('F19+: a renewal finds them where the metadata says', async () => {
    const stage = await withMovedKeys();
    stage.provider.script('/jwks', gone);
    const asked = watch(stage);
    valueOf(await stage.sessions.renewNow('one'));
    expect(asked()).toStrictEqual(['/token', '/jwks', discovery, '/keys']);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('F19- F12-: a key set that fails for now has not moved', async () => {
    const stage = await withMovedKeys();
    stage.provider.script('/jwks', () => answer(503, ''));
    const asked = watch(stage);
    failureOf(await stage.sessions.renewNow('one'));
    expect(asked()).toStrictEqual(['/token', '/jwks']);
    expect(stage.view().kind).toBe('provider-unavailable');
  });

  test('F19- R34-: a token that the new keys did not sign is refused', async () => {
    const stage = await withMovedKeys();
    stage.provider.script('/jwks', gone);
    stage.provider.script('/keys', () => answer(200, { keys: [] }));
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('id-token-invalid');
    expect(stage.view().kind).toBe('needs-sign-in');
  });
});

describe('a revocation endpoint that moved', () => {
  test('F19+ R50+: both tokens are given back where the metadata says, with one look at it', async () => {
    const stage = await signedOut(() => undefined);
    await stage.shows('signed-out');
    expect(stage.provider.requestsTo('/revoke')).toHaveLength(1);
    expect(
      stage.provider.requestsTo('/oauth/revoke').map(({ form }) => form.get('token_type_hint')),
    ).toStrictEqual(['refresh_token', 'access_token']);
    expect(stage.provider.requestsTo(discovery)).toHaveLength(2);
    expect(stage.provider.refreshTokens.size).toBe(0);
    expect(stage.vault.records.size).toBe(0);
  });

  test('F19+ R49+: a sign-out that waits remembers where it moved', async () => {
    const stage = await signedOut(({ provider }) => provider.script('/oauth/revoke', () => answer(503, '')));
    expect(stage.view().kind).toBe('signing-out');
    stage.provider.script('/oauth/revoke', async (seen) =>
      stage.provider.asUsual({ ...seen, path: '/revoke' }),
    );
    stage.restart();
    await stage.sessions.restore();
    await stage.shows('signed-out');
    await quiet();
    expect(stage.provider.requestsTo('/revoke')).toHaveLength(1);
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('F19- R51-: where nothing moved, 404 is definitive', async () => {
    const stage = await signedOut(({ provider }) => {
      provider.metadata['revocation_endpoint'] = 'https://id.example.test/revoke';
    });
    await stage.shows('signed-out');
    expect(stage.provider.requestsTo(discovery)).toHaveLength(2);
    expect(stage.vault.records.size).toBe(0);
  });

  test('F19-: another issuer, and one whose endpoints are by hand, get nothing', async () => {
    const renamed = await signedOut(({ provider }) => {
      provider.metadata['issuer'] = 'https://evil.example.test';
    });
    expect(renamed.provider.requestsTo('/oauth/revoke')).toStrictEqual([]);
    const manual = { tag: 'a'.repeat(26), revocationEndpoint: 'https://id.example.test/revoke' };
    const byHand = await signedOut(() => undefined, {
      connections: [savedConnection({ ...connection(), manual })],
    });
    expect(byHand.provider.requestsTo('/oauth/revoke')).toStrictEqual([]);
    expect(byHand.provider.requestsTo(discovery)).toHaveLength(1);
  });
});

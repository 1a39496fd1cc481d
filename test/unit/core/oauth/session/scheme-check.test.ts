import { describe, expect, test } from 'vitest';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { connection, scheme, start } from './stage.ts';

const schemeOnly = connection({ redirectWays: ['scheme'] });

const elsewhere = [
  ['nobody’s', { kind: 'missing' }, 'scheme-not-registered', 'Nothing on this computer opens'],
  ['another app’s', { kind: 'another', name: 'Other App' }, 'scheme-taken', 'with “Other App”'],
  [
    'of a program that is gone',
    { kind: 'stale', name: 'Old' },
    'scheme-not-registered',
    '“Old”, which is not',
  ],
  ['unknown to the system', { kind: 'unknown' }, 'scheme-unchecked', 'did not say which app'],
] as const;

describe('before the browser opens', () => {
  test.each(elsewhere)(
    'F30-: a scheme that is %s is noticed, said, and nothing was opened or asked',
    async (_, owner, code, why) => {
      const stage = await start();
      stage.schemeOwner = owner;
      const failed = failureOf(await stage.sessions.signIn('one', {}));
      expect(failed.code).toBe(code);
      expect(failed.why).toContain(why);
      expect(failed.why).toContain(`${scheme}:`);
      expect(failed.next).toContain('another way');
      expect(stage.view()).toEqual({ kind: 'signed-out', reason: failed });
      expect(stage.opened).toEqual([]);
      // Whether the provider offers a code, too, is known from its metadata only.
      expect(stage.provider.requests.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration']);
      expect(stage.vault.records.size).toBe(0);
      expect(failed.details).toEqual({ otherWays: ['loopback'] });
      expect(stage.activity.at(-1)).toMatchObject({
        step: 'authorization',
        outcome: 'failed',
        failureCode: code,
      });
    },
  );

  test('F30-: where no other way is registered, the words say how to get one', async () => {
    const stage = await start({ connections: [schemeOnly] });
    stage.schemeOwner = { kind: 'missing' };
    expect(failureOf(await stage.sessions.signIn('one', {})).next).toContain('register the loopback address');
  });

  test('F30+: a code is among the other ways where the provider offers it', async () => {
    const stage = await start({ connections: [schemeOnly] });
    stage.provider.offerDeviceCodes();
    stage.schemeOwner = { kind: 'missing' };
    const failed = failureOf(await stage.sessions.signIn('one', {}));
    expect(failed.details).toEqual({ otherWays: ['device'] });
    expect(failed.next).toContain('another way');
  });

  test('F30+: once it leads here, the same press signs in', async () => {
    const stage = await start();
    stage.schemeOwner = { kind: 'another', name: 'Other App' };
    failureOf(await stage.sessions.signIn('one', {}));
    stage.schemeOwner = { kind: 'ours' };
    await stage.signIn();
    expect(stage.view()).toMatchObject({ kind: 'signed-in' });
  });

  test('F30+: another way needs no scheme, and nobody is asked who owns it', async () => {
    const stage = await start();
    stage.schemeOwner = { kind: 'missing' };
    failureOf(await stage.sessions.signIn('one', {}));
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    const address = new URL(stage.lastOpened).searchParams.get('redirect_uri') ?? '';
    expect(address).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+\/callback\/[a-z2-7]{26}$/);
    expect(stage.view()).toMatchObject({ way: 'loopback', otherWays: ['scheme'], redirectUri: address });
    await fetch(stage.provider.authorize(stage.lastOpened));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('F30+: where loopback comes first, the scheme is not asked for', async () => {
    const stage = await start({ connections: [connection({ redirectWays: ['loopback', 'scheme'] })] });
    stage.schemeOwner = { kind: 'missing' };
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.view()).toMatchObject({ way: 'loopback' });
    await stage.sessions.cancelSignIn('one');
  });

  test('F30+: what nobody knows can be tried when the person asks for it; the activity says so', async () => {
    const stage = await start();
    stage.schemeOwner = { kind: 'unknown' };
    valueOf(await stage.sessions.signIn('one', { way: 'scheme' }));
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', way: 'scheme' });
    expect(stage.noted('without knowing whether its answer comes back')).toHaveLength(1);
  });

  test.each(elsewhere.slice(0, 3))(
    'F30-: insisting does not open the browser for a scheme that is %s',
    async (_, owner) => {
      const stage = await start();
      stage.schemeOwner = owner;
      failureOf(await stage.sessions.signIn('one', { way: 'scheme' }));
      expect(stage.opened).toEqual([]);
    },
  );

  test('F30-: a sign-in that runs by another way goes on when the scheme is tried in vain', async () => {
    const stage = await start();
    stage.schemeOwner = { kind: 'missing' };
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    const running = stage.lastOpened;
    failureOf(await stage.sessions.signIn('one', { way: 'scheme' }));
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', way: 'loopback' });
    await fetch(stage.provider.authorize(running));
    expect(stage.view().kind).toBe('signed-in');
  });
});

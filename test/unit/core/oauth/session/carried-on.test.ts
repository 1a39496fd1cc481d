import { describe, expect, test } from 'vitest';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, start } from './stage.ts';
import type { Stage } from './stage.ts';

const anotherAccount = true;

function prompt({ lastOpened }: Stage): string | null {
  return new URL(lastOpened).searchParams.get('prompt');
}

/** Signed in as one person, who would like to be another. */
async function signedIn(): Promise<Stage> {
  const stage = await start({ connections: [connection({ scopes: ['openid'] })] });
  await stage.signIn();
  return stage;
}

describe('a sign-in for another account that was stopped', () => {
  test('R79+ F30+: what stopped it says so, and its answer asks the provider for another account', async () => {
    const stage = await signedIn();
    stage.schemeOwner = { kind: 'missing' };
    const { details } = failureOf(await stage.sessions.signIn('one', { anotherAccount }));
    expect(details).toEqual({ otherWays: ['loopback'], anotherAccount });
    expect(stage.view()).toMatchObject({
      kind: 'signed-in',
      attemptFailure: { details: { anotherAccount } },
    });
    stage.schemeOwner = { kind: 'ours' };
    valueOf(
      await stage.sessions.signIn('one', { anotherAccount: details?.anotherAccount === true, way: 'scheme' }),
    );
    expect(prompt(stage)).toBe('select_account');
  });

  test('R79-: an ordinary one says nothing of the kind', async () => {
    const stage = await signedIn();
    stage.schemeOwner = { kind: 'missing' };
    expect(failureOf(await stage.sessions.signIn('one', {})).details).toEqual({ otherWays: ['loopback'] });
  });

  test('R79+: whatever stopped it, also beside an older one that still runs', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.provider.script('/.well-known/openid-configuration', () => answer(503, ''));
    failureOf(await stage.sessions.signIn('one', { anotherAccount }));
    expect(stage.view()).toMatchObject({
      kind: 'waiting-for-browser',
      attemptFailure: { code: 'provider-unavailable', details: { anotherAccount } },
    });
  });
});

describe('a sign-in for another account that runs', () => {
  test.each([{ startAgain: true }, { way: 'loopback', startAgain: true }, { way: 'loopback' }] as const)(
    'R79+: begun anew with %j it is for another account still',
    async (options) => {
      const stage = await signedIn();
      valueOf(await stage.sessions.signIn('one', { anotherAccount }));
      valueOf(await stage.sessions.signIn('one', options));
      expect(stage.opened).toHaveLength(3);
      expect(prompt(stage)).toBe('select_account');
    },
  );

  test('R79-: an ordinary one that is begun anew stays ordinary', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.signIn('one', {}));
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    expect(prompt(stage)).toBeNull();
  });
});

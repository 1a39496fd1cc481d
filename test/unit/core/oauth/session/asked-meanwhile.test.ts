import { describe, expect, test } from 'vitest';
import type { SignInOptions } from '../../../../../src/core/oauth/session/sessions.ts';
import type { Result } from '../../../../../src/shared/result.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer, gate } from './fake-provider.ts';
import { quiet, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

/* What is wished for while a sign-in is being finished (R84, R79, F22). */

const more = ['notes.write'];

/** Ada is signed in, and signs in once more: her code is being redeemed, until `open` is called. */
async function finishing(
  options: SignInOptions = {},
  fails = false,
): Promise<{ stage: Stage; came: Promise<string>; open: () => void }> {
  const stage = await start();
  await stage.signIn();
  stage.clock.advance(1000);
  valueOf(await stage.sessions.signIn('one', options));
  const held = gate();
  const asked = stage.provider.requestsTo('/token').length;
  stage.provider.once('/token', async (seen) => {
    await held.opened;
    return fails ? answer(400, { error: 'invalid_grant' }) : stage.provider.asUsual(seen);
  });
  const came = stage.sessions
    .handleCallback(stage.provider.authorize(stage.lastOpened))
    .then(({ kind }) => kind);
  await until(() => stage.provider.requestsTo('/token').length > asked);
  return { stage, came, open: () => held.open() };
}

/** Whether a call was answered by now. */
function followed(call: Promise<Result<null>>): { answered: boolean } {
  const seen = { answered: false };
  void call.finally(() => {
    seen.answered = true;
  });
  return seen;
}

function scopesAsked(stage: Stage): string | null {
  return new URL(stage.lastOpened).searchParams.get('scope');
}

describe('more is asked for while a sign-in is being finished', () => {
  test('R84+: it is asked for as soon as that is kept, and whoever asked is answered once the browser is open', async () => {
    const { stage, came, open } = await finishing();
    const asking = stage.sessions.signIn('one', { more });
    const seen = followed(asking);
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'finishing' });
    expect([seen.answered, stage.opened.length]).toEqual([false, 2]);
    open();
    expect(await came).toBe('signed-in');
    valueOf(await asking);
    expect(stage.opened).toHaveLength(3);
    expect(scopesAsked(stage)).toBe('openid offline_access notes.write');
    expect(new URL(stage.lastOpened).searchParams.get('login_hint')).toBe('ada@example.test');
    const { kind } = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(kind).toBe('signed-in');
    expect(stage.sealed()?.scopesAdded).toEqual(more);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('F22+: asked for twice it is asked for once, and with what else was wished for', async () => {
    const { stage, came, open } = await finishing();
    const asking = [
      stage.sessions.signIn('one', { more }),
      stage.sessions.signIn('one', { more }),
      stage.sessions.signIn('one', { more: ['address'] }),
    ];
    await quiet();
    open();
    expect(await came).toBe('signed-in');
    for (const each of await Promise.all(asking)) valueOf(each);
    expect(stage.opened).toHaveLength(3);
    expect(scopesAsked(stage)).toBe('openid offline_access notes.write address');
  });

  test('F22-: a double click on the sign-in that is finished asks for nothing more', async () => {
    const { stage, came, open } = await finishing({ more });
    valueOf(await stage.sessions.signIn('one', { more }));
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    open();
    expect(await came).toBe('signed-in');
    await quiet();
    expect(stage.opened).toHaveLength(2);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R84+: what the sign-in brought unasked is not asked for', async () => {
    const { stage, came, open } = await finishing();
    stage.provider.tokenAnswer = { scope: 'openid offline_access notes.write' };
    const asking = stage.sessions.signIn('one', { more });
    await quiet();
    open();
    expect(await came).toBe('signed-in');
    valueOf(await asking);
    expect(stage.opened).toHaveLength(2);
    expect(stage.sealed()?.scopesGranted).toContain('notes.write');
  });

  test('R79+: another account is asked for afterwards, too', async () => {
    const { stage, came, open } = await finishing();
    const asking = stage.sessions.signIn('one', { anotherAccount: true });
    await quiet();
    open();
    expect(await came).toBe('signed-in');
    valueOf(await asking);
    expect(new URL(stage.lastOpened).searchParams.get('prompt')).toContain('select_account');
    expect(stage.opened).toHaveLength(3);
  });
});

describe('more is asked for while a sign-in is being finished, and is not carried out', () => {
  test('R84-: where that fails whoever asked is told, and trying again is for all of it', async () => {
    const { stage, came, open } = await finishing({}, true);
    const asking = stage.sessions.signIn('one', { more });
    await quiet();
    const before = stage.sealed();
    open();
    expect(await came).toBe('failed');
    expect(failureOf(await asking)).toMatchObject({ details: { more } });
    expect(stage.view()).toMatchObject({ kind: 'signed-in', attemptFailure: { details: { more } } });
    expect([stage.opened.length, stage.sealed()]).toEqual([2, before]);
  });

  test.each([
    ['it is cancelled', async (stage: Stage) => stage.sessions.cancelSignIn('one')],
    ['somebody signs out', async (stage: Stage) => stage.sessions.signOut('one', { alsoInBrowser: false })],
  ] as const)('R84-: where %s whoever asked is told', async (_, stops) => {
    const { stage, came, open } = await finishing();
    const asking = stage.sessions.signIn('one', { more });
    await quiet();
    void stops(stage);
    expect(await came).toBe('failed');
    expect(failureOf(await asking).code).toBe('sign-in-cancelled');
    open();
    await quiet();
    expect(stage.opened).toHaveLength(2);
  });

  test('R84-: cancelled while what came is being saved, the sign-in stays and nothing more is asked for', async () => {
    const { stage, came, open } = await finishing();
    const disk = gate();
    let saving = false;
    stage.vault.gate = async (call, kind) => {
      if (call !== 'write' || kind !== 'session') return;
      saving = true;
      await disk.opened;
    };
    const asking = stage.sessions.signIn('one', { more });
    open();
    await until(() => saving);
    await stage.sessions.cancelSignIn('one');
    expect(failureOf(await asking).code).toBe('sign-in-cancelled');
    disk.open();
    expect(await came).toBe('signed-in');
    await quiet();
    expect(stage.opened).toHaveLength(2);
  });

  test('R25- R84-: where another account came it is decided first', async () => {
    const { stage, came, open } = await finishing();
    stage.provider.claims = { sub: 'grace', email: 'grace@example.test' };
    const asking = stage.sessions.signIn('one', { more });
    open();
    expect(await came).toBe('another-account');
    const refused = failureOf(await asking);
    expect(refused.code).toBe('another-account');
    // Asked for once more while the question stands, it is no different.
    expect(failureOf(await stage.sessions.signIn('one', { more }))).toEqual(refused);
    expect(failureOf(await stage.sessions.signIn('one', { anotherAccount: true }))).toEqual(refused);
    valueOf(await stage.sessions.signIn('one', {}));
    expect([stage.opened.length, stage.view().kind]).toEqual([2, 'another-account']);
  });

  test('R84-: where the app quits nothing more is begun, and whoever asked is told', async () => {
    const { stage, came, open } = await finishing();
    const asking = stage.sessions.signIn('one', { more });
    await quiet();
    const closed = stage.sessions.close();
    expect(failureOf(await asking).code).toBe('cancelled');
    open();
    expect(await came).toBe('signed-in');
    await closed;
    expect(stage.opened).toHaveLength(2);
  });

  test('R84-: asked for while the app quits it is not begun either', async () => {
    const { stage, came, open } = await finishing();
    const closed = stage.sessions.close();
    expect(failureOf(await stage.sessions.signIn('one', { more })).code).toBe('cancelled');
    open();
    expect(await came).toBe('signed-in');
    await closed;
    expect(stage.opened).toHaveLength(2);
  });

  test('F13-: nor where the vault is locked meanwhile', async () => {
    const { stage, open } = await finishing();
    const asking = stage.sessions.signIn('one', { more });
    await quiet();
    const locking = stage.sessions.lock();
    open();
    expect(failureOf(await asking).code).toBe('sign-in-cancelled');
    valueOf(await locking);
    await quiet();
    expect([stage.opened.length, stage.view().kind]).toEqual([2, 'locked']);
  });
});

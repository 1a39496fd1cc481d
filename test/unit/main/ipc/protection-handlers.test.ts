import { describe, expect, it } from 'vitest';
import { createActivity } from '../../../../src/core/activity/create-activity.ts';
import type { Protection } from '../../../../src/core/vault/protection.ts';
import { protectionHandlers } from '../../../../src/main/ipc/handlers/protection-handlers.ts';
import type { LockChoice } from '../../../../src/shared/app-state.ts';
import { fail, succeed, type Result } from '../../../../src/shared/result.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const secret = 'four words over a hedge';
const wrong = {
  code: 'passphrase-wrong',
  what: 'That is not the passphrase.',
  why: 'It does not open the saved sign-ins.',
  next: 'Try again.',
} as const;

function setUp(answer: Result<null> = succeed(null)) {
  const calls: string[] = [];
  const choices: LockChoice[] = [];
  const called = (name: string) => async (): Promise<Result<null>> => {
    calls.push(name);
    return Promise.resolve(answer);
  };
  const protection: Protection = {
    by: null,
    keyringReady: false,
    choose: called('choose'),
    enter: called('enter'),
    change: called('change'),
    remove: called('remove'),
    moveToKeyring: called('moveToKeyring'),
    givenUp: false,
    giveUp: called('giveUp'),
    takeBack: called('takeBack'),
  };
  const activity = createActivity({ clock: new FakeClock(), limit: 100 });
  const handlers = protectionHandlers({
    protection,
    sessions: {
      lock: called('lock'),
      restore: async () => {
        calls.push('restore');
        return Promise.resolve();
      },
    },
    activity,
    setLockChoice: (choice) => void choices.push(choice),
    stillHere: () => void calls.push('stillHere'),
  });
  const entries = () =>
    activity.list('any connection').map(({ summary, outcome }) => `${outcome}: ${summary}`);
  return { handlers, calls, choices, entries };
}

describe('the calls about protection', () => {
  it('each reaches what it names, and counts as use', async () => {
    const { handlers, calls } = setUp();
    await handlers.choosePassphrase({ passphrase: secret });
    await handlers.enterPassphrase({ passphrase: secret });
    await handlers.changePassphrase({ currentPassphrase: secret, passphrase: secret });
    await handlers.removePassphrase(null);
    await handlers.moveToKeyring(null);
    await handlers.giveUpPassphrase(null);
    await handlers.takeBackPassphrase({ passphrase: secret });
    await handlers.lockNow(null);
    expect(calls.filter((name) => name !== 'stillHere')).toEqual([
      'choose',
      'enter',
      'change',
      'remove',
      'moveToKeyring',
      'giveUp',
      'takeBack',
      'restore',
      'lock',
    ]);
    expect(calls.filter((name) => name === 'stillHere')).toHaveLength(8);
  });

  it('F13-: a wrong passphrase is told in the activity, and never what it was', async () => {
    const { handlers, calls, entries } = setUp(fail(wrong));
    expect(await handlers.enterPassphrase({ passphrase: secret })).toEqual(fail(wrong));
    expect(await handlers.changePassphrase({ currentPassphrase: secret, passphrase: secret })).toEqual(
      fail(wrong),
    );
    expect(await handlers.takeBackPassphrase({ passphrase: secret })).toEqual(fail(wrong));
    expect(entries()).toEqual([
      'failed: That is not the passphrase.',
      'failed: That is not the passphrase.',
      'failed: That is not the passphrase.',
    ]);
    expect(calls).not.toContain('restore');
    expect(JSON.stringify(entries())).not.toContain('hedge');
  });

  it('what was done is told too', async () => {
    const { handlers, entries } = setUp();
    await handlers.choosePassphrase({ passphrase: secret });
    await handlers.lockNow(null);
    expect(entries()).toEqual([
      'ok: A passphrase protects saved sign-ins from now on.',
      'ok: Saved sign-ins were locked.',
    ]);
  });

  it('the time after which it locks is kept', async () => {
    const { handlers, choices } = setUp();
    await handlers.setLockChoice({ afterMinutes: 15, onSuspend: true });
    expect(choices).toEqual([{ afterMinutes: 15, onSuspend: true }]);
  });
});

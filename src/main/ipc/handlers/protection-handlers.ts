import type { Activity } from '../../../core/activity/activity.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import type { Protection } from '../../../core/vault/protection.ts';
import type { LockChoice } from '../../../shared/app-state.ts';
import { succeed, type Result } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

type ProtectionCommands =
  | 'choosePassphrase'
  | 'enterPassphrase'
  | 'changePassphrase'
  | 'removePassphrase'
  | 'moveToKeyring'
  | 'giveUpPassphrase'
  | 'takeBackPassphrase'
  | 'lockNow'
  | 'setLockChoice'
  | 'stillHere';

export interface ProtectionHandlerDeps {
  readonly protection: Protection;
  readonly sessions: Pick<Sessions, 'lock' | 'restore'>;
  readonly activity: Activity;
  setLockChoice(choice: LockChoice): void;
  /** Somebody uses the page. */
  stillHere(): void;
}

/** Calls about what protects saved sign-ins. A passphrase goes in and never comes out. */
export function protectionHandlers(deps: ProtectionHandlerDeps): Pick<Handlers, ProtectionCommands> {
  const { protection } = deps;

  /** Says in the activity what became of it. */
  async function told(work: Promise<Result<null>>, done: string): Promise<Result<null>> {
    const result = await work;
    deps.stillHere();
    deps.activity.add({
      connectionId: null,
      step: 'vault',
      outcome: result.ok ? 'ok' : 'failed',
      summary: result.ok ? done : result.failure.what,
      facts: result.ok ? [] : [{ name: 'Why', value: result.failure.why }],
      ...(result.ok ? {} : { failureCode: result.failure.code }),
    });
    return result;
  }

  /** The state of the vault may be as before, so nothing but this tells the sessions. */
  async function takeBack(passphrase: string): Promise<Result<null>> {
    const taken = await protection.takeBack(passphrase);
    if (taken.ok) await deps.sessions.restore();
    return taken;
  }

  return {
    choosePassphrase: ({ passphrase }) =>
      told(protection.choose(passphrase), 'A passphrase protects saved sign-ins from now on.'),
    enterPassphrase: ({ passphrase }) => told(protection.enter(passphrase), 'The passphrase was entered.'),
    changePassphrase: ({ currentPassphrase, passphrase }) =>
      told(protection.change(currentPassphrase, passphrase), 'The passphrase was changed.'),
    removePassphrase: () => told(protection.remove(), 'The passphrase was removed.'),
    moveToKeyring: () => told(protection.moveToKeyring(), 'The keyring protects saved sign-ins from now on.'),
    giveUpPassphrase: () =>
      told(protection.giveUp(), 'The passphrase was given up; what it protects is kept, unread.'),
    takeBackPassphrase: ({ passphrase }) =>
      told(takeBack(passphrase), 'The passphrase is known again, and what it protects is back.'),
    lockNow: () => told(deps.sessions.lock(), 'Saved sign-ins were locked.'),
    setLockChoice(choice) {
      deps.setLockChoice(choice);
      return succeed(null);
    },
    stillHere() {
      deps.stillHere();
      return succeed(null);
    },
  };
}

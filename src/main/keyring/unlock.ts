import type { Vault } from '../../core/vault/vault.ts';
import type { Failure } from '../../shared/failure.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';

/** *Unlock*: asks the person, then says what it came to. Reading what is sealed follows from the vault's own event. */
export async function unlockKeyring(vault: Pick<Vault, 'unlock'>): Promise<Result<null>> {
  const status = await vault.unlock();
  switch (status.kind) {
    case 'open':
      return succeed(null);
    case 'memory-only':
    case 'set-aside':
      return fail(status.reason);
    case 'closed':
    case 'passphrase-needed':
    case 'locked':
      return fail(stillLocked);
    default:
      return assertNever(status);
  }
}

const stillLocked: Failure = {
  code: 'keyring-locked',
  what: 'The keyring is still locked.',
  why: 'It was not unlocked, or its question was closed.',
  next: 'Press Unlock again and enter the keyring’s password. Nothing is lost.',
};

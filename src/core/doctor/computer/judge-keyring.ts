import type { Finding } from '../../../shared/doctor.ts';
import { assertNever } from '../../../shared/result.ts';
import type { CipherStatus } from '../../ports/cipher.ts';
import type { VaultStatus } from '../../vault/vault.ts';
import { good, note, ofFailure, wrong } from '../finding.ts';

const unlockFirst = 'Unlock it, then check again. Nothing is lost.';

/** What protects saved sign-ins now, and whether it still does at the next start. */
export function judgeKeyring(vault: VaultStatus, cipher: CipherStatus): Finding {
  switch (vault.kind) {
    case 'open':
      return vault.backend === null
        ? good('A passphrase of yours protects saved sign-ins.')
        : judgeCipher(cipher, vault.backend);
    case 'passphrase-needed':
      return wrong(
        'Saved sign-ins wait for your passphrase.',
        'Enter it, then check again. Nothing is lost.',
      );
    case 'locked':
      return wrong('The keyring is locked, so saved sign-ins cannot be used.', unlockFirst);
    case 'memory-only':
    case 'set-aside':
      return ofFailure('wrong', vault.reason);
    case 'closed':
      return judgeCipher(cipher, null);
    default:
      return assertNever(vault);
  }
}

/** @param used the keyring that sealed what is open; null where nothing is open yet */
function judgeCipher(cipher: CipherStatus, used: string | null): Finding {
  switch (cipher.kind) {
    case 'ready':
      return good('The keyring of this computer protects saved sign-ins.', {
        Keyring: used ?? cipher.backend,
      });
    case 'locked':
      return used === null
        ? wrong('The keyring is locked, so saved sign-ins cannot be used.', unlockFirst)
        : note(
            'The keyring was locked since saved sign-ins were opened.',
            'Nothing to do now. At the next start Latchkey waits until you unlock it.',
            { Keyring: used },
          );
    case 'missing':
      return wrong(
        used === null
          ? `Sign-ins will be forgotten when you quit. ${cipher.why}`
          : `The keyring that protects saved sign-ins does not answer any more: at the next start they stay closed. ${cipher.why}`,
        'Start the keyring of your desktop, or protect sign-ins by a passphrase in Settings.',
        { Keyring: used },
      );
    default:
      return assertNever(cipher);
  }
}

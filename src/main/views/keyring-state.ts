import type { VaultStatus } from '../../core/vault/vault.ts';
import type { KeyringState } from '../../shared/app-state.ts';
import { assertNever } from '../../shared/result.ts';

/** The keyring as the window shows it. */
export function keyringState(status: VaultStatus): KeyringState {
  switch (status.kind) {
    case 'closed':
      return { kind: 'unknown' };
    case 'open':
      return status.backend === null ? { kind: 'passphrase' } : { kind: 'ready', backend: status.backend };
    case 'locked':
    case 'passphrase-needed':
    case 'memory-only':
    case 'set-aside':
      return status;
    default:
      return assertNever(status);
  }
}

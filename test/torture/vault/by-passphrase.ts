import type { ProtectedVault } from '../../../src/core/vault/create-vault.ts';
import type { Vault, VaultStatus } from '../../../src/core/vault/vault.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { fail } from '../../../src/shared/result.ts';

/**
 * A vault that opens as it does for a person without a keyring: the passphrase is entered, or chosen where there is none.
 * Where the disk refused that, nothing counts as saved before it was done after all.
 */
export function byPassphrase(vault: ProtectedVault, passphrase: string): Vault {
  let refused: Failure | null = null;

  async function open(): Promise<VaultStatus> {
    const { kind } = await vault.open();
    const { protection } = vault;
    const opened =
      kind === 'passphrase-needed'
        ? await protection.enter(passphrase)
        : kind === 'memory-only'
          ? await protection.choose(passphrase)
          : null;
    refused = opened === null || opened.ok ? null : opened.failure;
    return status();
  }

  function status(): VaultStatus {
    return refused === null ? vault.status : { kind: 'memory-only', reason: refused };
  }

  return {
    get status() {
      return status();
    },
    open,
    onStatus: (listener) => vault.onStatus(listener),
    unlock: () => vault.unlock(),
    read: (kind, id) => vault.read(kind, id),
    async write(kind, id, value) {
      const written = await vault.write(kind, id, value);
      return refused === null ? written : fail(refused);
    },
    remove: (kind, id) => vault.remove(kind, id),
    list: (kind) => vault.list(kind),
    async flush() {
      if (refused !== null) await open();
      return vault.flush();
    },
    lock: () => vault.lock(),
  };
}

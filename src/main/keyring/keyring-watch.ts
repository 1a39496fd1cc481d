import type { Vault, VaultStatus } from '../../core/vault/vault.ts';

/** How often a locked keyring is looked at again, in milliseconds. */
const interval = 3000;

/**
 * Notices that the person unlocked the keyring elsewhere (F13): while the vault is locked it is opened again and again,
 * which asks nobody anything. Returns what stops the watching.
 */
export function watchLockedKeyring(
  vault: Pick<Vault, 'open' | 'onStatus' | 'status'>,
  after: (milliseconds: number, callback: () => void) => () => void,
): () => void {
  let cancel: (() => void) | null = null;
  const watch = (status: VaultStatus): void => {
    cancel?.();
    cancel =
      status.kind === 'locked'
        ? after(interval, () => {
            vault.open().then(watch, () => undefined);
          })
        : null;
  };
  watch(vault.status);
  const unsubscribe = vault.onStatus(watch);
  return () => {
    unsubscribe();
    cancel?.();
    cancel = null;
  };
}

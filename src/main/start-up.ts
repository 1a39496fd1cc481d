import type { Vault, VaultStatus } from '../core/vault/vault.ts';

export interface StartUpDeps {
  readonly vault: Pick<Vault, 'open' | 'onStatus'>;
  /** Resolves once the connections file was read: sessions belong to connections. */
  readonly loaded: Promise<unknown>;
  /** Reads what is sealed. */
  restore(): Promise<void>;
  /** Sessions can be asked, or say why not: callbacks that waited may be judged. */
  ready(): void;
  readonly failed: (error: unknown) => void;
}

/**
 * Opens what is sealed, once, after the window was shown; and reads it again when the keyring is unlocked later.
 * Callbacks wait while the keyring is locked: their sealed transaction could not be read (F27).
 */
export function createStartUp(deps: StartUpDeps): () => void {
  let begun = false;
  let readFrom: VaultStatus['kind'] | null = null;
  let running: Promise<void> = Promise.resolve();

  const read = async (status: VaultStatus): Promise<void> => {
    if (status.kind === 'closed' || status.kind === readFrom) {
      return;
    }
    await deps.loaded;
    await deps.restore();
    readFrom = status.kind;
    if (status.kind !== 'locked') {
      deps.ready();
    }
  };
  const readNext = (status: VaultStatus): void => {
    running = running.then(() => read(status)).catch(deps.failed);
  };

  return () => {
    if (begun) {
      return;
    }
    begun = true;
    deps.vault.onStatus(readNext);
    deps.vault.open().then(readNext, deps.failed);
  };
}

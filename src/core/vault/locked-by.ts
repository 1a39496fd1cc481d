import type { LockedBy } from '../../shared/session.ts';
import type { Vault } from './vault.ts';

/** What has to be opened before anything sealed can be read; null when it can, or it is known that there is nothing. */
export function lockedBy({ status }: Pick<Vault, 'status'>): LockedBy | null {
  if (status.kind === 'passphrase-needed') return 'passphrase';
  return status.kind === 'closed' || status.kind === 'locked' ? 'keyring' : null;
}

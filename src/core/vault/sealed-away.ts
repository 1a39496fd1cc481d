import { lockedBy } from './locked-by.ts';
import type { Vault } from './vault.ts';

/**
 * Whether the sign-in of a connection may be on disk without anybody being able to read it now: the vault is locked, or there
 * is no keyring in a run that may be followed by one that has it. A damaged one is not: nobody will ever read that.
 */
export async function sealedAway(vault: Pick<Vault, 'status' | 'read'>, id: string): Promise<boolean> {
  if (lockedBy(vault) !== null) return true;
  return vault.status.kind === 'memory-only' && !(await vault.read('session', id)).ok;
}

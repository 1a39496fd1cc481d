import { randomBytes } from 'node:crypto';
import type { Finding } from '../../../shared/doctor.ts';
import type { Vault } from '../../vault/vault.ts';
import { good, note, ofFailure, untold, wrong } from '../finding.ts';

const probe = 'check';

/**
 * Seals something that is worth nothing, reads it back from the vault and removes it. Nothing is written while the vault is not open:
 * it would wait there to be saved.
 */
export async function checkVault(
  vault: Pick<Vault, 'status' | 'write' | 'read' | 'remove' | 'list'>,
): Promise<Finding> {
  const { kind } = vault.status;
  if (kind === 'memory-only' || kind === 'set-aside') {
    return note(
      'New sign-ins are kept in memory only, until you quit.',
      'The check of the keyring says why.',
    );
  }
  if (kind !== 'open') return untold('saved sign-ins were not opened yet.');
  const failed = await tryOut(vault);
  // Also where that failed: what could not be written waits to be saved.
  const removed = await vault.remove('probe', probe);
  if (failed !== null) return failed;
  if (!removed.ok) return ofFailure('wrong', removed.failure);
  const sessions = await vault.list('session');
  if (!sessions.ok) return ofFailure('wrong', sessions.failure);
  return good('Sign-ins can be saved and read again.', { 'Saved sign-ins': sessions.value.length });
}

/** Null where what was written is read again. */
async function tryOut(vault: Pick<Vault, 'write' | 'read'>): Promise<Finding | null> {
  const written = randomBytes(16).toString('hex');
  const kept = await vault.write('probe', probe, written);
  if (!kept.ok) return ofFailure('wrong', kept.failure);
  const read = await vault.read('probe', probe);
  if (!read.ok) return ofFailure('wrong', read.failure);
  return read.value === written
    ? null
    : wrong(
        'What was saved came back as something else.',
        'Check the disk, and whether another program changes files of Latchkey.',
      );
}

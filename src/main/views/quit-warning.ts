import type { VaultStatus } from '../../core/vault/vault.ts';
import type { ConnectionView } from '../../shared/connection.ts';

/** Why quitting now would lose a sign-out that the provider was not told yet: without a keyring it is kept nowhere (R49). */
export function quitWarning(
  connections: readonly Pick<ConnectionView, 'name' | 'session'>[],
  vault: VaultStatus,
): string | null {
  if (vault.kind === 'open') {
    return null;
  }
  const names = connections.filter(({ session }) => session.kind === 'signing-out').map(({ name }) => name);
  return names.length === 0
    ? null
    : `You are signed out of ${names.join(', ')} here, but the provider could not be told yet. This computer has no keyring to keep that in, so it is forgotten when you quit, and the provider’s session ends only by itself.`;
}

import type { VaultStatus } from '../../core/vault/vault.ts';

/**
 * Why quitting now would lose a sign-out that the provider was not told yet: without a keyring it is kept nowhere (R49).
 * @param names of connections with such a sign-out; each is named once.
 */
export function quitWarning(names: readonly string[], vault: VaultStatus): string | null {
  // What is set aside has a new folder beside it, in which all is sealed.
  if (vault.kind === 'open' || vault.kind === 'set-aside' || names.length === 0) {
    return null;
  }
  return `You are signed out of ${[...new Set(names)].join(', ')} here, but the provider could not be told yet. ${whyNotKept(vault)}, so it is forgotten when you quit, and the provider’s session ends only by itself.`;
}

function whyNotKept(vault: VaultStatus): string {
  return vault.kind === 'passphrase-needed'
    ? 'That is kept only once you enter your passphrase'
    : 'This computer has no keyring to keep that in';
}

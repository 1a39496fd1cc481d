/** The operating system's code of a rejected file operation (`ENOSPC`, `EIO`); null for every other error, which is a bug. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^(?!ERR_)E[A-Z0-9]+$|^UNKNOWN$/.test(error.code) ? error.code : null;
}

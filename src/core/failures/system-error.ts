import { constants } from 'node:os';

/** The operating system's code of a rejected file operation (`ENOSPC`, `EIO`); null for every other error, which is a bug. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code.startsWith('Unknown system error'))
    return 'errno' in error ? nameOf(error.errno) : 'UNKNOWN';
  return /^(?!ERR_)E[A-Z0-9]+$|^UNKNOWN$/.test(error.code) ? error.code : null;
}

/** Node's own table lacks some, EDQUOT among them, and numbers differ between systems. */
function nameOf(errno: unknown): string {
  const names: [string, number][] = Object.entries(constants.errno);
  return names.find(([, number]) => number === -Number(errno))?.[0] ?? 'UNKNOWN';
}

const inItsPlace: Readonly<Record<string, string>> = {
  EISDIR: 'there is a folder in its place',
  ELOOP: 'there is a link in its place',
  EFTYPE: 'what is there is no file',
  ENXIO: 'what is there is no file',
};

/** In words, what a rejected read found in the place of the file; null for every other error. */
export function foundInstead(error: unknown): string | null {
  return inItsPlace[systemErrorCode(error) ?? ''] ?? null;
}

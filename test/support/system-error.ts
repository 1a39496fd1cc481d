/** An error as the system's calls fail with, for example `ENOSPC`. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code });
}

import type { LinuxBackend } from './linux-backend.ts';

/** What the system's keyring is called, where the runtime does not tell: kept beside the key, and shown. */
export function keyringName(platform: NodeJS.Platform, backend: LinuxBackend): string {
  if (platform === 'darwin') {
    return 'keychain';
  }
  return platform === 'win32' ? 'dpapi' : backend.replaceAll('-', '_');
}

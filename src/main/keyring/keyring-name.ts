import type { LinuxBackend } from './linux-backend.ts';

/** What the system's keyring is called, where the runtime does not tell: kept beside the key, and shown. */
export function keyringName(platform: NodeJS.Platform, backend: LinuxBackend): string {
  switch (platform) {
    case 'darwin':
      return 'keychain';
    case 'win32':
      return 'dpapi';
    default:
      return backend.replaceAll('-', '_');
  }
}

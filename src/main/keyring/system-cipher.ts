import type { Cipher } from '../../core/ports/cipher.ts';
import type { RunTool } from '../system/run-tool.ts';
import { keyringName } from './keyring-name.ts';
import type { LinuxBackend } from './linux-backend.ts';
import { createSafeStorageCipher, type SafeStorageCipherDeps } from './safe-storage-cipher.ts';
import { askLinuxKeyring } from './secret-service.ts';
import { busSocket } from './session-bus.ts';
import { promptToUnlock, type PromptAnswer } from './unlock-prompt.ts';

export interface SystemCipherDeps extends Pick<SafeStorageCipherDeps, 'safeStorage' | 'platform' | 'spent'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly backend: LinuxBackend;
  readonly run: RunTool;
}

/** The keyring of this computer and this session, as it was found before `ready`. */
export function createSystemCipher({ env, backend, run, ...deps }: SystemCipherDeps): Cipher {
  return createSafeStorageCipher({
    ...deps,
    backend: keyringName(deps.platform, backend),
    confined: env['FLATPAK_ID'] !== undefined || env['SNAP'] !== undefined,
    ask: () => askLinuxKeyring(run, backend),
    ...(backend === 'gnome-libsecret' ? { prompt: () => prompt(env) } : {}),
  });
}

async function prompt(env: SystemCipherDeps['env']): Promise<PromptAnswer> {
  const socket = busSocket(env);
  const userId = process.getuid?.();
  return socket === null || userId === undefined ? 'unavailable' : promptToUnlock(socket, userId);
}

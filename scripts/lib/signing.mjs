import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the release workflow puts certificates; empty means that there is none. */
const variables = ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'];

/**
 * Hands certificates from the environment to electron-builder as it wants them: an empty variable is no certificate,
 * and the key for notarisation is a file.
 */
export function prepareSigning() {
  for (const name of variables) if (process.env[name] === '') delete process.env[name];
  const key = process.env['APPLE_API_KEY_BASE64'] ?? '';
  if (key === '') return;
  const file = join(mkdtempSync(join(tmpdir(), 'latchkey-signing-')), 'notarisation.p8');
  writeFileSync(file, Buffer.from(key, 'base64'), { mode: 0o600 });
  process.env['APPLE_API_KEY'] = file;
}

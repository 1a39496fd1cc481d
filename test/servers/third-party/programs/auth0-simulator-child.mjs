import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serve } from './child.mjs';

/**
 * `auth0-simulator`, which speaks TLS alone, with a certificate that it looks for below the home of whoever runs it: here the
 * folder that this process may write to.
 */
serve(async ({ port, key, cert, user }) => {
  process.env['HOME'] = process.cwd();
  const folder = join(process.cwd(), '.simulacrum', 'certs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'localhost-key.pem'), key);
  writeFileSync(join(folder, 'localhost.pem'), cert);
  // Its ES modules import a CommonJS package by names that it has not.
  const { simulation } = createRequire(import.meta.url)('@simulacrum/auth0-simulator');
  const app = simulation({ initialState: { users: [user] } });
  await app.listen(port, '127.0.0.1');
  return { told: { issuer: `https://localhost:${port}/` } };
});

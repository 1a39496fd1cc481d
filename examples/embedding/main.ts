import { app } from 'electron';
import { join } from 'node:path';
import { embedLatchkey } from '../../src/embed/embed.ts';

const { FIELD_NOTES_ISSUER: issuer, FIELD_NOTES_API: api } = process.env;

/** Field Notes: an app of its own. Its page calls an API with the person’s sign-in, and never holds a token. */
async function main(): Promise<void> {
  const latchkey = await embedLatchkey({
    scheme: 'com.example.field-notes',
    page: {
      origin: 'app://field-notes',
      folder: join(__dirname, 'page'),
      preload: join(__dirname, 'preload.cjs'),
    },
    connection: {
      name: 'Field Notes',
      issuer: issuer ?? 'https://login.example.com',
      clientId: 'latchkey-demo',
      scopes: ['openid', 'email', 'offline_access', 'notes:read'],
      apiOrigins: [{ origin: api ?? 'https://api.example.com' }],
    },
  });
  if (latchkey === null) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => app.quit());
  const window = await latchkey.open({ width: 720, height: 480, title: 'Field Notes' });
  latchkey.onSession(({ kind }) => {
    if (kind === 'signed-in' || kind === 'memory-only') window.focus();
  });
  const { kind } = latchkey.session();
  if (kind === 'signed-out' || kind === 'needs-sign-in') await latchkey.signIn();
}

void main();

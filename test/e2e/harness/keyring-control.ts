import { connect } from 'node:net';
import { join } from 'node:path';
import type { Environment } from './processes.ts';

/** What the keyring's program is asked over its own socket. */
const unlock = 1;
/** Its answer to what it did. */
const done = 0;
/** In bytes: how long it is, and what came of it. */
const answerLength = 8;

/**
 * Opens the keyring with a password as a login does (gnome-keyring, `pam/gkr-pam-client.c`), and makes it where there is none.
 * Fails where its program is not there, or takes another password only.
 */
export async function unlockAsLogin(env: Environment, password: string): Promise<void> {
  const socket = connect(join(env['XDG_RUNTIME_DIR'] ?? '', 'keyring', 'control'));
  const answer = await new Promise<Buffer>((resolve, reject) => {
    let answered: Buffer = Buffer.alloc(0);
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('The keyring gave no answer.'));
    });
    socket.on('data', (bytes: Buffer) => {
      answered = Buffer.concat([answered, bytes]);
      if (answered.length >= answerLength) resolve(answered);
    });
    const text = Buffer.from(password);
    // A byte that carries who asks; then lengths and numbers in network order.
    socket.write(Buffer.concat([Buffer.of(0), numbers(12 + text.length, unlock, text.length), text]));
  });
  socket.destroy();
  const result = answer.readUInt32BE(4);
  if (result !== done) throw new Error(`The keyring was not opened (${String(result)}).`);
}

function numbers(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, 4 * index);
  return buffer;
}

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bundleProgram } from './program-bundle.mjs';

const program = /** @type {const} */ ({ name: 'interop', entry: 'test/interop/index.ts' });

/** Bundles the program, which the end-to-end tests start too. */
export async function bundleInterop() {
  await bundleProgram(program.name, program.entry);
}

/**
 * The password of the person who signs in: INTEROP_PASSWORD, else standard input, which a terminal does not show.
 * @returns {Promise<string>} empty where there is none
 */
export async function readPassword() {
  const given = process.env['INTEROP_PASSWORD'];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/u, '');
  process.stdout.write('Password: ');
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await terminal.question('');
  terminal.close();
  process.stdout.write('\n');
  return password;
}

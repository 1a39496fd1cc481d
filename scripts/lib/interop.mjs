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
 * The password of the person who signs in: INTEROP_PASSWORD, else standard input, which a terminal does not show. It is taken
 * out of the environment, so that nothing that is started afterwards, such as npm and its packages, is given it.
 * @param {object} [from]
 * @param {NodeJS.ProcessEnv} [from.env]
 * @param {NodeJS.ReadableStream & { readonly isTTY?: boolean }} [from.input]
 * @param {NodeJS.WritableStream} [from.output]
 * @returns {Promise<string>} empty where there is none, also where a terminal is left with Ctrl+C or Ctrl+D
 */
export async function readPassword({
  env = process.env,
  input = process.stdin,
  output = process.stdout,
} = {}) {
  const given = env['INTEROP_PASSWORD'];
  delete env['INTEROP_PASSWORD'];
  if (given !== undefined) return given;
  if (input.isTTY !== true) return (await text(input)).replace(/\r?\n$/u, '');
  output.write('Password: ');
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input, output: silent, terminal: true });
  /** @type {Promise<string>} */
  const left = new Promise((resolve) => {
    terminal.once('close', () => {
      resolve('');
    });
  });
  const password = await Promise.race([terminal.question(''), left]);
  terminal.close();
  output.write('\n');
  return password;
}

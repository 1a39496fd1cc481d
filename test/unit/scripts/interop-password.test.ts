import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readPassword } from '../../../scripts/lib/interop.mjs';

const password = 'correct horse';

function input({ isTTY = false } = {}): PassThrough & { readonly isTTY: boolean } {
  return Object.assign(new PassThrough(), { isTTY });
}

describe('the password of `npm run interop`', () => {
  it('comes from INTEROP_PASSWORD, which nothing that is started afterwards is given', async () => {
    const env = { INTEROP_PASSWORD: password, PATH: '/usr/bin' };
    expect(await readPassword({ env, input: input() })).toBe(password);
    expect(env).toEqual({ PATH: '/usr/bin' });
  });

  it.each([`${password}\n`, `${password}\r\n`, password])(
    'else from standard input, without the end of its line: %j',
    async (piped) => {
      const stdin = input();
      stdin.end(piped);
      expect(await readPassword({ env: {}, input: stdin })).toBe(password);
    },
  );

  it.each([
    [`${password}\r`, password],
    // Ctrl+C and Ctrl+D.
    ['\u0003', ''],
    ['\u0004', ''],
  ])('a terminal is asked, and does not show it: %j', async (typed, read) => {
    const terminal = input({ isTTY: true });
    const output = new PassThrough();
    const reading = readPassword({ env: {}, input: terminal, output });
    terminal.write(typed);
    expect(await reading).toBe(read);
    output.end();
    expect(await text(output)).toBe('Password: \n');
  });
});

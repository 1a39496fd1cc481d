import { describe, expect, it } from 'vitest';
import { giveLeaveToDisplay } from '../../../scripts/lib/display-leave.mjs';

const user = {
  name: 'latchkey',
  home: '/home/latchkey',
  uid: 1001,
  gid: 1001,
  project: '/home/latchkey/project',
  node: '/usr/bin/node',
};

/** Commands that are only written down, with what each prints and how it ends. */
async function give(answers: Readonly<Record<string, { readonly stdout?: string; readonly code?: number }>>) {
  const commands: string[] = [];
  const inputs: (string | undefined)[] = [];
  const uids: (number | undefined)[] = [];
  const environment = await giveLeaveToDisplay(
    ':99',
    user,
    '/home/latchkey/.run',
    (command, args, options) => {
      const line = [command, ...args].join(' ');
      commands.push(line);
      inputs.push(options?.input);
      uids.push(options?.uid);
      const answer = Object.entries(answers).find(([part]) => line.includes(part))?.[1];
      return Promise.resolve({
        code: answer?.code ?? 0,
        stdout: answer?.stdout ?? '',
        stderr: '',
        timedOut: false,
      });
    },
  );
  return { environment, commands, inputs, uids };
}

describe('giveLeaveToDisplay', () => {
  it('hands the display’s cookie to the user, who writes it into a file of their own', async () => {
    const { environment, commands, inputs, uids } = await give({ nextract: { stdout: '0100 0002 …\n' } });
    expect(environment).toEqual({ XAUTHORITY: '/home/latchkey/.run/Xauthority' });
    expect(commands).toEqual(['xauth nextract - :99', 'xauth -q -f /home/latchkey/.run/Xauthority nmerge -']);
    expect(inputs).toEqual([undefined, '0100 0002 …\n']);
    expect(uids).toEqual([undefined, 1001]);
  });

  it('the cookie is never an argument, which others could read', async () => {
    const { commands } = await give({ nextract: { stdout: 'secret-cookie' } });
    expect(commands.join(' ')).not.toContain('secret-cookie');
  });

  it.each([
    ['the display has no cookie', { nextract: { stdout: '' } }],
    ['there is no xauth', { xauth: { code: 127 } }],
    ['the file cannot be written', { nextract: { stdout: '0100' }, nmerge: { code: 1 } }],
  ])('puts the user on the display’s list where %s', async (_what, answers) => {
    const { environment, commands } = await give(answers);
    expect(environment).toEqual({});
    expect(commands.at(-1)).toBe('xhost +si:localuser:latchkey');
  });
});

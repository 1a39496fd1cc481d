import { describe, expect, it } from 'vitest';
import { askLinuxKeyring } from '../../../../src/main/keyring/secret-service.ts';
import type { RunTool, ToolAnswer } from '../../../../src/main/system/run-tool.ts';

/** Tools that a system has, each with its answers in order. */
function tools(answers: Readonly<Record<string, readonly (string | ToolAnswer)[]>>) {
  const asked: string[] = [];
  const run: RunTool = (tool, args) => {
    const list = answers[tool];
    if (list === undefined) {
      return Promise.resolve({ kind: 'no-such-tool' });
    }
    const answer = list[asked.filter((line) => line.startsWith(`${tool} `)).length] ?? { kind: 'timed-out' };
    asked.push(`${tool} ${args.join(' ')}`);
    return Promise.resolve(typeof answer === 'string' ? { kind: 'answered', text: answer } : answer);
  };
  return { run, asked };
}

const collection = '/org/freedesktop/secrets/collection/login';

describe('askLinuxKeyring', () => {
  it('F13+: reads the answers of each of the three tools', async () => {
    const cases = [
      { gdbus: [`(objectpath '${collection}',)\n`, '(<true>,)\n'] },
      { busctl: [`o "${collection}"\n`, 'b true\n'] },
      { 'dbus-send': [`   ${collection}\n`, '   variant       boolean true\n'] },
    ];
    for (const each of cases) {
      const { run, asked } = tools(each);
      // oxlint-disable-next-line eslint/no-await-in-loop -- one case after the other
      expect(await askLinuxKeyring(run, 'gnome-libsecret')).toEqual({ kind: 'locked' });
      expect(asked[1]).toContain(collection);
    }
  });

  it('tells an unlocked keyring', async () => {
    const { run } = tools({ gdbus: [`(objectpath '${collection}',)`, '(<false>,)'] });
    expect(await askLinuxKeyring(run, 'gnome-libsecret')).toEqual({ kind: 'unlocked' });
  });

  it('tells a keyring that was never set up: a call would prompt for a new password', async () => {
    const { run } = tools({ gdbus: [`(objectpath '/',)`] });
    expect(await askLinuxKeyring(run, 'gnome-libsecret')).toEqual({ kind: 'not-set-up' });
  });

  it('F13-: no service, no tool, no answer and nonsense are never taken for unlocked', async () => {
    const failed: ToolAnswer = { kind: 'failed', text: 'The name is not activatable' };
    expect(await askLinuxKeyring(tools({ gdbus: [failed] }).run, 'gnome-libsecret')).toEqual({
      kind: 'missing',
    });
    expect(await askLinuxKeyring(tools({}).run, 'gnome-libsecret')).toEqual({ kind: 'unknown' });
    expect(await askLinuxKeyring(tools({ gdbus: [] }).run, 'gnome-libsecret')).toEqual({ kind: 'unknown' });
    const nonsense = tools({ gdbus: [`(objectpath '${collection}',)`, 'maybe'] });
    expect(await askLinuxKeyring(nonsense.run, 'gnome-libsecret')).toEqual({ kind: 'unknown' });
  });

  it('asks KWallet by its own name', async () => {
    const { run, asked } = tools({ 'dbus-send': ['   boolean false'] });
    expect(await askLinuxKeyring(run, 'kwallet6')).toEqual({ kind: 'locked' });
    expect(asked[0]).toContain('org.kde.kwalletd6');
    expect(await askLinuxKeyring(run, 'basic')).toEqual({ kind: 'missing' });
  });
});

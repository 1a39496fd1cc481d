import { describe, expect, it } from 'vitest';
import { readDesktopEntry, writeDesktopEntry } from '../../../../src/main/scheme/desktop-entry.ts';

const entry = (lines: string): string => `[Desktop Entry]\nType=Application\n${lines}\n`;
const command = (exec: string): readonly string[] | undefined =>
  readDesktopEntry(entry(`Exec=${exec}`))?.command;

describe('reading a desktop file', () => {
  it('reads name, command and whether it counts as deleted', () => {
    expect(
      readDesktopEntry(entry('Name=Other App\nName[de]=Anderes\nHidden=true\nExec=/opt/other %u')),
    ).toEqual({ name: 'Other App', command: ['/opt/other', '%u'], hidden: true });
  });

  it('reads its own group only, and the first of two values', () => {
    const text = `# a comment\n[Other]\nExec=/no\n${entry('Exec=/yes\nExec=/second\nNoDisplay=true')}[Desktop Action new]\nExec=/no\nHidden=true\n`;
    expect(readDesktopEntry(text)).toEqual({ name: '', command: ['/yes'], hidden: false });
  });

  it.each([
    ['/opt/Latchkey/latchkey -- %u', ['/opt/Latchkey/latchkey', '--', '%u']],
    ['"/opt/My App/latchkey" %U', ['/opt/My App/latchkey', '%U']],
    [String.raw`"/opt/a\\"b\\$c\\\\d/run" %u`, [String.raw`/opt/a"b$c\d/run`, '%u']],
    ['/opt/x\\sy %u', ['/opt/x', 'y', '%u']],
    ['  spaced   out  ', ['spaced', 'out']],
    ['"" %u', ['', '%u']],
  ])('splits %s as the specification says', (exec, words) => {
    expect(command(exec)).toEqual(words);
  });

  it.each(['', 'no group', '[Desktop Entry]\nName=x', entry('Exec=')])(
    'a text that starts nothing is none: %j',
    (text) => {
      expect(readDesktopEntry(text)).toBeNull();
    },
  );

  it('a quote that is never closed, again and again, costs nothing', () => {
    expect(command(`${'"\\'.repeat(100_000)} %u`)).toHaveLength(1);
  });
});

describe('writing a desktop file', () => {
  it.each([
    [['/opt/Latchkey/latchkey']],
    [['/home/a person/Latchkey 1.0.AppImage']],
    [['/home/100%/latch"key', '/srv/$HOME/`x`/back\\slash']],
  ])('what it starts is what was wanted, and the address comes after `--`: %j', (wanted) => {
    const text = writeDesktopEntry({ name: 'Latchkey', comment: 'x', command: wanted, scheme: 'app.x' });
    expect(readDesktopEntry(text)).toEqual({
      name: 'Latchkey',
      command: [...wanted.map((part) => part.replaceAll('%', '%%')), '--', '%u'],
      hidden: false,
    });
    expect(text).toContain('\nMimeType=x-scheme-handler/app.x;\n');
    expect(text).toContain('\nNoDisplay=true\n');
  });
});

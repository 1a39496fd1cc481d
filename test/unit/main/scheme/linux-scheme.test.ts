import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxScheme } from '../../../../src/main/scheme/linux-scheme.ts';
import type { ToolAnswer } from '../../../../src/main/system/run-tool.ts';

const scheme = 'app.latchkey.desktop';
let folder: string;
let own: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-scheme-'));
  own = program('opt/Latchkey/latchkey');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

function program(path: string): string {
  const whole = write(path, '#!/bin/sh\n');
  chmodSync(whole, 0o755);
  return whole;
}

/** A desktop file: by default of the system, as a package brings it. */
function desktopFile(id: string, exec: string, more = '', data = 'usr'): void {
  write(`${data}/applications/${id}`, `[Desktop Entry]\nType=Application\nExec=${exec}\n${more}\n`);
}

/** Where a repair writes. */
function ownEntry(): string {
  return join(folder, 'home/.local/share/applications', `${scheme}.desktop`);
}

function system(
  answer: ToolAnswer | string,
  options: { args?: readonly string[]; executable?: string; env?: Readonly<Record<string, string>> } = {},
) {
  const calls: string[] = [];
  const made = linuxScheme({
    own: {
      scheme,
      name: 'Latchkey',
      executable: options.executable ?? own,
      args: options.args ?? [],
      desktopFiles: ['latchkey.desktop', `${scheme}.desktop`],
    },
    env: {
      HOME: join(folder, 'home'),
      XDG_DATA_DIRS: `${join(folder, 'local')}:${join(folder, 'usr')}`,
      PATH: join(folder, 'bin'),
      ...options.env,
    },
    run: (tool, args) => {
      calls.push([tool, ...args].join(' ').replaceAll(folder, ''));
      return Promise.resolve(typeof answer === 'string' ? { kind: 'answered', text: `${answer}\n` } : answer);
    },
  });
  return { ...made, calls };
}

describe('who opens the scheme', () => {
  it('F30+: ours, when the desktop file starts this very app with the address', async () => {
    desktopFile('latchkey.desktop', `${own} -- %u`, 'Name=Latchkey');
    const { owner, calls } = system('latchkey.desktop');
    expect(await owner()).toEqual({ kind: 'ours' });
    expect(calls).toEqual([`xdg-mime query default x-scheme-handler/${scheme}`]);
  });

  it('F30+: ours through a link, from the PATH, in quotes, after `env`, and with NoDisplay', async () => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(own, join(folder, 'bin/latchkey'));
    for (const exec of [
      `${join(folder, 'bin/latchkey')} %u`,
      'latchkey %U',
      `"${own}" -- "%u"`,
      `env GTK_THEME=x LANG=C ${own} %u`,
    ]) {
      desktopFile('latchkey.desktop', exec, 'NoDisplay=true');
      // oxlint-disable-next-line eslint/no-await-in-loop -- one file after the other
      expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'ours' });
    }
  });

  it('F30-: another app’s, by its name; by its file’s name when it has none', async () => {
    const other = program('opt/other/run');
    desktopFile('other.desktop', `${other} %u`, 'Name=Other App');
    expect(await system('other.desktop').owner()).toEqual({ kind: 'another', name: 'Other App' });
    desktopFile('other.desktop', `${other} %u`);
    expect(await system('other.desktop').owner()).toEqual({ kind: 'another', name: 'other.desktop' });
  });

  it('F30-: a file of our name that starts another program is not ours; another Latchkey says where it is', async () => {
    const other = program('home/Downloads/latchkey');
    desktopFile('latchkey.desktop', `${other} -- %u`, 'Name=Latchkey');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'another', name: `Latchkey, ${other}` });
  });

  it('F30-: an unpackaged app is told from another project on the same Electron', async () => {
    const args = ['/src/latchkey'];
    desktopFile('latchkey.desktop', `${own} /src/latchkey -- %u`, 'Name=Ours');
    expect(await system('latchkey.desktop', { args }).owner()).toEqual({ kind: 'ours' });
    desktopFile('latchkey.desktop', `${own} /src/else -- %u`, 'Name=Else');
    expect(await system('latchkey.desktop', { args }).owner()).toEqual({ kind: 'another', name: 'Else' });
  });

  it('F30-: a program that was removed or moved, or may not be started, is stale', async () => {
    desktopFile('latchkey.desktop', '/nowhere/latchkey -- %u', 'Name=Latchkey');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'stale', name: 'Latchkey' });
    const locked = write('opt/locked', '');
    chmodSync(locked, 0o644);
    desktopFile('latchkey.desktop', `${locked} %u`, 'Name=Latchkey');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'stale', name: 'Latchkey' });
    desktopFile('latchkey.desktop', 'relative/latchkey %u', 'Name=Latchkey');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'stale', name: 'Latchkey' });
  });

  it('F30-: an entry of ours that takes no address is stale: the app would start without it', async () => {
    desktopFile('latchkey.desktop', own, 'Name=Latchkey');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'stale', name: 'Latchkey' });
  });

  it('F30-: nobody’s: nothing named, a file that is not there, a hidden one, one that is none', async () => {
    desktopFile('hidden.desktop', `${own} %u`, 'Hidden=true');
    write('usr/applications/broken.desktop', 'not a desktop file');
    write('usr/passwd', '[Desktop Entry]\nExec=/bin/sh %u');
    for (const id of ['', 'gone.desktop', 'hidden.desktop', 'broken.desktop', '../passwd', 'passwd']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one answer after the other
      expect(await system(id).owner()).toEqual({ kind: 'missing' });
    }
  });

  it('F30-: a file of the person hides the system’s, also when it is hidden itself', async () => {
    desktopFile('latchkey.desktop', `${own} -- %u`);
    desktopFile('latchkey.desktop', '/nowhere %u', 'Name=Mine', 'home/.local/share');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'stale', name: 'Mine' });
    desktopFile('latchkey.desktop', `${own} -- %u`, 'Hidden=true', 'home/.local/share');
    expect(await system('latchkey.desktop').owner()).toEqual({ kind: 'missing' });
  });

  it('a dash in the name may be a folder', async () => {
    desktopFile('vendor/app/latchkey.desktop', `${own} -- %u`);
    expect(await system('vendor-app-latchkey.desktop').owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: no answer, no tool and no time mean that nobody knows', async () => {
    for (const kind of ['timed-out', 'no-such-tool'] as const) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one answer after the other
      expect(await system({ kind }).owner()).toEqual({ kind: 'unknown' });
    }
    expect(await system({ kind: 'failed', text: 'xdg-mime: no' }).owner()).toEqual({ kind: 'unknown' });
  });
});

describe('registering', () => {
  it('F30+: names the desktop file that a package brought, and writes nothing', async () => {
    desktopFile('latchkey.desktop', `${own} -- %u`);
    const { register, calls } = system('other.desktop');
    await register();
    expect(calls).toEqual([`xdg-mime default latchkey.desktop x-scheme-handler/${scheme}`]);
    expect(readdirSync(folder)).not.toContain('home');
  });

  it('F30+: where none leads here, one is written for the person, under the scheme’s own name', async () => {
    desktopFile('latchkey.desktop', '/nowhere/latchkey -- %u');
    const moved = program('home/my apps/Latchkey 2.AppImage');
    const { register, calls } = system('latchkey.desktop', { executable: moved });
    await register();
    expect(calls).toEqual([
      'update-desktop-database /home/.local/share/applications',
      `xdg-mime default ${scheme}.desktop x-scheme-handler/${scheme}`,
    ]);
    expect(readFileSync(ownEntry(), 'utf8')).toContain(`Exec=env "${moved}" -- %u`);
    expect(readdirSync(dirname(ownEntry()))).toEqual([`${scheme}.desktop`]);
    expect(await system(`${scheme}.desktop`, { executable: moved }).owner()).toEqual({ kind: 'ours' });
  });

  it('F18-: a folder that takes no file is no crash: the registration stays as it was', async () => {
    write('home/.local/share', 'a file where a folder should be');
    const { register, calls } = system('');
    await register();
    expect(calls).toEqual([]);
  });
});

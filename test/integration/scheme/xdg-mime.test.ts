import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSchemeRegistration } from '../../../src/main/scheme/create-scheme-registration.ts';
import { linuxScheme } from '../../../src/main/scheme/linux-scheme.ts';
import { createSystemClock } from '../../../src/main/system/clock.ts';
import { runTool } from '../../../src/main/system/run-tool.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { skipEach } from '../../support/skip-each.ts';

const scheme = 'app.latchkey.desktop';
const type = `x-scheme-handler/${scheme}`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-xdg-'));
  // The tools read where a person's files are from the environment, as this process has it.
  for (const [name, place] of Object.entries({
    HOME: 'home',
    XDG_CONFIG_HOME: 'home/.config',
    XDG_DATA_HOME: 'home/.local/share',
    XDG_CONFIG_DIRS: 'etc/xdg',
    XDG_DATA_DIRS: 'usr/share',
  })) {
    mkdirSync(join(folder, place), { recursive: true });
    vi.stubEnv(name, join(folder, place));
  }
  program('opt/Latchkey/latchkey');
  program('opt/other');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, { mode });
}

function program(path: string): void {
  write(path, '#!/bin/sh\n', 0o755);
}

/** A desktop file that says that it opens the scheme; `update-desktop-database` has seen it. */
async function desktopFile(place: string, name: string, start: string, more = ''): Promise<void> {
  const entry = `[Desktop Entry]\nType=Application\nName=${name}\nExec=${join(folder, start)} -- %u\nMimeType=${type};\n${more}\n`;
  write(place, entry);
  await runTool('update-desktop-database', [dirname(join(folder, place))], 10_000);
}

function chosen(id: string): void {
  write('home/.config/mimeapps.list', `[Default Applications]\n${type}=${id}\n`);
}

function registration(executable = 'opt/Latchkey/latchkey') {
  const own = {
    scheme,
    name: 'Latchkey',
    executable: join(folder, executable),
    args: [],
    desktopFiles: ['latchkey.desktop', `${scheme}.desktop`],
  };
  return createSchemeRegistration({
    system: linuxScheme({ own, env: process.env, run: runTool }),
    scheme,
    clock: createSystemClock(),
    registersItself: false,
  });
}

const system = 'usr/share/applications';
const person = 'home/.local/share/applications';

const missing = existsSync('/usr/bin/xdg-mime') ? null : 'There is no xdg-mime here.';

describe.each(['GNOME', 'i3', ''])('the real xdg-mime, on “%s”', (desktop) => {
  skipEach(missing);
  beforeEach(() => {
    vi.stubEnv('XDG_CURRENT_DESKTOP', desktop);
  });

  it('F30-: nothing is registered; repair writes a desktop file of this app, and it is ours', async () => {
    const { owner, repair } = registration();
    expect(await owner()).toEqual({ kind: 'missing' });
    expect(valueOf(await repair())).toBeNull();
    expect(await owner()).toEqual({ kind: 'ours' });
    expect(readFileSync(join(folder, person, `${scheme}.desktop`), 'utf8')).toContain('NoDisplay=true');
  });

  it('F30+: what the package brings is ours by its MimeType alone', async () => {
    await desktopFile(`${system}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey');
    expect(await registration().owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: another app that was chosen is named; repair chooses the package’s own file and leaves the other as it is', async () => {
    await desktopFile(`${system}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey');
    await desktopFile(`${person}/other.desktop`, 'Other App', 'opt/other');
    chosen('other.desktop');
    const before = readFileSync(join(folder, person, 'other.desktop'), 'utf8');
    const { owner, repair } = registration();
    expect(await owner()).toEqual({ kind: 'another', name: 'Other App' });
    expect(valueOf(await repair())).toBeNull();
    expect(await owner()).toEqual({ kind: 'ours' });
    expect(readFileSync(join(folder, person, 'other.desktop'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, person, `${scheme}.desktop`))).toBe(false);
  });

  it('F30-: a choice of a file that does not exist counts for nothing', async () => {
    chosen('gone.desktop');
    expect(await registration().owner()).toEqual({ kind: 'missing' });
    await desktopFile(`${system}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey');
    expect(await registration().owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: after the app was moved its old registration is stale; repair names the new place, spaces and all', async () => {
    await desktopFile(`${person}/latchkey.desktop`, 'Latchkey', 'home/old/Latchkey.AppImage');
    await desktopFile(`${system}/other.desktop`, 'Other App', 'opt/other');
    program('home/my apps/Latchkey 2.AppImage');
    chosen('latchkey.desktop');
    const { owner, repair } = registration('home/my apps/Latchkey 2.AppImage');
    expect(['stale', 'another']).toContain((await owner()).kind);
    expect(valueOf(await repair())).toBeNull();
    expect(await owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: a desktop file that the person deleted (Hidden) opens nothing, whatever xdg-mime says', async () => {
    await desktopFile(`${system}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey');
    await desktopFile(`${person}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey', 'Hidden=true');
    chosen('latchkey.desktop');
    const { owner, repair } = registration();
    expect(await owner()).toEqual({ kind: 'missing' });
    expect(valueOf(await repair())).toBeNull();
    expect(await owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: a system that cannot keep the choice is said to have refused', async () => {
    await desktopFile(`${system}/latchkey.desktop`, 'Latchkey', 'opt/Latchkey/latchkey');
    await desktopFile(`${system}/other.desktop`, 'Other App', 'opt/other');
    chosen('other.desktop');
    // The list is looked for in its folder, but a folder stands where the new one would be written.
    mkdirSync(join(folder, 'home/.config/mimeapps.list.new'));
    const failed = failureOf(await registration().repair());
    expect(failed.code).toBe('scheme-not-repaired');
    expect(failed.why).toContain('“Other App”');
  });
});

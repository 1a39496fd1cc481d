import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fuseStates } from '../../scripts/lib/fuses.mjs';
import { listArchive } from '../support/asar.ts';

const folder = '/opt/Latchkey';
const executable = `${folder}/latchkey`;
const archive = `${folder}/resources/app.asar`;
const desktopFile = '/usr/share/applications/latchkey.desktop';

/** `npm test` installs the package before these tests and takes it away after the end-to-end tests. */
describe('the installed package', () => {
  it('has the fuses of a release set, as far as its Electron has them', async () => {
    const states = await fuseStates(executable);
    const wrong = states.filter(
      ({ fuse, state }) =>
        state !== 'not in this Electron' && state !== (fuse === 'OnlyLoadAppFromAsar' ? 'on' : 'off'),
    );
    expect(wrong).toEqual([]);
    expect(states).toContainEqual({ fuse: 'RunAsNode', state: 'off' });
    expect(states).toContainEqual({ fuse: 'OnlyLoadAppFromAsar', state: 'on' });
  });

  it('holds bundles and nothing else in its archive', () => {
    const files = listArchive(archive);
    expect(files).toContain('out/app/main/index.cjs');
    expect(files).toContain('out/app/preload/index.cjs');
    expect(files).toContain('out/app/demo/service.cjs');
    expect(files).toContain('out/app/open-api/service.cjs');
    expect(files).toContain('out/app/renderer/index.html');
    expect(files.filter((file) => !/^(?:package\.json$|out\/app\/|fallback\/)/u.test(file))).toEqual([]);
    expect(files.filter((file) => /node_modules|\.map$|\.ts$/u.test(file))).toEqual([]);
  });

  it('keeps the archive below 5 MB', () => {
    expect(statSync(archive).size).toBeLessThan(5_000_000);
  });

  it('has no second app beside the archive', () => {
    expect(existsSync(`${folder}/resources/app`)).toBe(false);
  });

  it('is in the menu, with an icon in every size', () => {
    expect(execFileSync('desktop-file-validate', [desktopFile], { encoding: 'utf8' })).toBe('');
    expect(readFileSync(desktopFile, 'utf8')).toContain('Name=Latchkey\n');
    const missing = [16, 24, 32, 48, 64, 128, 256, 512].filter(
      (size) => !existsSync(`/usr/share/icons/hicolor/${size}x${size}/apps/latchkey.png`),
    );
    expect(missing).toEqual([]);
  });

  it('R86+: the desktop entry passes the callback after --', () => {
    expect(readFileSync(desktopFile, 'utf8')).toContain(`Exec=${executable} -- %u\n`);
  });

  it('owns its scheme', () => {
    const owner = execFileSync('xdg-mime', ['query', 'default', 'x-scheme-handler/app.latchkey.desktop'], {
      encoding: 'utf8',
    });
    expect(owner.trim()).toBe('latchkey.desktop');
  });

  it('can start its sandbox: by user namespaces, or by the helper that root owns', () => {
    const { uid, mode } = statSync(`${folder}/chrome-sandbox`);
    expect(uid).toBe(0);
    expect([0o755, 0o4755]).toContain(mode & 0o7777);
    expect(readFileSync(`${folder}/resources/apparmor-profile`, 'utf8')).toContain(`"${executable}"`);
  });

  it('belongs to root, so that nobody else can change it', () => {
    for (const path of [folder, executable, archive]) {
      const { uid, mode } = statSync(path);
      expect({ path, uid, othersWrite: (mode & 0o022) !== 0 }).toEqual({ path, uid: 0, othersWrite: false });
    }
  });
});

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSettings } from '../../../../src/main/settings/settings.ts';
import { complete } from '../../../support/results.ts';

vi.mock('electron', () => ({
  default: {
    app: { getPath: () => '/nowhere', getVersion: () => '0.1.0' },
    ipcMain: { on: () => undefined },
    shell: {},
  },
}));

describe('openSettings', () => {
  let folder: string;
  const file = () => join(folder, 'preferences.json');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  it('keeps preferences and window state, for the next start', () => {
    const { settings, notice } = openSettings(folder);
    expect(notice).toBeNull();
    expect(settings.preferences()).toEqual({ colorScheme: 'auto' });
    settings.setPreferences({ colorScheme: 'dark' });
    settings.setWindowState({
      bounds: { x: 1, y: 2, width: 800, height: 600 },
      maximized: true,
      zoomLevel: 2,
    });
    const again = openSettings(folder).settings;
    expect(again.preferences()).toEqual({ colorScheme: 'dark' });
    expect(again.windowState()).toEqual({
      bounds: { x: 1, y: 2, width: 800, height: 600 },
      maximized: true,
      zoomLevel: 2,
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('keeps which certificate a server gets; what no person can have chosen is none', () => {
    const { settings } = openSettings(folder);
    expect(settings.clientCertificates()).toEqual([]);
    settings.setClientCertificate('one.test:443', 'sha256/a=');
    settings.setClientCertificate('two.test:443', 'sha256/b=');
    settings.setClientCertificate('one.test:443', 'sha256/c=');
    const kept = openSettings(folder).settings;
    expect(kept.clientCertificates()).toEqual([
      { server: 'two.test:443', fingerprint: 'sha256/b=' },
      { server: 'one.test:443', fingerprint: 'sha256/c=' },
    ]);
    kept.setClientCertificate('two.test:443', null);
    kept.setClientCertificate('nobody.test:443', null);
    expect(openSettings(folder).settings.clientCertificates()).toHaveLength(1);
    const most = Array.from({ length: 1000 }, (_, index) => ({
      server: `${String(index)}.test:443`,
      fingerprint: 'sha256/d=',
    }));
    writeFileSync(file(), JSON.stringify({ clientCertificates: most }));
    openSettings(folder).settings.setClientCertificate('one.test:443', 'sha256/a=');
    const full = openSettings(folder).settings.clientCertificates();
    expect([full.length, full[0]?.server, full.at(-1)?.server]).toEqual([1000, '1.test:443', 'one.test:443']);
    writeFileSync(
      file(),
      JSON.stringify({ clientCertificates: [{ server: 'one.test:443', fingerprint: 7 }] }),
    );
    expect(openSettings(folder).settings.clientCertificates()).toEqual([]);
  });

  it('keeps when to lock; what no person can have chosen is a working day', () => {
    const { settings } = openSettings(folder);
    expect(settings.lockChoice()).toEqual({ afterMinutes: 480, onSuspend: false });
    settings.setLockChoice({ afterMinutes: null, onSuspend: true });
    expect(openSettings(folder).settings.lockChoice()).toEqual({ afterMinutes: null, onSuspend: true });
    writeFileSync(file(), JSON.stringify({ lock: { afterMinutes: 1e9, onSuspend: false } }));
    expect(openSettings(folder).settings.lockChoice().afterMinutes).toBe(480);
  });

  it('keeps how long requests wait; what no person can have chosen is the usual', () => {
    const { settings } = openSettings(folder);
    expect(settings.requestTimeouts()).toEqual({ firstByteSeconds: 60, idleSeconds: 30 });
    settings.setRequestTimeouts({ firstByteSeconds: null, idleSeconds: 600 });
    const kept = openSettings(folder).settings.requestTimeouts();
    expect(kept).toEqual({ firstByteSeconds: null, idleSeconds: 600 });
    writeFileSync(file(), JSON.stringify({ requestTimeouts: { firstByteSeconds: 1, idleSeconds: 30 } }));
    expect(openSettings(folder).settings.requestTimeouts().firstByteSeconds).toBe(60);
  });

  it('keeps how much is remembered of what was sent, and of which connections nothing', () => {
    const { settings } = openSettings(folder);
    expect([settings.historyLimits(), settings.historyOn('one')]).toEqual([
      { days: 30, megabytes: 500 },
      true,
    ]);
    settings.setHistoryLimits({ days: 365, megabytes: 100 });
    settings.setHistoryOn('one', false);
    settings.setHistoryOn('two', false);
    settings.setHistoryOn('two', true);
    const kept = openSettings(folder).settings;
    expect(kept.historyLimits()).toEqual({ days: 365, megabytes: 100 });
    expect([kept.historyOn('one'), kept.historyOn('two')]).toEqual([false, true]);
    writeFileSync(
      file(),
      JSON.stringify({ historyLimits: { days: 1e9, megabytes: 100 }, historyOff: 'one' }),
    );
    const usual = openSettings(folder).settings;
    expect([usual.historyLimits().days, usual.historyOn('one')]).toEqual([30, true]);
  });

  it('sets for a copy of a connection what was set for it, but not that cookies are kept', () => {
    const { settings } = openSettings(folder);
    settings.setHistoryOn('one', false);
    settings.setCookiesOn('one', true);
    settings.setRequestFolder('one', '/home/ada/one');
    settings.copyConnection('one', 'copy');
    settings.copyConnection('never set', 'other');
    const kept = openSettings(folder).settings;
    expect([kept.historyOn('copy'), kept.cookiesOn('copy'), kept.requestFolder('copy')]).toEqual([
      false,
      false,
      '/home/ada/one',
    ]);
    expect([kept.historyOn('other'), kept.requestFolder('other')]).toEqual([true, null]);
  });

  it('forgets what was set for a connection that is gone, and of no other', () => {
    const { settings } = openSettings(folder);
    for (const id of ['one', 'two']) {
      settings.setHistoryOn(id, false);
      settings.setCookiesOn(id, true);
      settings.setRequestFolder(id, `/home/ada/${id}`);
    }
    settings.forgetConnection('one');
    settings.forgetConnection('never there');
    const kept = openSettings(folder).settings;
    expect([kept.historyOn('one'), kept.cookiesOn('one'), kept.requestFolder('one')]).toEqual([
      true,
      false,
      null,
    ]);
    expect([kept.historyOn('two'), kept.cookiesOn('two')]).toEqual([false, true]);
    expect(kept.requestFolder('two')).toBe('/home/ada/two');
  });

  it.each([
    ['is cut off', '{"preferences": {"colorSch', 'not JSON'],
    ['is no text', '\u{FFFD}\0\0', 'not JSON'],
    ['is empty', '', 'empty'],
    ['is another kind of JSON', '["dark"]', 'no preferences'],
    ['is null', 'null', 'no preferences'],
  ])('a file that %s is kept beside, said, and costs nothing else', (_, content, why) => {
    writeFileSync(file(), content);
    const { settings, notice } = openSettings(folder);
    const aside = join(folder, 'preferences.unreadable.json');
    expect(notice === null ? null : complete(notice)).toMatchObject({
      code: 'settings-unreadable',
      details: { file: aside },
    });
    expect(notice?.why).toContain(why);
    expect(settings.preferences()).toEqual({ colorScheme: 'auto' });
    expect(readFileSync(aside, 'utf8')).toBe(content);
    settings.setPreferences({ colorScheme: 'light' });
    const again = openSettings(folder);
    expect(again.notice).toBeNull();
    expect(again.settings.preferences()).toEqual({ colorScheme: 'light' });
  });

  it('what was kept earlier is not replaced by what is kept now', () => {
    for (const content of ['first', 'second', 'third']) {
      writeFileSync(file(), content);
      openSettings(folder);
    }
    const kept = ['', '-2', '-3'].map((end) =>
      readFileSync(join(folder, `preferences.unreadable${end}.json`), 'utf8'),
    );
    expect(kept).toEqual(['first', 'second', 'third']);
  });

  it('F18-: where no file can be, what is set holds until the app ends, and the person is told', () => {
    mkdirSync(file());
    const { settings, notice } = openSettings(folder);
    expect(notice === null ? null : complete(notice)).toMatchObject({
      code: 'disk-failed',
      details: { file: file() },
    });
    settings.setPreferences({ colorScheme: 'dark' });
    expect(settings.preferences()).toEqual({ colorScheme: 'dark' });
  });

  it('a file that is damaged while the app runs changes nothing in it', () => {
    const { settings } = openSettings(folder);
    settings.setPreferences({ colorScheme: 'dark' });
    writeFileSync(file(), 'not JSON');
    expect(settings.preferences()).toEqual({ colorScheme: 'dark' });
    settings.setPreferences({ colorScheme: 'light' });
    expect(settings.preferences()).toEqual({ colorScheme: 'light' });
  });

  it('values that are not ours are ignored one by one', () => {
    writeFileSync(
      file(),
      JSON.stringify({ preferences: { colorScheme: 'pink' }, window: { bounds: { x: 'a' } } }),
    );
    const { settings, notice } = openSettings(folder);
    expect(notice).toBeNull();
    expect(settings.preferences()).toEqual({ colorScheme: 'auto' });
    expect(settings.windowState()).toEqual({ bounds: null, maximized: false, zoomLevel: 0 });
    expect(existsSync(join(folder, 'preferences.unreadable.json'))).toBe(false);
  });
});

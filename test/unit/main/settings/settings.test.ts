import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

  it('a file that is not JSON is kept beside, said, and costs nothing else', () => {
    writeFileSync(file(), '{"preferences": {"colorSch');
    const { settings, notice } = openSettings(folder);
    expect(notice === null ? null : complete(notice).code).toBe('settings-unreadable');
    expect(settings.preferences()).toEqual({ colorScheme: 'auto' });
    expect(readFileSync(join(folder, 'preferences.unreadable.json'), 'utf8')).toBe(
      '{"preferences": {"colorSch',
    );
    settings.setPreferences({ colorScheme: 'light' });
    expect(openSettings(folder).notice).toBeNull();
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

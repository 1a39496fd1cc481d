import ElectronStore from 'electron-store';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Preferences } from '../../shared/app-state.ts';
import type { Failure } from '../../shared/failure.ts';
import { clampZoomLevel, defaultWindowState, type WindowState } from '../window/window-state.ts';

const fileName = 'preferences';

const preferencesSchema = z.object({ colorScheme: z.enum(['auto', 'light', 'dark']) });
const defaultPreferences: Preferences = { colorScheme: 'auto' };

const windowSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).nullable(),
  maximized: z.boolean(),
  zoomLevel: z.number().transform(clampZoomLevel),
});

/** Preferences and window state: nothing secret, nothing that hurts when it is lost. */
export interface Settings {
  preferences(): Preferences;
  setPreferences(preferences: Preferences): void;
  windowState(): WindowState;
  setWindowState(state: WindowState): void;
}

/**
 * Opens `<folder>/preferences.json`. A file that is not JSON is kept beside as `preferences.unreadable.json` and said so;
 * values that are not ours are ignored one by one. A disk that takes no more costs the setting, never the app.
 */
export function openSettings(folder: string): {
  readonly settings: Settings;
  readonly notice: Failure | null;
} {
  const { store, notice } = openStore(folder);
  const set = (key: string, value: unknown): void => {
    try {
      store.set(key, value);
    } catch {
      // A preference that could not be kept is not worth a dialog.
    }
  };
  const settings: Settings = {
    preferences: () => preferencesSchema.safeParse(store.get('preferences')).data ?? defaultPreferences,
    setPreferences: (preferences) => {
      set('preferences', preferences);
    },
    windowState: () => windowSchema.safeParse(store.get('window')).data ?? defaultWindowState,
    setWindowState: (state) => {
      set('window', state);
    },
  };
  return { settings, notice };
}

type Store = ElectronStore;

function openStore(folder: string): { store: Store; notice: Failure | null } {
  const open = (): Store => new ElectronStore({ name: fileName, cwd: folder, configFileMode: 0o600 });
  try {
    return { store: open(), notice: null };
  } catch {
    const aside = join(folder, `${fileName}.unreadable.json`);
    renameSync(join(folder, `${fileName}.json`), aside);
    return {
      store: open(),
      notice: {
        code: 'settings-unreadable',
        what: 'Your preferences could not be read.',
        why: 'The preferences file is not valid JSON.',
        next: `Set them again. The old file is kept as ${fileName}.unreadable.json.`,
      },
    };
  }
}

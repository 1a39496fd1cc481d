import { nativeTheme } from 'electron';
import type { Settings } from '../settings/settings.ts';

/** What shows the page, and the system's own parts of the window, in the colours that the person chose. */
export function createTheme(settings: Pick<Settings, 'preferences'>): () => void {
  return () => {
    const { colorScheme } = settings.preferences();
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme;
  };
}

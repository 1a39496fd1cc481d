import { createAsking } from '../components/asking.ts';
import { goTo } from '../navigation/use-route.ts';

interface AskedOfSettings {
  readonly what: 'export' | 'import';
}

/** What is asked of the group of connections in Settings from elsewhere in the window. */
export const askedOfSettings = createAsking<AskedOfSettings>();

/** Shows Settings, and has them ask for a place or a file there. */
export function askSettingsTo(what: AskedOfSettings['what']): void {
  goTo({ kind: 'app-settings' });
  askedOfSettings.ask({ what });
}

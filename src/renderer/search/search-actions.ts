import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import type { Route } from '../navigation/route.ts';
import { listWords, type Platform } from '../words/session-words.ts';

/** Something that the search can do, as data: running it is another function. */
export interface Found {
  readonly id: string;
  readonly group: 'Connections' | 'Actions';
  readonly label: string;
  readonly description: string;
  readonly effect: Effect;
}

export type Effect =
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'theme'; readonly colorScheme: AppState['preferences']['colorScheme'] }
  | { readonly kind: 'sign-in'; readonly id: string; readonly anotherAccount: boolean }
  | { readonly kind: 'sign-out'; readonly id: string; readonly alsoInBrowser: boolean }
  | { readonly kind: 'renew'; readonly id: string }
  | { readonly kind: 'try-now'; readonly id: string }
  | { readonly kind: 'try-demo' }
  | { readonly kind: 'log-folder' };

function ofConnection(connection: ConnectionView): readonly Found[] {
  const { id, name, session } = connection;
  const entry = (label: string, effect: Effect): Found => ({
    id: `${id} ${label}`,
    group: 'Actions',
    label,
    description: name,
    effect,
  });
  const tabs = (['requests', 'session', 'activity', 'settings'] as const).map((tab) =>
    entry(`Show ${tab}`, { kind: 'go', route: { kind: 'connection', id, tab } }),
  );
  switch (session.kind) {
    case 'signed-in':
    case 'memory-only':
      return [
        entry('Renew now', { kind: 'renew', id }),
        entry('Sign out', { kind: 'sign-out', id, alsoInBrowser: connection.signOutInBrowser }),
        ...tabs,
      ];
    case 'signed-out':
    case 'needs-sign-in':
    case 'set-aside':
      return [
        entry('Sign in', { kind: 'sign-in', id, anotherAccount: false }),
        entry('Use another account', { kind: 'sign-in', id, anotherAccount: true }),
        ...tabs,
      ];
    case 'offline':
    case 'provider-unavailable':
    case 'needs-fix':
    case 'not-saved':
    case 'clock-wrong':
      return [
        entry('Try now', { kind: 'try-now', id }),
        entry('Sign out', { kind: 'sign-out', id, alsoInBrowser: connection.signOutInBrowser }),
        ...tabs,
      ];
    default:
      return tabs;
  }
}

/** Everything that Ctrl+K finds: all connections, then what can be done here, then what can be done anywhere. */
export function searchEntries(
  connections: readonly ConnectionView[],
  selected: ConnectionView | null,
  platform: Platform,
  now: number,
): readonly Found[] {
  const general = (label: string, effect: Effect): Found => ({
    id: label,
    group: 'Actions',
    label,
    description: '',
    effect,
  });
  return [
    ...connections.map((connection): Found => ({
      id: connection.id,
      group: 'Connections',
      label: connection.name,
      description: `${connection.host}, ${listWords(connection.session, platform, now)}`,
      effect: { kind: 'go', route: { kind: 'connection', id: connection.id, tab: 'requests' } },
    })),
    ...(selected === null ? [] : ofConnection(selected)),
    general('Add connection', { kind: 'go', route: { kind: 'add' } }),
    general('Try the demo', { kind: 'try-demo' }),
    general('Settings', { kind: 'go', route: { kind: 'app-settings' } }),
    general('Theme: as the system', { kind: 'theme', colorScheme: 'auto' }),
    general('Theme: light', { kind: 'theme', colorScheme: 'light' }),
    general('Theme: dark', { kind: 'theme', colorScheme: 'dark' }),
    general('Open log folder', { kind: 'log-folder' }),
  ];
}

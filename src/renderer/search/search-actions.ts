import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import { assertNever } from '../../shared/result.ts';
import type { Route } from '../navigation/route.ts';
import { actionLabels, offeredActions, type SessionAction } from '../connection/session-actions.ts';
import { listWords, shownKind, type Platform } from '../words/session-words.ts';

/** Something that the search can do, as data: running it is another function. */
export interface Found {
  readonly id: string;
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
  | { readonly kind: 'unlock' }
  | { readonly kind: 'clone' | 'export'; readonly id: string }
  | { readonly kind: 'export-all' | 'import' }
  | { readonly kind: 'check-connection'; readonly id: string }
  | { readonly kind: 'check-computer' }
  | { readonly kind: 'open-saved'; readonly id: string; readonly path: string }
  | { readonly kind: 'try-demo' }
  | { readonly kind: 'log-folder' };

/** The actions of the header that the search offers too. */
function effectOf({ id, signOutInBrowser }: ConnectionView, action: SessionAction): Effect | null {
  switch (action) {
    case 'sign-in':
      return { kind: 'sign-in', id, anotherAccount: false };
    case 'use-another-account':
      return { kind: 'sign-in', id, anotherAccount: true };
    case 'sign-out':
      return { kind: 'sign-out', id, alsoInBrowser: signOutInBrowser };
    case 'renew-now':
      return { kind: 'renew', id };
    case 'try-now':
    case 'try-again':
      return { kind: 'try-now', id };
    case 'unlock':
      return { kind: 'unlock' };
    case 'continue-setting-up':
    case 'sign-out-in-browser':
    case 'forget-sign-out':
    // What is asked for stands beneath the header alone.
    case 'ask-for-access':
    case 'decline-access':
    // It may fail, and only the header has a place to say so.
    case 'open-clock-settings':
      return null;
    default:
      return assertNever(action);
  }
}

function ofConnection(connection: ConnectionView): readonly Found[] {
  const { id, name, session } = connection;
  const entry = (label: string, effect: Effect): Found => ({
    id: `${id} ${label}`,
    label,
    description: name,
    effect,
  });
  const tabs = (['requests', 'session', 'activity', 'settings'] as const).map((tab) =>
    entry(`Show ${tab}`, { kind: 'go', route: { kind: 'connection', id, tab } }),
  );
  const offers = offeredActions(shownKind(session));
  const actions = [offers.main, ...offers.beside, ...offers.menu].flatMap((action) => {
    if (action === null || action === 'sign-out-in-browser') return [];
    const effect = effectOf(connection, action);
    return effect === null ? [] : [entry(actionLabels[action], effect)];
  });
  return [
    ...actions,
    ...tabs,
    entry('Clone', { kind: 'clone', id }),
    ...(connection.demo ? [] : [entry('Export…', { kind: 'export', id })]),
    entry('Check this connection', { kind: 'check-connection', id }),
  ];
}

function general(label: string, effect: Effect): Found {
  return { id: label, label, description: '', effect };
}

/**
 * The entries that hold every word of a query, at most so many: those that hold them in their label come first, since whoever
 * looks for a note by its name does not look for the actions of a connection called Fieldnotes.
 */
export function matching(entries: readonly Found[], query: string, limit: number): readonly Found[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => words.every((word) => text.toLocaleLowerCase().includes(word));
  const byLabel: Found[] = [];
  const byDescription: Found[] = [];
  for (const entry of entries) {
    if (holds(entry.label)) byLabel.push(entry);
    else if (holds(`${entry.label} ${entry.description}`)) byDescription.push(entry);
  }
  return [...byLabel, ...byDescription].slice(0, limit);
}

/** Everything that Ctrl+K finds: all connections, then what can be done here, then what can be done anywhere. */
export function searchEntries(
  connections: readonly ConnectionView[],
  selected: ConnectionView | null,
  platform: Platform,
  now: number,
): readonly Found[] {
  return [
    ...connections.map((connection): Found => ({
      id: connection.id,
      label: connection.name,
      description: `${connection.host}, ${listWords(connection.session, platform, now)}`,
      effect: { kind: 'go', route: { kind: 'connection', id: connection.id, tab: 'requests' } },
    })),
    ...(selected === null ? [] : ofConnection(selected)),
    general('Add connection', { kind: 'go', route: { kind: 'add' } }),
    general('Import connections…', { kind: 'import' }),
    ...(connections.some(({ demo }) => !demo)
      ? [general('Export all connections…', { kind: 'export-all' })]
      : []),
    general('Try the demo', { kind: 'try-demo' }),
    general('Settings', { kind: 'go', route: { kind: 'app-settings' } }),
    general('Theme: as the system', { kind: 'theme', colorScheme: 'auto' }),
    general('Theme: light', { kind: 'theme', colorScheme: 'light' }),
    general('Theme: dark', { kind: 'theme', colorScheme: 'dark' }),
    general('Check this computer', { kind: 'check-computer' }),
    general('Open log folder', { kind: 'log-folder' }),
  ];
}

import type { ConnectionId } from '../../shared/connection.ts';
import { assertNever } from '../../shared/result.ts';

export const tabs = ['requests', 'session', 'activity', 'settings'] as const;
export type Tab = (typeof tabs)[number];

/** What the main part of the window shows. It lives in the address's fragment, so that a reload keeps it. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'add' }
  | { readonly kind: 'app-settings' }
  | { readonly kind: 'connection'; readonly id: ConnectionId; readonly tab: Tab };

export function isTab(text: string | null | undefined): text is Tab {
  return tabs.some((tab) => tab === text);
}

/** Never throws: a fragment nobody wrote is home. */
export function parseRoute(hash: string): Route {
  const [first, id, tab] = hash.replace(/^#\/?/, '').split('/');
  if (first === 'add') return { kind: 'add' };
  if (first === 'settings') return { kind: 'app-settings' };
  if (first === 'connection' && id !== undefined && /^[a-z2-7]+$/.test(id)) {
    return { kind: 'connection', id, tab: isTab(tab) ? tab : 'requests' };
  }
  return { kind: 'home' };
}

export function routeHash(route: Route): string {
  switch (route.kind) {
    case 'home':
      return '#/';
    case 'add':
      return '#/add';
    case 'app-settings':
      return '#/settings';
    case 'connection':
      return `#/connection/${route.id}/${route.tab}`;
    default:
      return assertNever(route);
  }
}

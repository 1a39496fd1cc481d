import type { ConnectionId } from '../../shared/connection.ts';
import { assertNever } from '../../shared/result.ts';

export const tabs = ['requests', 'session', 'activity', 'settings'] as const;
export type Tab = (typeof tabs)[number];

export const setUpSteps = ['where', 'register', 'connect'] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** What the main part of the window shows. It lives in the address's fragment, so that a reload keeps it. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'add' }
  /** A connection is set up further, or anew. */
  | { readonly kind: 'set-up'; readonly id: ConnectionId; readonly step: SetUpStep }
  | { readonly kind: 'app-settings' }
  | { readonly kind: 'connection'; readonly id: ConnectionId; readonly tab: Tab };

/** What a dialog stands over: the page that stays. */
export type PageRoute = Exclude<Route, { readonly kind: 'add' | 'set-up' }>;

export function isPage(route: Route): route is PageRoute {
  return route.kind !== 'add' && route.kind !== 'set-up';
}

export function isTab(text: string | null | undefined): text is Tab {
  return tabs.some((tab) => tab === text);
}

/** Never throws: a fragment nobody wrote is home. */
export function parseRoute(hash: string): Route {
  const [first, id, last] = hash.replace(/^#\/?/, '').split('/');
  if (first === 'add') return { kind: 'add' };
  if (first === 'settings') return { kind: 'app-settings' };
  if (id === undefined || !/^[a-z2-7]+$/.test(id)) return { kind: 'home' };
  if (first === 'connection') return { kind: 'connection', id, tab: isTab(last) ? last : 'requests' };
  const step = setUpSteps.find((one) => one === last);
  if (first === 'set-up' && step !== undefined) return { kind: 'set-up', id, step };
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
    case 'set-up':
      return `#/set-up/${route.id}/${route.step}`;
    default:
      return assertNever(route);
  }
}

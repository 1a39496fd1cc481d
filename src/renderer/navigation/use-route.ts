import { useMemo, useSyncExternalStore, type MouseEvent } from 'react';

import { parseRoute, routeHash, type Route } from './route.ts';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  window.addEventListener('popstate', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
    window.removeEventListener('popstate', changed);
  };
}

function currentHash(): string {
  return window.location.hash;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, currentHash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Shows a route. The state of the entry goes along: it holds the drafts that a reload must find again. */
export function goTo(route: Route): void {
  const hash = routeHash(route);
  if (hash === window.location.hash) return;
  window.history.pushState(window.history.state, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** What a link to a route needs. */
export function linkTo(route: Route): { href: string; onClick: (event: MouseEvent) => void } {
  return {
    href: routeHash(route),
    onClick: (event) => {
      event.preventDefault();
      goTo(route);
    },
  };
}

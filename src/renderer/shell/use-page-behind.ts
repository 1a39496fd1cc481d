import { useState } from 'react';

import { isPage, type PageRoute, type Route } from '../navigation/route.ts';

/** The page that a route shows, or that it leaves where it was, below a dialog. */
export function usePageBehind(route: Route): PageRoute {
  const [behind, setBehind] = useState<PageRoute>({ kind: 'home' });
  if (isPage(route)) {
    if (route !== behind) setBehind(route);
    return route;
  }
  if (route.kind === 'add' || (behind.kind === 'connection' && behind.id === route.id)) return behind;
  return { kind: 'connection', id: route.id, tab: 'requests' };
}

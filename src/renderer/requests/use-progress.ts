import { useSyncExternalStore } from 'react';

import type { RequestProgress } from '../../shared/request.ts';

/** How far requests are that this page waits for: kept outside of the components, as these come and go meanwhile. */
const known = new Map<string, RequestProgress>();
const listeners = new Set<() => void>();
let following = false;

function follow(): void {
  if (following) return;
  following = true;
  window.latchkey.on('requestProgress', (progress) => {
    known.set(progress.requestId, progress);
    for (const listener of listeners) listener();
  });
}

function subscribe(changed: () => void): () => void {
  follow();
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
}

/** How far a request is, or the saving of its answer; null as long as nothing was told. */
export function useProgress(requestId: string): RequestProgress | null {
  return useSyncExternalStore(subscribe, () => known.get(requestId) ?? null);
}

/** Nothing more is shown of a request. */
export function forgetProgress(requestId: string): void {
  known.delete(requestId);
}

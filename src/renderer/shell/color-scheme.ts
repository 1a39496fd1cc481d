import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { useSyncExternalStore } from 'react';

import type { Preferences } from '../../shared/app-state.ts';

const darkQuery = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia(darkQuery);
  media.addEventListener('change', changed);
  return () => {
    media.removeEventListener('change', changed);
  };
}

/** The scheme to draw in, for a preference. */
export function useColorScheme(preference: Preferences['colorScheme']): 'light' | 'dark' {
  const dark = useSyncExternalStore(subscribe, () => window.matchMedia(darkQuery).matches);
  if (preference !== 'auto') return preference;
  return dark ? 'dark' : 'light';
}

/** Main keeps the preference; Mantine's own manager would keep a second copy in the profile. */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback: MantineColorScheme) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** The nonce that main put into the page for style elements. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

import { QueryClient } from '@tanstack/react-query';

/**
 * Main tells every change by an event that carries the whole new value, so nothing is asked twice, and a call
 * never goes over a network that could be away.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Infinity, networkMode: 'always', refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

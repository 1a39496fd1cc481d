import type { QueryClient } from '@tanstack/react-query';

import type { IssuerCheck, LatchkeyApi } from '../../shared/ipc.ts';
import { succeed, type Result } from '../../shared/result.ts';
import {
  activityQuery,
  appStateQuery,
  checksQuery,
  connectionsQuery,
  cookiesQuery,
  historyKey,
  issuersKey,
  savedQuery,
  withEntry,
} from './queries.ts';
import { isUnreached } from './unreached.ts';

/** How many activity entries of a connection the page keeps. */
export const activityLimit = 500;

/** Writes what main tells into the query cache. Returns what ends it. */
export function followEvents(client: QueryClient, api: LatchkeyApi): () => void {
  const ends = [
    api.on('connectionsChanged', (connections) => {
      client.setQueryData(connectionsQuery.queryKey, succeed(connections));
    }),
    api.on('appStateChanged', (state) => {
      client.setQueryData(appStateQuery.queryKey, succeed(state));
    }),
    api.on('activityAdded', (entries) => {
      for (const entry of entries) {
        if (entry.connectionId === null) continue;
        client.setQueryData(activityQuery(entry.connectionId).queryKey, (known) =>
          known?.ok === true ? succeed(withEntry(known.value, entry, activityLimit)) : known,
        );
      }
    }),
    api.on('historyChanged', ({ connectionId }) => {
      void client.invalidateQueries({ queryKey: historyKey(connectionId) });
    }),
    api.on('cookiesChanged', ({ connectionId }) => {
      void client.invalidateQueries({ queryKey: cookiesQuery(connectionId).queryKey });
    }),
    api.on('checksChanged', (report) => {
      client.setQueryData(checksQuery(report.of).queryKey, (known) => ({
        settings: known?.settings ?? null,
        report,
      }));
    }),
    api.on('networkChanged', () => {
      const asked = client.getQueriesData<Result<IssuerCheck>>({ queryKey: issuersKey, type: 'active' });
      for (const [queryKey, check] of asked) {
        if (check?.ok === false && isUnreached(check.failure)) void client.refetchQueries({ queryKey });
      }
    }),
    api.on('savedChanged', (saved) => {
      client.setQueryData(savedQuery(saved.connectionId).queryKey, succeed(saved));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

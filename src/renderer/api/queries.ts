import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';

import type { ActivityEntry } from '../../shared/activity.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import type { CookiesView } from '../../shared/cookies.ts';
import type { GuideInput } from '../../shared/guide.ts';
import type { CheckReport, CheckSubject } from '../../shared/doctor.ts';
import type { ConnectionInput, EndpointsInput } from '../../shared/ipc.ts';
import type { ProviderId } from '../../shared/provider.ts';
import type { CollectionView } from '../../shared/saved-request.ts';

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => window.latchkey.listConnections(),
});

export const appStateQuery = queryOptions({
  queryKey: ['app-state'],
  queryFn: () => window.latchkey.getAppState(),
});

/** Session facts are read anew whenever the tab opens or the session changes: what `shown` names is part of the key. */
export function sessionDetailsQuery(id: ConnectionId, shown: string) {
  return queryOptions({
    queryKey: ['session-details', id, shown],
    queryFn: () => window.latchkey.getSessionDetails({ id }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function activityQuery(id: ConnectionId) {
  return queryOptions({
    queryKey: ['activity', id],
    queryFn: () => window.latchkey.listActivity({ id }),
    staleTime: 0,
  });
}

export function savedQuery(id: ConnectionId) {
  return queryOptions({ queryKey: ['saved', id], queryFn: () => window.latchkey.listSaved({ id }) });
}

/** What a page is known to say at which the running sign-in stopped; another sign-in may be at another provider. */
export function pageSayingsQuery(id: ConnectionId) {
  return queryOptions({
    queryKey: ['page-sayings', id],
    queryFn: () => window.latchkey.pageSayings({ id }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** What all searches in the history of a connection begin with. */
export function historyKey(id: ConnectionId): readonly [string, ConnectionId] {
  return ['history', id];
}

export function variablesQuery(id: ConnectionId) {
  return queryOptions({
    queryKey: ['variables', id],
    queryFn: () => window.latchkey.listVariables({ id }),
    staleTime: 0,
  });
}

/** Never kept: what was known before would be drawn first, and what is there now would push the page about. */
export function cookiesQuery(id: ConnectionId) {
  return queryOptions({
    queryKey: ['cookies', id],
    queryFn: () => window.latchkey.listCookies({ id }),
    staleTime: 0,
    gcTime: 0,
  });
}

export interface Checks {
  /** What they came to, as main tells it; null where it is not known. */
  readonly report: CheckReport | null;
  /** What was set when they were begun; null where nobody knows. */
  readonly settings: string | null;
}

/** The checks of a subject; nothing before they were run. */
export function checksQuery(of: CheckSubject) {
  return queryOptions<Checks>({ queryKey: ['checks', of], queryFn: skipToken });
}

/** What all questions to providers about themselves begin with. */
export const issuersKey = ['issuer'];

export function issuerQuery(issuer: string, enabled: boolean) {
  return queryOptions({
    queryKey: [...issuersKey, issuer],
    queryFn: () => window.latchkey.checkIssuer({ issuer }),
    enabled,
    staleTime: 60_000,
  });
}

/** Never kept: what is saved meanwhile has the redirect addresses that this named, and the next connection gets others. */
export function endpointsQuery(issuer: string, endpoints: EndpointsInput | null, id: ConnectionId | null) {
  return queryOptions({
    queryKey: ['endpoints', issuer, endpoints, id],
    queryFn: endpoints === null ? skipToken : () => window.latchkey.checkEndpoints({ issuer, endpoints, id }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** What there is of a provider in a text: the same for the same text, for ever. */
export function recognitionQuery(text: string, part: string, enabled: boolean) {
  return queryOptions({
    queryKey: ['recognition', text, part],
    queryFn: () => window.latchkey.recognizeProvider({ text, part }),
    enabled,
    staleTime: Infinity,
  });
}

/**
 * How a connection is registered at its provider.
 * @param read whether `issuerQuery` has the metadata of the issuer: before and after that the guide is not the same.
 */
export function guideQuery(input: GuideInput, read: boolean) {
  return queryOptions({
    queryKey: ['guide', input, read],
    queryFn: () => window.latchkey.registrationGuide(input),
    // Addresses by hand have redirect addresses of their own, which are another's once they were saved.
    ...(input.endpoints === undefined ? { staleTime: Infinity } : { staleTime: 0, gcTime: 0 }),
  });
}

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => window.latchkey.listProviders(),
});

/** The same parts make the same issuer, for ever. */
export function madeIssuerQuery(
  provider: ProviderId,
  parts: Readonly<Record<string, string>>,
  enabled: boolean,
) {
  return queryOptions({
    queryKey: ['made-issuer', provider, parts],
    queryFn: () => window.latchkey.makeIssuer({ provider, parts }),
    enabled,
    gcTime: 0,
  });
}

/** What is there already may change meanwhile, so nothing of it is kept. */
export function connectionCheckQuery(input: ConnectionInput, id: ConnectionId | null) {
  return queryOptions({
    queryKey: ['connection-check', input, id],
    queryFn: () => window.latchkey.checkConnection({ input, id }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** The connections in their order; null until the first answer. */
export function useConnections(): readonly ConnectionView[] | null {
  const { data } = useQuery(connectionsQuery);
  return data?.ok === true ? data.value : null;
}

/** The saved requests of a connection; null until the first answer. */
export function useSaved(id: ConnectionId): CollectionView | null {
  const { data } = useQuery(savedQuery(id));
  return data?.ok === true ? data.value : null;
}

/** What is kept of a connection's cookies; null until the first answer. */
export function useCookies(id: ConnectionId): CookiesView | null {
  const { data } = useQuery(cookiesQuery(id));
  return data?.ok === true ? data.value : null;
}

/** Null until the first answer. */
export function useAppState(): AppState | null {
  const { data } = useQuery(appStateQuery);
  return data?.ok === true ? data.value : null;
}

/** Whether the keyring waits for the person's answer, wherever *Unlock* was pressed. */
export function useKeyringAsks(): boolean {
  const app = useAppState();
  return app?.keyring.kind === 'locked' && app.keyring.asking === true;
}

/** Adds an entry, newest first, once: an event may come while the list is being read. */
export function withEntry(
  entries: readonly ActivityEntry[],
  entry: ActivityEntry,
  limit: number,
): readonly ActivityEntry[] {
  if (entries.some((known) => known.sequence === entry.sequence)) return entries;
  return [entry, ...entries].toSorted((a, b) => b.sequence - a.sequence).slice(0, limit);
}

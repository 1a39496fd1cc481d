import type { Connection, ConnectionId } from '../../shared/connection.ts';
import { isWildcard } from '../../shared/origin-pattern.ts';
import type { HeaderList, OffHeader, OffParameter, RequestDraft } from '../../shared/request.ts';
import { bodyOf, emptyBody, readBodyDraft, type BodyDraft } from './body/body-draft.ts';
import { readHeaders, writeHeaders } from './headers/header-list.ts';
import { readSavedLink, type SavedLink } from './saved/saved-link.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** What a person is composing for a connection. */
export interface Composition {
  readonly method: string;
  readonly url: string;
  /** Parameters that are kept and not sent. */
  readonly offQuery: readonly OffParameter[];
  readonly headers: HeaderList;
  /** Headers that are kept and not sent. */
  readonly offHeaders: readonly OffHeader[];
  readonly body: BodyDraft;
  readonly authorization: 'on' | 'off';
  /** Null: it was opened from no saved request. */
  readonly saved: SavedLink | null;
}

/** What the demo's API has to show to everybody who is signed in. */
const demoPath = '/v1/notes';

/** The first composition of a connection: one that the demo answers with something to read. */
export function emptyComposition({ apiOrigins, demo }: Pick<Connection, 'apiOrigins' | 'demo'>): Composition {
  const origin = apiOrigins.find((listed) => !isWildcard(listed.origin))?.origin;
  return {
    method: 'GET',
    url: origin === undefined ? '' : `${origin}${demo ? demoPath : '/'}`,
    offQuery: [],
    headers: [],
    offHeaders: [],
    body: emptyBody,
    authorization: 'on',
    saved: null,
  };
}

/** The demo's own API, at whichever port: the origin, then what it answers to. */
const demoApi = /^(http:\/\/127\.0\.0\.1:\d+)(\/v1\/.*)$/;

/**
 * The composition where the demo's API is now: its ports may have been taken. Another program in its old place is not what
 * the request was made for. Compositions of other connections, and for other servers, stay as they are.
 */
export function aimedAtDemo(
  composition: Composition,
  { apiOrigins, demo }: Pick<Connection, 'apiOrigins' | 'demo'>,
): Composition {
  const now = apiOrigins[0]?.origin;
  const [, origin, rest] = demoApi.exec(composition.url.trim()) ?? [];
  const moved = demo && rest !== undefined && !apiOrigins.some((listed) => listed.origin === origin);
  return moved && now !== undefined ? { ...composition, url: `${now}${rest}` } : composition;
}

/** The request as it is sent and saved: rows without a name are no headers, an empty body is none. */
export function draftOf(composition: Composition): RequestDraft {
  const { offQuery } = composition;
  const { headers, offHeaders } = writeHeaders(
    readHeaders(composition)
      .filter(({ name }) => name.trim() !== '')
      .map((row) => ({ ...row, name: row.name.trim() })),
  );
  return {
    method: composition.method,
    url: composition.url.trim(),
    ...(offQuery.length === 0 ? {} : { offQuery }),
    headers,
    ...(offHeaders.length === 0 ? {} : { offHeaders }),
    body: bodyOf(composition.body),
    authorization: composition.authorization,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isHeaderList(value: unknown): value is HeaderList {
  return (
    Array.isArray(value) &&
    value.every(
      (row) => Array.isArray(row) && row.length === 2 && row.every((cell) => typeof cell === 'string'),
    )
  );
}

function isOffQuery(value: unknown): value is readonly OffParameter[] {
  return (
    Array.isArray(value) &&
    value.every((row) => isRecord(row) && typeof row['at'] === 'number' && typeof row['pair'] === 'string')
  );
}

function isOffHeaders(value: unknown): value is readonly OffHeader[] {
  return (
    Array.isArray(value) &&
    value.every(
      (row) =>
        isRecord(row) &&
        typeof row['at'] === 'number' &&
        typeof row['name'] === 'string' &&
        typeof row['value'] === 'string',
    )
  );
}

/** What a state of the window's history holds for a connection, if it is a composition at all. */
export function readComposition(state: unknown, id: ConnectionId): Composition | null {
  if (!isRecord(state) || !isRecord(state['compositions'])) return null;
  const kept = state['compositions'][id];
  if (!isRecord(kept)) return null;
  const { method, url, offQuery, headers, offHeaders, authorization } = kept;
  const body = readBodyDraft(kept['body']);
  if (typeof method !== 'string' || typeof url !== 'string' || body === null) return null;
  if (!isHeaderList(headers) || !isOffHeaders(offHeaders) || !isOffQuery(offQuery)) return null;
  return {
    method,
    url,
    offQuery,
    headers,
    offHeaders,
    body,
    authorization: authorization === 'off' ? 'off' : 'on',
    saved: readSavedLink(kept['saved']),
  };
}

/** The state with one composition put in. */
export function withComposition(state: unknown, id: ConnectionId, composition: Composition): object {
  const known = isRecord(state) ? state : {};
  const compositions = isRecord(known['compositions']) ? known['compositions'] : {};
  return { ...known, compositions: { ...compositions, [id]: composition } };
}

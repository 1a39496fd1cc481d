import { createHash } from 'node:crypto';
import { errors } from 'oidc-provider';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { StoredRecord } from './demo-state.ts';
import type { StateStore } from './state-store.ts';

/** What must outlive a restart for people to stay signed in. All else (codes, browser sessions, forms) lives in memory. */
const keptModels: ReadonlySet<string> = new Set([
  'Grant',
  'RefreshToken',
  'Client',
  'RegistrationAccessToken',
]);
/** Models that are used once: a second use ends everything that came from the same consent (RFC 9700 §4.14.2). */
const singleUseModels: ReadonlySet<string> = new Set(['RefreshToken', 'AuthorizationCode']);

/** A consent that is still alive, and how many unused refresh tokens hang on it. */
export interface GrantSummary {
  readonly grantId: string;
  readonly username: string;
  readonly clientId: string;
  readonly refreshTokens: number;
}

export interface RecordStorage {
  readonly adapter: AdapterFactory;
  grants(): readonly GrantSummary[];
}

function keyOf(model: string, id: string): string {
  return `${model}:${createHash('sha256').update(id).digest('base64url')}`;
}

/**
 * The authorization server's storage. The ids of its records are bearer values (a refresh token *is* its id), so they are
 * hashed into the key: the file holds nothing that could be presented to the server.
 */
export function createRecordStorage(store: StateStore, now: () => number = Date.now): RecordStorage {
  const records = new Map<string, StoredRecord>(Object.entries(store.state.records));
  /** Raw ids by the other names under which the server looks for a record; memory only. */
  const aliases = new Map<string, string>();

  const persist = async (model: string): Promise<void> => {
    if (!keptModels.has(model)) return;
    for (const [key, record] of records) if (isOver(record)) records.delete(key);
    const kept = [...records].filter(([key]) => keptModels.has(key.slice(0, key.indexOf(':'))));
    store.state.records = Object.fromEntries(kept);
    await store.save();
  };

  const isOver = (record: StoredRecord): boolean => record.expiresAt !== null && record.expiresAt <= now();

  const find = (model: string, id: string): AdapterPayload | undefined => {
    const record = records.get(keyOf(model, id));
    if (record === undefined || isOver(record)) return undefined;
    return record.identified ? { ...record.payload, jti: id } : { ...record.payload };
  };

  const endGrant = async (grantId: string): Promise<void> => {
    for (const [key, record] of records) if (record.payload['grantId'] === grantId) records.delete(key);
    records.delete(keyOf('Grant', grantId));
    await persist('Grant');
  };

  const adapterFor = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const { jti, ...rest } = payload;
      records.set(keyOf(model, id), {
        payload: model === 'Grant' ? { ...rest, self: id } : rest,
        identified: jti !== undefined,
        expiresAt: expiresIn === undefined ? null : now() + expiresIn * 1000,
      });
      if (payload.uid !== undefined) aliases.set(`${model}:uid:${payload.uid}`, id);
      if (payload.userCode !== undefined) aliases.set(`${model}:code:${payload.userCode}`, id);
      await persist(model);
    },
    find: (id) => Promise.resolve(find(model, id)),
    findByUid: (uid) => {
      const id = aliases.get(`${model}:uid:${uid}`);
      return Promise.resolve(id === undefined ? undefined : find(model, id));
    },
    findByUserCode: (userCode) => {
      const id = aliases.get(`${model}:code:${userCode}`);
      return Promise.resolve(id === undefined ? undefined : find(model, id));
    },
    async consume(id) {
      const key = keyOf(model, id);
      const record = records.get(key);
      if (record === undefined) return;
      // Two requests can both have read the token before either used it: only the first may win.
      if (record.payload['consumed'] !== undefined && singleUseModels.has(model)) {
        const { grantId } = record.payload;
        if (typeof grantId === 'string') await endGrant(grantId);
        throw new errors.InvalidGrant('already used');
      }
      records.set(key, { ...record, payload: { ...record.payload, consumed: Math.floor(now() / 1000) } });
      await persist(model);
    },
    async destroy(id) {
      records.delete(keyOf(model, id));
      await persist(model);
    },
    async revokeByGrantId(grantId) {
      for (const [key, record] of records) {
        if (key.startsWith(`${model}:`) && record.payload['grantId'] === grantId) records.delete(key);
      }
      await persist(model);
    },
  });

  const grants = (): readonly GrantSummary[] =>
    [...records]
      .filter(([key, record]) => key.startsWith('Grant:') && !isOver(record))
      .map(([, { payload }]) => ({
        grantId: String(payload['self']),
        username: String(payload['accountId']),
        clientId: String(payload['clientId']),
        refreshTokens: [...records].filter(
          ([key, record]) =>
            key.startsWith('RefreshToken:') &&
            record.payload['grantId'] === payload['self'] &&
            record.payload['consumed'] === undefined &&
            !isOver(record),
        ).length,
      }));

  return { adapter: adapterFor, grants };
}

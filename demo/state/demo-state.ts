import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { freshPasswords } from '../accounts.ts';

/** One stored model of the authorization server; `id` is hashed into its key and never stored. */
export interface StoredRecord {
  readonly payload: Record<string, unknown>;
  /** The server wants its id back as `jti`. */
  readonly identified: boolean;
  /** Milliseconds since the epoch; null: for as long as the demo lives. */
  readonly expiresAt: number | null;
}

export interface StoredNote {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly text: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Everything of the demo that outlives a restart. These are the demo server's own secrets, never the client's. */
export interface DemoState {
  readonly version: 1;
  /** The ports of the last run: kept, so that the issuer stays the same. */
  issuerPort: number | null;
  apiPort: number | null;
  readonly cookieKey: string;
  readonly passwords: Record<string, string>;
  /** Private signing keys. */
  readonly keys: readonly JWK[];
  records: Readonly<Record<string, StoredRecord>>;
  notes: readonly StoredNote[];
}

async function signingKey(alg: 'RS256' | 'ES256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, use: 'sig', kid: randomBytes(9).toString('base64url') };
}

export async function freshState(): Promise<DemoState> {
  return {
    version: 1,
    issuerPort: null,
    apiPort: null,
    cookieKey: randomBytes(32).toString('base64url'),
    passwords: freshPasswords(),
    keys: await Promise.all([signingKey('RS256'), signingKey('ES256')]),
    records: {},
    notes: [],
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPortOrNull(value: unknown): value is number | null {
  return (
    value === null || (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536)
  );
}

function isRecord(value: unknown): value is StoredRecord {
  return (
    isObject(value) &&
    isObject(value['payload']) &&
    typeof value['identified'] === 'boolean' &&
    (value['expiresAt'] === null || typeof value['expiresAt'] === 'number')
  );
}

function isNote(value: unknown): value is StoredNote {
  return (
    isObject(value) &&
    ['id', 'owner', 'title', 'text', 'createdAt', 'updatedAt'].every(
      (name) => typeof value[name] === 'string',
    )
  );
}

/** Whether a parsed file is a state that this version wrote. */
export function isDemoState(value: unknown): value is DemoState {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    isPortOrNull(value['issuerPort']) &&
    isPortOrNull(value['apiPort']) &&
    typeof value['cookieKey'] === 'string' &&
    isObject(value['passwords']) &&
    Object.values(value['passwords']).every((password) => typeof password === 'string') &&
    Array.isArray(value['keys']) &&
    value['keys'].length > 0 &&
    value['keys'].every(isObject) &&
    isObject(value['records']) &&
    Object.values(value['records']).every(isRecord) &&
    Array.isArray(value['notes']) &&
    value['notes'].every(isNote)
  );
}

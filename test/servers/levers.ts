import type { ServerResponse } from 'node:http';
import type { SigningKey } from './signing-keys.ts';

/** Writes an answer whose body, as the rules have it, is given. */
export type Rewriter = (body: string, response: ServerResponse) => void | Promise<void>;

/** Makes the ID token of these claims, which goes out with this access token. */
export type IdTokenMaker = (
  claims: Readonly<Record<string, unknown>>,
  made: { readonly signer: SigningKey; readonly accessToken: string },
) => string | Promise<string>;

/** What a test changes. A member of an object that is undefined is left out of the answer. */
export interface Levers {
  metadata: Record<string, unknown>;
  /** By path: where it is served instead, with nothing left behind. */
  moved: Readonly<Record<string, string>>;
  /** Published at `jwks_uri`; the first one signs. */
  keys: readonly SigningKey[];
  /** Of ID tokens. */
  claims: Record<string, unknown>;
  /** Members of token answers. */
  tokenAnswer: Record<string, unknown>;
  /** Members of UserInfo. */
  userInfo: Record<string, unknown>;
  /** Whether a refresh token works once only; false: again and again, as within a grace period. */
  rotates: boolean;
  /** Makes access tokens in another way; null: short ones that say nothing. */
  makeAccessToken: (() => string | Promise<string>) | null;
  /** Makes ID tokens in another way; null: signed by the first key. */
  makeIdToken: IdTokenMaker | null;
  /** Changes the callback that the authorization endpoint sends the browser to; null: as it is. */
  callback: ((url: string) => string) | null;
}

/** The rules are kept. */
export function unchanged(): Omit<Levers, 'keys'> {
  return {
    metadata: {},
    moved: {},
    claims: {},
    tokenAnswer: {},
    userInfo: {},
    rotates: true,
    makeAccessToken: null,
    makeIdToken: null,
    callback: null,
  };
}

/** Without the members that are undefined. */
export function present(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

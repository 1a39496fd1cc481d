/** A cookie as the network keeps it (RFC 6265bis §5.7). */
export interface StoredCookie {
  readonly name: string;
  readonly value: string;
  /** Without a dot in front. */
  readonly domain: string;
  /** Whether it goes to this host alone, and to none below it. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'unspecified' | 'no_restriction' | 'lax' | 'strict';
  /** Milliseconds since the epoch; null: it names no end. */
  readonly expiresAt: number | null;
}

/** Where the network has the cookies of one connection, in memory. What becomes of each there is RFC 6265bis. */
export interface CookieStore {
  all(): Promise<readonly StoredCookie[]>;
  /** In this order. One that the network does not take is left out. */
  put(cookies: readonly StoredCookie[]): Promise<void>;
  clear(): Promise<void>;
  /** Told of each cookie that came or went; returns what unsubscribes. */
  onChange(listener: (change: 'came' | 'went') => void): () => void;
}

import type { CookieStore, StoredCookie } from '../../src/core/ports/cookie-store.ts';

/** The network's cookies of one connection, without a network: it takes whatever it is given, later events included. */
export class MemoryCookies implements CookieStore {
  cookies: readonly StoredCookie[] = [];
  readonly #listeners = new Set<(change: 'came' | 'went') => void>();

  all(): Promise<readonly StoredCookie[]> {
    return Promise.resolve(this.cookies);
  }

  put(cookies: readonly StoredCookie[]): Promise<void> {
    for (const cookie of cookies) this.set(cookie);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    const removed = this.cookies;
    this.cookies = [];
    for (const _ of removed) this.#tell('went');
    return Promise.resolve();
  }

  onChange(listener: (change: 'came' | 'went') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An answer sets one. */
  set(cookie: StoredCookie): void {
    this.cookies = [...this.cookies.filter(({ name }) => name !== cookie.name), cookie];
    this.#tell('came');
  }

  #tell(change: 'came' | 'went'): void {
    for (const listener of this.#listeners) listener(change);
  }
}

export function storedCookie(changes: Partial<StoredCookie> = {}): StoredCookie {
  return {
    name: 'sid',
    value: 'a-session-that-nobody-guesses',
    domain: 'api.acme.test',
    hostOnly: true,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'unspecified',
    expiresAt: null,
    ...changes,
  };
}

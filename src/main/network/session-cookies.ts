import type { Cookie, Session } from 'electron';
import type { CookieStore, StoredCookie } from '../../core/ports/cookie-store.ts';

/**
 * The cookies of a session, which Chromium keeps in memory by RFC 6265bis: hosts and public suffixes, paths, `Secure`, ends,
 * `SameSite`, the prefixes `__Host-` and `__Secure-`, 180 a domain, 4096 bytes each
 * (docs/decisions/0032-cookie-jar.md; test/integration/network/cookies.test.ts).
 */
export function sessionCookies(session: Session): CookieStore {
  const { cookies } = session;
  return {
    async all() {
      return (await cookies.get({})).map(storedCookie);
    },
    async put(kept) {
      for (const cookie of kept) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- of two that go to the same place the earlier is sent first
        await cookies.set(settingOf(cookie)).catch(() => undefined);
      }
    },
    clear: () => session.clearStorageData({ storages: ['cookies'] }),
    onChange(listener) {
      const changed = (_event: unknown, _cookie: Cookie, _cause: string, removed: boolean): void => {
        listener(removed ? 'went' : 'came');
      };
      cookies.on('changed', changed);
      return () => cookies.off('changed', changed);
    },
  };
}

function storedCookie(cookie: Cookie): StoredCookie {
  return {
    name: cookie.name,
    value: cookie.value,
    domain: hostOf(cookie),
    hostOnly: cookie.hostOnly !== false,
    path: cookie.path ?? '/',
    secure: cookie.secure === true,
    httpOnly: cookie.httpOnly === true,
    sameSite: cookie.sameSite,
    expiresAt: cookie.expirationDate === undefined ? null : cookie.expirationDate * 1000,
  };
}

/** Chromium judges it once more: whatever stands in the record gets no further than an answer could have brought it. */
function settingOf(cookie: StoredCookie): Electron.CookiesSetDetails {
  const { name, value, domain, hostOnly, path, secure, httpOnly, sameSite, expiresAt } = cookie;
  return {
    url: urlOf(cookie),
    name,
    value,
    path,
    secure,
    httpOnly,
    sameSite,
    ...(hostOnly ? {} : { domain }),
    ...(expiresAt === null ? {} : { expirationDate: expiresAt / 1000 }),
  };
}

/** An address to which the cookie belongs. */
function urlOf(cookie: Pick<Cookie, 'domain' | 'path' | 'secure'>): string {
  return `${cookie.secure === true ? 'https' : 'http'}://${hostOf(cookie)}${cookie.path ?? '/'}`;
}

/** Chromium writes a dot in front of a domain that holds for hosts below it as well. */
function hostOf({ domain = '' }: Pick<Cookie, 'domain'>): string {
  return domain.startsWith('.') ? domain.slice(1) : domain;
}

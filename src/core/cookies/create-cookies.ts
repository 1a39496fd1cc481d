import type { ConnectionId } from '../../shared/connection.ts';
import type { CookieHost } from '../../shared/cookies.ts';
import { succeed } from '../../shared/result.ts';
import type { CookieStore, StoredCookie } from '../ports/cookie-store.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';
import { ConnectionCookies } from './connection-cookies.ts';
import type { Cookies } from './cookies.ts';

export interface CookiesDeps {
  readonly vault: Vault;
  /** Where the network has those of a connection. */
  readonly storeOf: (id: ConnectionId) => CookieStore;
  /** Whether those of a connection are kept. */
  readonly on: (id: ConnectionId) => boolean;
  /** Those of a connection are not what they were. */
  readonly changed: (id: ConnectionId) => void;
}

/** Makes the keeping of cookies. Nothing is read before a request or a person asks for it. */
export function createCookies({ vault, storeOf, on, changed }: CookiesDeps): Cookies {
  const known = new Map<ConnectionId, ConnectionCookies>();
  const of = (id: ConnectionId): ConnectionCookies => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const made = new ConnectionCookies(id, {
      vault,
      store: storeOf(id),
      changed: () => {
        changed(id);
      },
    });
    known.set(id, made);
    return made;
  };

  return {
    on,
    async open(id) {
      const cookies = of(id);
      const opened = await cookies.open();
      if (!opened.ok) return opened;
      return succeed({ values: async () => (await cookies.all()).map(({ value }) => value) });
    },
    async view(id) {
      const kept = vault.status.kind === 'memory-only' ? 'memory' : 'sealed';
      if (!on(id)) return { on: false, kept, hosts: [], failure: null };
      const cookies = of(id);
      const opened = await cookies.open();
      const failure = opened.ok ? cookies.failure : opened.failure;
      return { on: true, kept, hosts: byHost(await cookies.all()), failure };
    },
    forget: (id) => of(id).forget(),
    async vaultChanged() {
      const locked = lockedBy(vault) !== null;
      await Promise.all(
        Array.from(known, async ([id, cookies]) => {
          if (locked) await cookies.lock();
          changed(id);
        }),
      );
    },
    async networkRenewed() {
      await Promise.all(Array.from(known, ([id, cookies]) => cookies.moveTo(storeOf(id))));
    },
    async erase(id) {
      const cookies = known.get(id);
      if (cookies === undefined) return vault.remove('cookies', id);
      const forgotten = await cookies.forget();
      if (!forgotten.ok) return forgotten;
      known.delete(id);
      await cookies.close();
      return forgotten;
    },
    async close() {
      await Promise.all(Array.from(known.values(), (cookies) => cookies.close()));
    },
  };
}

function byHost(cookies: readonly StoredCookie[]): readonly CookieHost[] {
  const hosts = new Map<string, string[]>();
  for (const { name, domain, hostOnly } of cookies) {
    const host = hostOnly ? domain : `.${domain}`;
    hosts.set(host, [...(hosts.get(host) ?? []), name]);
  }
  return Array.from(hosts, ([host, names]) => ({ host, names: names.toSorted() })).toSorted((one, other) =>
    one.host < other.host ? -1 : 1,
  );
}

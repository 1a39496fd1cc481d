import { createCookies } from '../../../../src/core/cookies/create-cookies.ts';
import type { Cookies } from '../../../../src/core/cookies/cookies.ts';
import type { ConnectionId } from '../../../../src/shared/connection.ts';
import { MemoryCookies } from '../../../support/memory-cookies.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';

export const id = 'c'.repeat(26);
export const other = 'd'.repeat(26);

/** The keeping of cookies over a network and a vault that are all in memory. */
export class CookieWorld {
  readonly vault: MemoryVault;
  readonly cookies: Cookies;
  readonly on = new Set<ConnectionId>([id]);
  readonly told: ConnectionId[] = [];
  readonly #stores = new Map<ConnectionId, MemoryCookies>();

  constructor(vault = new MemoryVault()) {
    this.vault = vault;
    this.cookies = createCookies({
      vault,
      storeOf: (asked) => this.network(asked),
      on: (asked) => this.on.has(asked),
      changed: (changed) => this.told.push(changed),
    });
  }

  network(asked: ConnectionId = id): MemoryCookies {
    const store = this.#stores.get(asked) ?? new MemoryCookies();
    this.#stores.set(asked, store);
    return store;
  }

  /** The network has another place for each connection; what it had so far of the one. */
  async renewNetwork(): Promise<MemoryCookies> {
    const before = this.network();
    this.#stores.clear();
    await this.cookies.networkRenewed();
    return before;
  }

  get sealed(): string | undefined {
    return this.vault.records.get(`cookies/${id}`);
  }

  /** Everything that was begun has come to its end. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- what is asked for first is done first
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

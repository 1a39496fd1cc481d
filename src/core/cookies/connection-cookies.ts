import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { succeed, type Result } from '../../shared/result.ts';
import type { CookieStore, StoredCookie } from '../ports/cookie-store.ts';
import { createGate } from '../vault/gate.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';
import { readCookies, sealCookies } from './sealed-cookies.ts';

export interface ConnectionCookiesDeps {
  readonly vault: Vault;
  readonly store: CookieStore;
  /** They are not what they were. */
  readonly changed: () => void;
}

/** The cookies of one connection: the network has them while they are used, and the vault has them sealed. */
export class ConnectionCookies {
  /** Why the last of them could not be saved. They are in memory all the same, and saved with the next one. */
  failure: Failure | null = null;
  readonly #id: ConnectionId;
  readonly #deps: ConnectionCookiesDeps;
  /** Reading, saving and forgetting come one after the other, in the order in which they were asked for. */
  readonly #gate = createGate();
  #store: CookieStore;
  #unsubscribe: () => void;
  /** Whether the network has what is sealed. While it has not, nothing may be sent or kept. */
  #open = false;
  #unsaved = false;

  constructor(id: ConnectionId, deps: ConnectionCookiesDeps) {
    this.#id = id;
    this.#deps = deps;
    this.#store = deps.store;
    this.#unsubscribe = this.#follow(deps.store);
  }

  /** Gives the network what is sealed. Fails as reading the vault does. */
  open(): Promise<Result<null>> {
    return this.#gate.exclusive(async () => {
      if (this.#open) return succeed(null);
      const read = await readCookies(this.#deps.vault, this.#id);
      if (!read.ok) return read;
      // An answer that was late for a lock may have left one there.
      await this.#store.clear();
      await this.#store.put(read.value);
      this.#open = true;
      return succeed(null);
    });
  }

  /** Empty while they are not open. */
  async all(): Promise<readonly StoredCookie[]> {
    return this.#open ? this.#store.all() : [];
  }

  /** From now on the network has them in another place, which is empty: what is in the one before goes there. */
  moveTo(store: CookieStore): Promise<void> {
    return this.#gate.exclusive(async () => {
      const before = this.#store;
      const cookies = await this.all();
      this.#unsubscribe();
      await store.put(cookies);
      this.#store = store;
      this.#unsubscribe = this.#follow(store);
      await before.clear();
    });
  }

  /** Nothing is known any more until they are opened. */
  lock(): Promise<void> {
    this.#open = false;
    return this.#gate.exclusive(async () => {
      this.#open = false;
      await this.#store.clear();
    });
  }

  forget(): Promise<Result<null>> {
    return this.#gate.exclusive(async () => {
      const { vault, changed } = this.#deps;
      // What an answer brings that was on its way is not kept, unless somebody wants to have them again meanwhile.
      this.#open = false;
      await this.#store.clear();
      this.failure = null;
      const removed = await vault.remove('cookies', this.#id);
      changed();
      return removed;
    });
  }

  /** Saves what is not saved yet. Nothing is kept afterwards. */
  async close(): Promise<void> {
    await this.#save();
    this.#unsubscribe();
  }

  #follow(store: CookieStore): () => void {
    return store.onChange((change) => {
      this.#changed(change);
    });
  }

  #changed(change: 'came' | 'went'): void {
    if (this.#open) {
      this.#unsaved = true;
      void this.#save();
    } else if (change === 'came') {
      void this.#gate.exclusive(async () => {
        if (!this.#open) await this.#store.clear();
      });
    }
  }

  #save(): Promise<void> {
    return this.#gate.exclusive(async () => {
      const { vault, changed } = this.#deps;
      if (!this.#open || !this.#unsaved) return;
      this.#unsaved = false;
      const cookies = await this.#store.all();
      // What the vault is given while it is locked waits there, unsealed.
      if (lockedBy(vault) !== null) return;
      const sealed = await sealCookies(vault, this.#id, cookies);
      this.failure = sealed.ok ? null : sealed.failure;
      changed();
    });
  }
}

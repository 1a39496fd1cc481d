import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Result } from '../../shared/result.ts';
import { base32 } from '../oauth/base32.ts';
import type { Credentials, ProxyPrompt } from '../ports/proxy-credentials.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';

const stored = z.object({
  format: z.literal(1),
  host: z.string(),
  port: z.number(),
  realm: z.string(),
  username: z.string(),
  password: z.string(),
});

type Place = Pick<ProxyPrompt, 'host' | 'port' | 'realm'>;

export interface Remembered {
  readonly key: string;
  readonly credentials: Credentials;
}

/** One text for a proxy and what it guards. */
export function proxyKey({ host, port, realm }: Place): string {
  return JSON.stringify([host, port, realm]);
}

/** The sign-ins of proxies that a person wanted remembered, a sealed record each. */
export class SealedCredentials {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Whether something can be sealed now. */
  get open(): boolean {
    return this.#vault.status.kind === 'open';
  }

  get locked(): boolean {
    return lockedBy(this.#vault) !== null;
  }

  /** All that can be read. */
  async all(): Promise<readonly Remembered[]> {
    const listed = await this.#vault.list('proxy');
    const ids = listed.ok ? listed.value : [];
    const records = await Promise.all(ids.map((id) => this.#vault.read('proxy', id)));
    return records.flatMap((record) => {
      const value = record.ok ? stored.safeParse(record.value).data : undefined;
      return value === undefined ? [] : [{ key: proxyKey(value), credentials: credentialsOf(value) }];
    });
  }

  /** Fails with `disk-full` or `disk-failed`, and then keeps nothing. */
  async keep(place: Place, { username, password }: Credentials): Promise<Result<unknown>> {
    const { host, port, realm } = place;
    const id = idOf(proxyKey(place));
    const written = await this.#vault.write('proxy', id, {
      format: 1,
      host,
      port,
      realm,
      username,
      password,
    });
    // The vault would write it later, when nobody expects it any more.
    if (!written.ok) await this.#vault.remove('proxy', id);
    return written;
  }

  remove(key: string): Promise<Result<null>> {
    return this.#vault.remove('proxy', idOf(key));
  }

  /** Fails as removing does; what could be removed is. */
  async removeAll(): Promise<Result<unknown>> {
    const listed = await this.#vault.list('proxy');
    if (!listed.ok) return listed;
    const removed = await Promise.all(listed.value.map((id) => this.#vault.remove('proxy', id)));
    return removed.find(({ ok }) => !ok) ?? listed;
  }
}

/** Names of proxies are not for file names. */
function idOf(key: string): string {
  return base32(createHash('sha256').update(key).digest()).slice(0, 26);
}

function credentialsOf({ username, password }: Credentials): Credentials {
  return { username, password };
}

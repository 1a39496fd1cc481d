import * as z from 'zod';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { VariableScope } from '../../shared/variable.ts';
import { lockedBy } from '../vault/locked-by.ts';
import type { Vault } from '../vault/vault.ts';
import { secretWhileLocked } from './failures.ts';

const stored = z.object({ format: z.literal(1), values: z.record(z.string(), z.string()) });

/** The values of secret variables, a sealed record a scope. */
export class SecretValues {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Whether values live only until the app quits. */
  get inMemory(): boolean {
    return this.#vault.status.kind === 'memory-only';
  }

  get locked(): boolean {
    return lockedBy(this.#vault) !== null;
  }

  /** By name. Fails as reading the vault does. */
  async read(scope: VariableScope): Promise<Result<ReadonlyMap<string, string>>> {
    const read = await this.#vault.read('variables', scope);
    if (!read.ok) return read;
    const values = stored.safeParse(read.value).data?.values ?? {};
    return succeed(new Map(Object.entries(values)));
  }

  /** Fails with `keyring-locked`, `passphrase-needed`, `disk-full` or `disk-failed`; then what was sealed before stays. */
  async change(scope: VariableScope, edit: (values: Map<string, string>) => void): Promise<Result<null>> {
    const by = lockedBy(this.#vault);
    if (by !== null) return fail(secretWhileLocked(by));
    const before = await this.read(scope);
    if (!before.ok) return before;
    const values = new Map(before.value);
    edit(values);
    return values.size === 0
      ? this.#vault.remove('variables', scope)
      : this.#write(scope, values, before.value);
  }

  async #write(
    scope: VariableScope,
    values: ReadonlyMap<string, string>,
    before: ReadonlyMap<string, string>,
  ): Promise<Result<null>> {
    const written = await this.#vault.write('variables', scope, record(values));
    if (written.ok) return succeed(null);
    // The vault would write it later, when nobody expects it any more.
    await this.#vault.write('variables', scope, record(before));
    return written;
  }
}

function record(values: ReadonlyMap<string, string>): z.infer<typeof stored> {
  return { format: 1, values: Object.fromEntries(values) };
}

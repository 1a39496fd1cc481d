import { isDeepStrictEqual } from 'node:util';
import type { Vault } from '../../../src/core/vault/vault.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import type { Result } from '../../../src/shared/result.ts';
import { digests, untidy } from './disk.ts';
import { openVault } from './place.ts';
import type { OpenedVault, Place } from './place.ts';
import type { Scenario } from './scenario.ts';

/** The session `one` is what changes; the session `two` beside it never does. */
export interface VaultScenario {
  readonly name: string;
  readonly keyringOnly?: true;
  prepare(place: Place): Promise<void>;
  /** The vault in the process that makes the change: opened, where nothing else is said. */
  readonly begin?: (place: Place) => Promise<OpenedVault>;
  make(vault: Vault): Promise<Result<unknown>>;
  /** What makes it after all: `flush`, where nothing else is said. */
  readonly again?: (vault: Vault) => Promise<Result<unknown>>;
  /** Session `one` before and after: its value, `null` when there is none, or `unreadable`. */
  readonly old: unknown;
  readonly new: unknown;
  readonly two: unknown;
  /** Whether `one` is readable as `new` in memory after the change failed. */
  readonly remembers: boolean;
  /** Whether damage is there, which a start may tell of. */
  readonly damaged?: true;
  /** The seed of the keyring from the change on. */
  readonly seed?: string;
  /** Prepared files whose contents nobody may ever delete. */
  readonly keeps?: RegExp;
}

export const unreadable = Symbol('record-unreadable');

export function vaultScenario(spec: VaultScenario): Scenario {
  const start = (place: Place) => openVault(place, spec.seed === undefined ? {} : { seed: spec.seed });
  return {
    name: spec.name,
    ...(spec.keyringOnly === undefined ? {} : { keyringOnly: spec.keyringOnly }),

    async prepare(place) {
      await spec.prepare(place);
      return spec.keeps === undefined ? [] : digests(place.folder, spec.keeps);
    },

    async begin(place) {
      const { vault } = await (spec.begin ?? start)(place);
      return {
        make: async () => failureIn(await spec.make(vault)),
        again: async () => failureIn(await (spec.again ?? flush)(vault)),
        async remembered() {
          const one = await session(vault, 'one');
          return !spec.remembers || isDeepStrictEqual(one, spec.new) ? [] : [`in memory is ${shown(one)}`];
        },
      };
    },

    async judge(place, found, kept) {
      const { vault, notes } = await start(place);
      const problems: string[] = [];
      const { kind } = vault.status;
      if (kind !== 'open' && kind !== 'set-aside') problems.push(`the vault is ${kind}`);
      const one = await session(vault, 'one');
      const isNew = isDeepStrictEqual(one, spec.new);
      if (!isNew && (found === 'new' || !isDeepStrictEqual(one, spec.old)))
        problems.push(`the session is ${shown(one)}`);
      const two = await session(vault, 'two');
      if (!isDeepStrictEqual(two, spec.two)) problems.push(`the other session is ${shown(two)}`);
      if (spec.damaged === undefined && notes.length > 0)
        problems.push(`told of damage: ${notes.map(({ why }) => why).join(' ')}`);
      problems.push(...(await untidy(place.folder)));
      const still = new Set(await digests(place.folder));
      if (kept.some((each) => !still.has(each))) problems.push('something was deleted');
      if (!(await vault.write('session', 'one', 'after')).ok) problems.push('the next save failed');
      const after = await session((await start(place)).vault, 'one');
      if (after !== 'after') problems.push(`after the next save it is ${shown(after)}`);
      return { problems, state: isNew ? 'new' : isDeepStrictEqual(one, spec.old) ? 'old' : null };
    },
  };
}

/** The value; `unreadable`, or the failure's code where it should not have failed. */
async function session(vault: Vault, id: string): Promise<unknown> {
  const read = await vault.read('session', id);
  if (read.ok) return read.value;
  return read.failure.code === 'record-unreadable' ? unreadable : new Error(read.failure.code);
}

function shown(value: unknown): string {
  const text = typeof value === 'symbol' || value instanceof Error ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const flush = (vault: Vault): Promise<Result<unknown>> => vault.flush();

function failureIn(result: Result<unknown>): Failure | null {
  return result.ok ? null : result.failure;
}

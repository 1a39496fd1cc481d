import { join } from 'node:path';
import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { VariableInput, VariableScope, VariableView } from '../../shared/variable.ts';
import { diskFailure } from '../failures/disk.ts';
import type { Clock } from '../ports/clock.ts';
import { previousSuffix, type Files } from '../ports/files.ts';
import { createGate } from '../vault/gate.ts';
import { asideName } from '../vault/set-aside.ts';
import type { Vault } from '../vault/vault.ts';
import { checkVariable } from './check-variable.ts';
import { undoGone } from '../failures/undo-gone.ts';
import { RemovedThings } from '../undo/removed-things.ts';
import { notSaved, unreadable } from './failures.ts';
import { resolveRequest } from './resolve-request.ts';
import type { Variable, VariableLookup } from './resolve.ts';
import { SecretValues } from './secret-values.ts';
import {
  parseVariablesFile,
  writeVariablesFile,
  type KeptVariable,
  type KeptVariables,
} from './variables-file.ts';
import type { Variables } from './variables.ts';

export interface VariablesDeps {
  readonly files: Files;
  /** Absolute path of the profile folder; the file in it is `variables.json`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly vault: Vault;
}

/** Makes the store, empty. The file is touched by `load` first. */
export function createVariables({ files, folder, clock, vault }: VariablesDeps): Variables {
  const path = join(folder, 'variables.json');
  const gate = createGate();
  const secrets = new SecretValues(vault);
  const removed = new RemovedThings<VariableInput>();
  let scopes: KeptVariables = {};

  const keptIn = (scope: VariableScope): readonly KeptVariable[] =>
    Object.hasOwn(scopes, scope) ? (scopes[scope] ?? []) : [];

  async function save(scope: VariableScope, variables: readonly KeptVariable[]): Promise<Result<null>> {
    const { [scope]: _before, ...others } = scopes;
    const next = variables.length === 0 ? others : { ...others, [scope]: variables };
    try {
      await files.replace(path, writeVariablesFile(next), { keepPrevious: true });
    } catch (error) {
      return fail(diskFailure(error, notSaved, path));
    }
    scopes = next;
    return succeed(null);
  }

  async function load(): Promise<Failure | null> {
    const current = await files.read(path);
    const parsed = current === null ? null : parseVariablesFile(current);
    scopes = parsed ?? {};
    if (current === null || parsed !== null) return null;
    const kept = asideName(path, clock);
    await files.move(path, kept);
    const previous = await files.read(path + previousSuffix);
    const before = previous === null ? null : parseVariablesFile(previous);
    scopes = before ?? {};
    if (previous !== null && before !== null) await files.replace(path, previous, { keepPrevious: false });
    return unreadable(kept, before !== null);
  }

  /** The value is sealed before the file says that it is there, and forgotten after the file says it is not. */
  async function set(input: VariableInput): Promise<Result<null>> {
    const { scope, name, previousName, secret, value } = input;
    const before = keptIn(scope);
    const problem = checkVariable(input, before);
    if (problem !== null) return fail(problem);
    const variable: KeptVariable = secret ? { name, secret: true } : { name, value: value ?? '' };
    const next = before.some((kept) => kept.name === previousName)
      ? before.map((kept) => (kept.name === previousName ? variable : kept))
      : [...before, variable];
    if (secret) {
      const sealed = await secrets.change(scope, (values) => {
        const kept = value ?? (previousName === null ? undefined : values.get(previousName));
        if (kept !== undefined) values.set(name, kept);
      });
      if (!sealed.ok) return sealed;
    }
    const saved = await save(scope, next);
    if (saved.ok) await forgetOthers(scope);
    return saved;
  }

  /** Values that no variable names any more. While the vault is locked they wait. */
  async function forgetOthers(scope: VariableScope): Promise<void> {
    const named = new Set(keptIn(scope).flatMap((kept) => ('secret' in kept ? [kept.name] : [])));
    const sealed = secrets.locked ? null : await secrets.read(scope);
    if (sealed?.ok !== true || [...sealed.value.keys()].every((name) => named.has(name))) return;
    await secrets.change(scope, (values) => {
      for (const name of values.keys()) if (!named.has(name)) values.delete(name);
    });
  }

  /** A connection's own come first. */
  function lookupOf(
    id: ConnectionId,
    valueOf: (scope: VariableScope, name: string) => Variable,
  ): VariableLookup {
    return (name) => {
      for (const scope of [id, 'global']) {
        const kept = keptIn(scope).find((each) => each.name === name);
        if (kept !== undefined)
          return 'secret' in kept ? valueOf(scope, name) : { kind: 'plain', value: kept.value };
      }
      return null;
    };
  }

  const withoutSecrets = (id: ConnectionId): VariableLookup =>
    lookupOf(id, () => ({ kind: 'secret', value: '' }));

  return {
    load: () =>
      gate.exclusive(async () => {
        try {
          return await load();
        } catch (error) {
          return diskFailure(error, 'Your variables could not be read.', path);
        }
      }),
    list: (scope) =>
      gate.shared(async () => {
        const kept = keptIn(scope);
        const asked = !secrets.locked && kept.some((each) => 'secret' in each);
        const sealed = asked ? await secrets.read(scope) : null;
        const held = sealed?.ok === true ? sealed.value : null;
        const state = secrets.inMemory ? 'memory' : 'sealed';
        return kept.map((each): VariableView => {
          if (!('secret' in each)) return { kind: 'plain', ...each };
          return {
            kind: 'secret',
            name: each.name,
            state: held?.has(each.name) === false ? 'missing' : state,
          };
        });
      }),
    set: (input) => gate.exclusive(() => set(input)),
    remove: (scope, name) =>
      gate.exclusive(async () => {
        const kept = keptIn(scope).find((each) => each.name === name);
        const secret = kept !== undefined && 'secret' in kept;
        const sealed = secret && !secrets.locked ? await secrets.read(scope) : null;
        const held = sealed?.ok === true ? (sealed.value.get(name) ?? null) : null;
        const saved = await save(
          scope,
          keptIn(scope).filter((each) => each.name !== name),
        );
        if (!saved.ok) return saved;
        await forgetOthers(scope);
        const value = kept !== undefined && 'value' in kept ? kept.value : held;
        return succeed(removed.add({ scope, name, previousName: null, secret, value }));
      }),
    restore: (undo) =>
      gate.exclusive(async () => {
        const input = removed.get(undo);
        if (input === null) return fail(undoGone());
        const restored = await set(input);
        if (restored.ok) removed.drop(undo);
        return restored;
      }),
    erase: (id) =>
      gate.exclusive(async () => {
        const saved = keptIn(id).length === 0 ? succeed(null) : await save(id, []);
        return saved.ok ? vault.remove('variables', id) : saved;
      }),
    resolve: (id, draft) =>
      gate.shared(async () => {
        let asked = false;
        const named = resolveRequest(
          draft,
          lookupOf(id, () => {
            asked = true;
            return { kind: 'secret', value: '' };
          }),
        );
        if (!named.ok || !asked) return named;
        const own = await secrets.read(id);
        if (!own.ok) return own;
        const shared = await secrets.read('global');
        if (!shared.ok) return shared;
        return resolveRequest(
          draft,
          lookupOf(id, (scope, name) => {
            const value = (scope === id ? own.value : shared.value).get(name);
            return value === undefined ? { kind: 'missing-secret' } : { kind: 'secret', value };
          }),
        );
      }),
    resolveWithoutSecrets: (id, draft) => resolveRequest(draft, withoutSecrets(id)),
    keepSecrets: (id, wanted) =>
      gate.exclusive(async () => {
        const names: string[] = [];
        for (const { proposed, value } of wanted) {
          const name = freeVariable(proposed, keptIn(id));
          // oxlint-disable-next-line eslint/no-await-in-loop -- each takes its name before the next looks for one
          const kept = await set({ scope: id, name, previousName: null, secret: true, value });
          if (!kept.ok) return kept;
          names.push(name);
        }
        return succeed(names);
      }),
  };
}

/** The first of `name`, `name-2`, `name-3` … that nothing has. */
function freeVariable(name: string, taken: readonly KeptVariable[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${String(number)}`;
    if (!taken.some((kept) => kept.name === candidate)) return candidate;
  }
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionStore } from '../../../src/core/connections/connection-store.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { succeed } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import { settings } from '../../unit/core/connections/test-settings.ts';
import { digests, untidy } from './disk.ts';
import { makeStore } from './place.ts';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';

interface ConnectionScenario {
  readonly name: string;
  prepare(place: Place): Promise<void>;
  make(store: ConnectionStore): Promise<Result<unknown>>;
  /** Names of the connections, before and after. */
  readonly old: readonly string[];
  readonly new: readonly string[];
  readonly damaged?: true;
  readonly keeps?: RegExp;
}

/** More than a block of any disk, so that a part of it may fit. */
const scopes = Array.from({ length: 1000 }, (_, index) => `scope-${String(index)}`);

/** Every change that the file of the connections goes through. */
export const connectionScenarios: readonly Scenario[] = [
  connectionScenario({
    name: 'first connection',
    prepare: async () => Promise.resolve(),
    make: add,
    old: [],
    new: ['one'],
  }),
  connectionScenario({
    name: 'changed connection',
    prepare: (place) => added(place, 'one', 'two'),
    make: change,
    old: ['one', 'two'],
    new: ['changed', 'two'],
  }),
  connectionScenario({
    name: 'changed connection where the list is damaged',
    async prepare(place) {
      await added(place, 'one', 'two');
      await writeFile(join(place.folder, 'connections.json'), '{"version": 1, "conn');
    },
    make: change,
    old: ['one'],
    new: ['changed'],
    damaged: true,
    keeps: /connections\.json$/,
  }),
];

function connectionScenario(spec: ConnectionScenario): Scenario {
  const isNew = (names: readonly string[]) => sameNames(names, spec.new);
  return {
    name: spec.name,

    async prepare(place) {
      await spec.prepare(place);
      return spec.keeps === undefined ? [] : digests(place.folder, spec.keeps);
    },

    async begin(place) {
      const store = makeStore(place);
      let loaded = false;
      const make = async (): Promise<Failure | null> => {
        if (!loaded) {
          const notice = await store.load();
          // The file was set aside, and the one before is used: nothing more can be done, and it can be changed.
          if (notice !== null && notice.code !== 'settings-unreadable') return notice;
          loaded = true;
        }
        const made = await spec.make(store);
        return made.ok ? null : made.failure;
      };
      return Promise.resolve({ make, again: make, remembered: () => Promise.resolve([]) });
    },

    async judge(place, found, kept) {
      const store = makeStore(place);
      const notice = await store.load();
      const names = namesIn(store);
      const problems: string[] = [];
      if (notice !== null && spec.damaged === undefined) problems.push(`told of damage: ${notice.why}`);
      if (!isNew(names) && (found === 'new' || !sameNames(names, spec.old)))
        problems.push(`the connections are ${names.join()}`);
      problems.push(...(await untidy(place.folder)));
      const still = new Set(await digests(place.folder));
      if (kept.some((each) => !still.has(each))) problems.push('something was deleted');
      if (!(await store.add(settings({ name: 'after' }))).ok) problems.push('the next save failed');
      const next = makeStore(place);
      await next.load();
      if (!sameNames(namesIn(next), [...names, 'after'])) problems.push('the next save is lost');
      return { problems, state: isNew(names) ? 'new' : sameNames(names, spec.old) ? 'old' : null };
    },
  };
}

async function added(place: Place, ...names: readonly string[]): Promise<void> {
  const store = makeStore(place);
  await store.load();
  for (const name of names) await store.add(settings({ name }));
}

/** Not twice, when it is done again. */
async function add(store: ConnectionStore): Promise<Result<unknown>> {
  return store.list().length > 0 ? succeed(null) : store.add(settings({ name: 'one', scopes }));
}

function change(store: ConnectionStore): Promise<Result<unknown>> {
  return store.update(store.list()[0]?.id ?? '', settings({ name: 'changed', scopes }));
}

function namesIn(store: ConnectionStore): readonly string[] {
  return store.list().map(({ name }) => name);
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}

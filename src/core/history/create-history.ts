import { join } from 'node:path';
import type { ConnectionId } from '../../shared/connection.ts';
import type { HistoryLimits, OpenedHistory } from '../../shared/history.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { GrowingBody } from '../broker/bodies/growing-body.ts';
import { SpoolFile } from '../broker/bodies/spool-file.ts';
import type { Broker } from '../broker/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { Vault } from '../vault/vault.ts';
import { ConnectionHistory, type FoundEntry } from './connection-history.ts';
import { bodyGone, bodyLeftOut } from './failures.ts';
import type { History } from './history.ts';
import { clearedEnding, onlyOfDisk, removeFolder } from './history-folder.ts';
import { historyKey } from './history-key.ts';
import { rowOf } from './head.ts';
import type { HistoryFiles } from './segment-files.ts';

/** In milliseconds. */
const tidyAfter = 3_600_000;

export interface HistoryDeps extends HistoryFiles {
  /** Absolute path of a folder that nothing else uses. */
  readonly folder: string;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly limits: () => HistoryLimits;
  /** Whether what a connection sends is remembered. */
  readonly on: (id: ConnectionId) => boolean;
  /** Where bodies are read and saved from. */
  readonly bodies: Pick<Broker, 'show'>;
  /** The history of a connection is not what it was. */
  readonly changed: (id: ConnectionId) => void;
}

/** Makes the history. Nothing is read before somebody looks at it, and nothing written before something was sent. */
export function createHistory(deps: HistoryDeps): History {
  const { folder, vault, clock, folders } = deps;
  const opened = new Map<ConnectionId, ConnectionHistory>();
  const of = (id: ConnectionId): ConnectionHistory => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    const made = new ConnectionHistory({
      ...deps,
      folder: join(folder, id),
      key: () => historyKey(vault, id),
      changed: () => {
        deps.changed(id);
      },
    });
    opened.set(id, made);
    return made;
  };
  const told = async <T>(id: ConnectionId, work: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await work;
    if (result.ok) deps.changed(id);
    return result;
  };

  async function tidy(): Promise<void> {
    const names = ((await folders.entries(folder)) ?? []).map(({ name }) => name);
    for (const name of names) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- nobody waits for it, so it leaves the disk to others
      if (!name.includes(clearedEnding)) await of(name).tidy();
    }
  }

  let started = false;
  const tidyEveryHour = (): void => {
    clock.after(tidyAfter, () => {
      void tidy().catch(onlyOfDisk);
      tidyEveryHour();
    });
  };

  return {
    record(sent) {
      if (deps.on(sent.connectionId)) of(sent.connectionId).record(sent);
    },
    async page({ id, query, from, count }) {
      const history = of(id);
      const found = await history.find(query, from, count);
      if (!found.ok) return found;
      const state = { on: deps.on(id), ...(await history.state()) };
      return succeed({ connectionId: id, from, state, ...found.value });
    },
    async open(id, entry, requestId) {
      const found = await of(id).open(Number(entry));
      return found.ok ? succeed(await openedEntry(found.value, requestId, deps)) : found;
    },
    remove: (id, entry) => told(id, of(id).remove(Number(entry))),
    clear: (id) => told(id, of(id).clear()),
    restore: (id, undo) => told(id, of(id).restore(undo)),
    async erase(id) {
      const history = opened.get(id);
      opened.delete(id);
      await history?.close();
      await removeFolder(deps, join(folder, id)).catch(onlyOfDisk);
      return vault.remove('history', id);
    },
    async vaultChanged() {
      await Promise.all(
        Array.from(opened, async ([id, history]) => {
          await history.lock();
          await history.write();
          deps.changed(id);
        }),
      );
    },
    async start(known) {
      // What was cleared in this run can still be brought back.
      if (started) return;
      started = true;
      tidyEveryHour();
      try {
        for (const { name } of (await folders.entries(folder)) ?? []) {
          // Cleared in a run that was killed, or of a connection that is gone.
          const left = name.includes(clearedEnding) || known?.includes(name) === false;
          // oxlint-disable-next-line eslint/no-await-in-loop -- as above
          if (left) await removeFolder(deps, join(folder, name));
        }
        await tidy();
      } catch (error) {
        onlyOfDisk(error);
      }
    },
    tidy: () => tidy().catch(onlyOfDisk),
    async close() {
      await Promise.all(Array.from(opened.values(), (history) => history.close()));
    },
  };
}

async function openedEntry(
  { head, held: { entry, content }, spool }: FoundEntry,
  requestId: string,
  { bodies, disk }: Pick<HistoryDeps, 'bodies' | 'disk'>,
): Promise<OpenedHistory> {
  const { request, leftOut, outcome } = entry;
  const known = { row: rowOf(head), request, leftOut };
  if (outcome.kind === 'failed') return { ...known, outcome };
  const { response } = outcome;
  const bodyHead = { url: request.url, headers: response.headers };
  const body = await bodyOf();
  const shown = body.ok ? await bodies.show(requestId, GrowingBody.finished(bodyHead, body.value)) : body;
  return {
    ...known,
    outcome: {
      kind: 'answered',
      response: { ...response, requestId, body: shown.ok ? shown.value : { kind: 'empty' } },
      bodyGone: shown.ok ? null : shown.failure,
    },
  };

  async function bodyOf(): Promise<Result<Uint8Array | SpoolFile>> {
    if (outcome.kind !== 'answered' || outcome.body.kind === 'here') return succeed(content);
    if (outcome.body.kind === 'left-out') return fail(bodyLeftOut(outcome.body.why));
    if (spool === null) return fail(bodyLeftOut('not-whole'));
    try {
      return succeed(await SpoolFile.reopen(disk, spool));
    } catch (error) {
      onlyOfDisk(error);
      return fail(bodyGone(spool.path));
    }
  }
}

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GrowingBody } from '../../src/core/broker/bodies/growing-body.ts';
import { nodeSpoolDisk } from '../../src/core/broker/bodies/node-spool-disk.ts';
import { nodeFolders } from '../../src/core/collections/node-folders.ts';
import { createHistory } from '../../src/core/history/create-history.ts';
import type { History } from '../../src/core/history/history.ts';
import { nodeFiles } from '../../src/core/vault/node-files.ts';
import type { HistoryPage } from '../../src/shared/history.ts';
import { fail } from '../../src/shared/result.ts';
import { MemoryVault } from '../support/memory-vault.ts';
import { systemClock } from '../support/system-clock.ts';
import { valueOf } from '../support/results.ts';
import { absolute, type Entry } from './report.ts';

const entries = 100_000;
/** Recorded at once: as many wait in memory at most. */
const together = 500;
const id = 'connection';

/**
 * `history-search`: a history of 100,000 requests that nobody looked at yet in this run is opened and searched for words of
 * which few are in the same line, as the window does when somebody types them: files read, seals opened, rows given.
 */
export async function measureHistory(rounds: number): Promise<Entry> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'latchkey-bench-'));
  try {
    const vault = new MemoryVault();
    await fill(folder, vault);
    const search = async (): Promise<number> => {
      const history = open(folder, vault);
      const started = performance.now();
      const found = await pageOf(history, 'delete invoices/77 404');
      const took = performance.now() - started;
      if (found.total === 0 || found.total > 2000) throw new Error(`It found ${String(found.total)}.`);
      await history.close();
      return took;
    };
    // Warm first: a program that runs is measured.
    for (let turn = 0; turn < 3; turn += 1) await search();
    const values: number[] = [];
    for (let turn = 0; turn < rounds; turn += 1) values.push(await search());
    return absolute('history-search', 'ms', values);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function open(folder: string, vault: MemoryVault, changed: () => void = () => undefined): History {
  return createHistory({
    files: nodeFiles,
    folders: nodeFolders,
    disk: nodeSpoolDisk,
    folder,
    clock: systemClock,
    vault,
    limits: () => ({ days: 365, megabytes: 10_000 }),
    on: () => true,
    bodies: { show: () => Promise.resolve(fail({ code: 'not-found', what: '', why: '', next: '' })) },
    changed,
  });
}

async function pageOf(history: History, query: string): Promise<HistoryPage> {
  return valueOf(await history.page({ id, query, from: 0, count: 100 }));
}

async function written(history: History, count: number): Promise<void> {
  for (;;) {
    const { total, state } = await pageOf(history, '');
    if (total === count && state.inMemory === 0) return;
    await wait(5);
  }
}

async function fill(folder: string, vault: MemoryVault): Promise<void> {
  const history = open(folder, vault);
  const headers = [['content-type', 'application/json']] as const;
  const statuses = [200, 201, 204, 404, 500];
  for (let number = 0; number < entries; number += 1) {
    const url = `https://api-${String(number % 7)}.acme.test/v1/tenants/${String(number % 311)}/invoices/${String(number)}?page=2`;
    const status = statuses[number % statuses.length] ?? 200;
    history.record({
      connectionId: id,
      request: {
        method: number % 3 === 0 ? 'DELETE' : 'GET',
        url,
        headers: [],
        body: null,
        authorization: 'on',
      },
      milliseconds: 12,
      outcome: {
        kind: 'answered',
        response: {
          status,
          statusText: '',
          headers,
          milliseconds: 12,
          bytes: 11,
          authorized: true,
          credentialReplaced: false,
        },
        body: GrowingBody.finished({ url, headers }, Buffer.from('{"notes":[]}')),
      },
    });
    if (number % together === together - 1) await written(history, number + 1);
  }
  await history.close();
  const { total } = await pageOf(open(folder, vault), '');
  if (total !== entries) throw new Error(`${String(total)} of ${String(entries)} are there.`);
}

import { GrowingBody } from '../../../../src/core/broker/bodies/growing-body.ts';
import { showBody } from '../../../../src/core/broker/bodies/serve-bodies.ts';
import type { SentRequest } from '../../../../src/core/broker/broker.ts';
import { createHistory } from '../../../../src/core/history/create-history.ts';
import type { History } from '../../../../src/core/history/history.ts';
import type { HistoryLimits, HistoryPage, OpenedHistory } from '../../../../src/shared/history.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { MemoryHistoryDisk } from '../../../support/memory-history.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { valueOf } from '../../../support/results.ts';

export const id = 'c'.repeat(26);
export const day = 86_400_000;

/** A history over a disk, a vault and a clock that are all in memory. `next` is the same after the app was started again. */
export class HistoryWorld {
  readonly disk: MemoryHistoryDisk;
  readonly vault: MemoryVault;
  readonly clock: FakeClock;
  readonly history: History;
  limits: HistoryLimits = { days: 30, megabytes: 100 };
  on = true;

  constructor(before?: Pick<HistoryWorld, 'disk' | 'vault' | 'clock'>) {
    this.disk = before?.disk ?? new MemoryHistoryDisk();
    this.vault = before?.vault ?? new MemoryVault();
    this.clock = before?.clock ?? new FakeClock();
    this.history = createHistory({
      files: this.disk.files,
      folders: this.disk.folders,
      disk: this.disk.disk,
      folder: '/profile/history',
      clock: this.clock,
      vault: this.vault,
      limits: () => this.limits,
      on: () => this.on,
      bodies: { show: (_requestId, body) => showBody(body, 1_048_576) },
      changed: () => undefined,
    });
  }

  async next(): Promise<HistoryWorld> {
    await this.history.close();
    return new HistoryWorld(this);
  }

  /** Waits until everything that was recorded is where it will be. */
  async settled(): Promise<HistoryPage> {
    this.clock.advance(1000);
    for (let turn = 0; turn < 20; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- what is asked for first is done first
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.page();
  }

  async page(query = ''): Promise<HistoryPage> {
    return valueOf(await this.history.page({ id, query, from: 0, count: 200 }));
  }

  async urls(query = ''): Promise<readonly string[]> {
    return (await this.page(query)).rows.map(({ url }) => url);
  }

  async open(entry: string): Promise<OpenedHistory> {
    return valueOf(await this.history.open(id, entry, 'shown'));
  }

  record(changes: Partial<RequestDraft> = {}, body = '{"notes":[]}'): void {
    this.history.record(answered(changes, body));
  }
}

export function answered(changes: Partial<RequestDraft> = {}, body = '{"notes":[]}'): SentRequest {
  const headers = [['content-type', 'application/json']] as const;
  const request: RequestDraft = {
    method: 'GET',
    url: 'https://api.acme.test/v1/notes',
    headers: [],
    body: null,
    authorization: 'on',
    ...changes,
  };
  return {
    connectionId: id,
    request,
    milliseconds: 12,
    outcome: {
      kind: 'answered',
      response: {
        status: 200,
        statusText: 'OK',
        headers,
        milliseconds: 12,
        bytes: body.length,
        authorized: true,
        credentialReplaced: false,
      },
      body: GrowingBody.finished({ url: request.url, headers }, Buffer.from(body)),
    },
  };
}

import { describe, expect, it } from 'vitest';
import { startingUp } from '../../../../src/main/wiring/start.ts';
import type { ConnectionId } from '../../../../src/shared/connection.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { savedConnection } from '../../../support/connections.ts';

const nothing = (): undefined => undefined;
const done = (): Promise<void> => Promise.resolve();

/** Which connections the history was told there are. */
function toldToHistory(complete: boolean): readonly ConnectionId[] | null | undefined {
  let told: readonly ConnectionId[] | null | undefined;
  startingUp({
    vault: new MemoryVault(),
    loaded: Promise.resolve(null),
    secrets: { restore: done },
    proxySignIns: { restore: done },
    sessions: { restore: done, view: () => ({ kind: 'signed-out' }) },
    broker: { sweep: done },
    openedFiles: { sweep: done },
    history: {
      start(known) {
        told = known;
        return done();
      },
    },
    deletions: { resume: done },
    connections: {
      list: () => [savedConnection()],
      ending: () => [savedConnection({ id: 'deleted' })],
      complete: () => complete,
    },
    network: { warmUp: nothing },
    deepLinks: { deliverTo: nothing },
    judge: done,
    news: { tellConnections: nothing, tellState: nothing },
    log: { write: nothing },
  }).ready();
  return told;
}

describe('once what is sealed was read', () => {
  it('the history learns which connections there are, and which may come back', () => {
    expect(toldToHistory(true)).toEqual([savedConnection().id, 'deleted']);
  });

  it('the history learns of none where not all of them could be read, so that it removes that of none', () => {
    expect(toldToHistory(false)).toBeNull();
  });
});

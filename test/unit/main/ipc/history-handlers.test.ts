import { describe, expect, it } from 'vitest';
import { historyHandlers } from '../../../../src/main/ipc/handlers/history-handlers.ts';
import type { HistoryLimits } from '../../../../src/shared/history.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { HistoryWorld, id } from '../../core/history/world.ts';

function setUp() {
  const world = new HistoryWorld();
  const told: { limits: HistoryLimits | null } = { limits: null };
  const handlers = historyHandlers({
    history: world.history,
    exists: (one) => one === id,
    setOn(_id, on) {
      world.on = on;
    },
    setLimits(limits) {
      told.limits = limits;
      world.limits = limits;
    },
  });
  return { world, handlers, told };
}

describe('calls about the history', () => {
  it('list, open, remove, clear and bring back', async () => {
    const { world, handlers } = setUp();
    world.record();
    await world.settled();
    const [row] = valueOf(await handlers.listHistory({ id, query: '', from: 0, count: 10 })).rows;
    const entry = row?.entry ?? '';
    const opened = valueOf(await handlers.openHistory({ id, entry, requestId: 'shown' }));
    expect(opened.row).toEqual(row);
    const removed = valueOf(await handlers.deleteHistory({ id, entry }));
    expect(failureOf(await handlers.openHistory({ id, entry, requestId: 'shown' })).code).toBe('not-found');
    expect(valueOf(await handlers.restoreHistory({ id, ...removed }))).toBeNull();
    const cleared = valueOf(await handlers.clearHistory({ id }));
    expect((await world.page()).total).toBe(0);
    expect(valueOf(await handlers.restoreHistory({ id, ...cleared }))).toBeNull();
    expect((await world.page()).total).toBe(1);
    expect(failureOf(await handlers.restoreHistory({ id, ...cleared })).code).toBe('not-found');
  });

  it('switch it off and on, and limit it at once', async () => {
    const { world, handlers, told } = setUp();
    world.record();
    await world.settled();
    expect(valueOf(await handlers.keepHistory({ id, on: false }))).toBeNull();
    world.record();
    expect((await world.settled()).state.on).toBe(false);
    expect((await world.page()).total).toBe(1);
    world.clock.setWall(world.clock.now() + 3 * 86_400_000);
    const later = await world.next();
    expect(later.disk.names(/\.segment$/)).toHaveLength(1);
    const limits = { days: 1, megabytes: 100 } as const;
    expect(valueOf(await handlers.setHistoryLimits(limits))).toBeNull();
    expect(told.limits).toEqual(limits);
    expect(world.disk.names(/\.segment$/)).toEqual([]);
  });

  it('about a connection that is gone are refused', async () => {
    const { handlers } = setUp();
    const gone = { id: 'gone' };
    const results = await Promise.all([
      handlers.listHistory({ ...gone, query: '', from: 0, count: 1 }),
      handlers.openHistory({ ...gone, entry: '1', requestId: 'shown' }),
      handlers.deleteHistory({ ...gone, entry: '1' }),
      handlers.clearHistory(gone),
      handlers.restoreHistory({ ...gone, undo: '1' }),
      handlers.keepHistory({ ...gone, on: true }),
    ]);
    for (const result of results) expect(failureOf(result).code).toBe('not-found');
  });
});

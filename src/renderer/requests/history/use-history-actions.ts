import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { historyUndoMilliseconds, type HistoryRow, type OpenedHistory } from '../../../shared/history.ts';
import type { RequestDraft } from '../../../shared/request.ts';
import { historyKey } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { send, showKept, useExchange } from '../exchange-store.ts';
import { useUndoables } from '../side-list/use-undoables.ts';

interface Removed {
  readonly words: string;
  /** The one that was removed; null: all of them. */
  readonly row: HistoryRow | null;
  readonly undo: string;
  /** When it cannot be brought back any more, in milliseconds since the epoch. */
  readonly until: number;
}

export interface HistoryActions {
  readonly failure: Failure | null;
  /** The one that was opened last. */
  readonly opened: OpenedHistory | null;
  /** What was removed last, and can be brought back. */
  readonly removed: Removed | null;
  /** Puts it into the editor and shows its answer. False when it could not be read. */
  readonly open: (row: HistoryRow) => Promise<boolean>;
  readonly sendAgain: (row: HistoryRow) => Promise<void>;
  /** Whether another request of the connection is on its way: nothing is sent again meanwhile. */
  readonly sending: boolean;
  /** False when it is still there. */
  readonly remove: (row: HistoryRow) => Promise<boolean>;
  readonly clear: () => Promise<void>;
  /** The request that is back; null where it is not one, or none. */
  readonly undo: () => Promise<HistoryRow | null>;
  readonly forget: () => void;
  readonly keep: (on: boolean) => Promise<void>;
}

/** What can be done with the history. The list itself changes by the event that main sends. */
export function useHistoryActions(
  id: ConnectionId,
  onCompose: (request: RequestDraft) => void,
): HistoryActions {
  const action = useAction();
  const client = useQueryClient();
  const sending = useExchange(id).kind === 'sending';
  const [opened, setOpened] = useState<OpenedHistory | null>(null);
  const undoables = useUndoables<Removed>();
  const { latest: removed, add, drop, forget } = undoables;
  const dropLatest = useEffectEvent(drop);
  // Those before it were removed before it: none of them outlasts it.
  useEffect(() => {
    if (removed === null) return undefined;
    const timer = setTimeout(() => {
      dropLatest(removed);
    }, removed.until - Date.now());
    return () => {
      clearTimeout(timer);
    };
  }, [removed]);
  const addRemoved = (words: string, row: HistoryRow | null, undo: string): void => {
    add({ words, row, undo, until: Date.now() + historyUndoMilliseconds });
  };
  const api = window.latchkey;
  const open = async (row: HistoryRow): Promise<OpenedHistory | null> => {
    const requestId = window.crypto.randomUUID();
    const result = await action.run(() => api.openHistory({ id, entry: row.entry, requestId }));
    if (!result.ok) return null;
    setOpened(result.value);
    onCompose(result.value.request);
    return result.value;
  };
  return {
    failure: action.failure,
    opened,
    removed,
    sending,
    async open(row) {
      const found = await open(row);
      if (found === null) return false;
      showKept(id, found);
      return true;
    },
    async sendAgain(row) {
      if (sending) return;
      const found = await open(row);
      if (found === null) return;
      if (found.outcome.kind === 'answered') {
        void api.dropResponse({ requestId: found.outcome.response.requestId });
      }
      await send(api, id, found.request);
    },
    async remove(row) {
      const result = await action.run(() => api.deleteHistory({ id, entry: row.entry }));
      if (result.ok) addRemoved('The request was removed.', row, result.value.undo);
      return result.ok;
    },
    async clear() {
      const result = await action.run(() => api.clearHistory({ id }));
      if (!result.ok) return;
      setOpened(null);
      addRemoved('The history was cleared.', null, result.value.undo);
    },
    async undo() {
      const result = await undoables.undo((latest) =>
        action.run(() => api.restoreHistory({ id, undo: latest.undo })),
      );
      return result?.ok === true && removed !== null ? removed.row : null;
    },
    forget,
    async keep(on) {
      await action.run(() => api.keepHistory({ id, on }));
      await client.invalidateQueries({ queryKey: historyKey(id) });
    },
  };
}

import type { HistoryRow, HistoryState } from '../../src/shared/history.ts';
import type { Events, LatchkeyApi } from '../../src/shared/ipc.ts';
import type { RequestDraft } from '../../src/shared/request.ts';
import { fail, succeed, type Failed } from '../../src/shared/result.ts';
import { failure, type Scenario } from './scenario.ts';

type HistoryApi = Pick<
  LatchkeyApi,
  'listHistory' | 'openHistory' | 'deleteHistory' | 'clearHistory' | 'restoreHistory' | 'keepHistory'
>;

const rowLine = ({ method, url, status }: HistoryRow): string =>
  `${method} ${url} ${status ?? 'no answer'}`.toLowerCase();

/** What was sent, in memory: the same for every connection. */
export function createFakeHistory(
  scenario: Scenario,
  /** Records the call, waits, and answers with the failure that the scenario has for it. */
  record: (command: keyof HistoryApi, input: unknown) => Promise<Failed | null>,
  emit: (event: 'historyChanged', payload: Events['historyChanged']) => void,
): { readonly api: HistoryApi; readonly remember: (row: HistoryRow) => void } {
  let rows = scenario.history.rows;
  let state: HistoryState = scenario.history.state;
  const removed = new Map<string, readonly HistoryRow[]>();
  const change = (connectionId: string, next: readonly HistoryRow[]): void => {
    rows = next;
    emit('historyChanged', { connectionId });
  };
  const undoTo = (before: readonly HistoryRow[]): string => {
    const undo = String(removed.size + 1);
    removed.set(undo, before);
    return undo;
  };
  const api: HistoryApi = {
    async listHistory(input) {
      const failed = await record('listHistory', input);
      if (failed !== null) return failed;
      const words = input.query.toLowerCase().split(/\s+/).filter(Boolean);
      const found = rows.filter((row) => words.every((word) => rowLine(row).includes(word)));
      const { from } = input;
      const shown = found.slice(from, from + input.count);
      return succeed({ connectionId: input.id, state, total: found.length, from, rows: shown });
    },
    async openHistory(input) {
      const failed = await record('openHistory', input);
      if (failed !== null) return failed;
      const row = rows.find(({ entry }) => entry === input.entry);
      if (row === undefined) return fail(failure({ code: 'not-found', what: 'It is gone.' }));
      const { method, url } = row;
      const request: RequestDraft = { method, url, headers: [], body: null, authorization: 'on' };
      if (row.status === null) {
        return succeed({ row, request, leftOut: [], outcome: { kind: 'failed', failure: failure() } });
      }
      const response = { ...scenario.response, requestId: input.requestId, status: row.status };
      const { leftOut } = scenario.history;
      return succeed({ row, request, leftOut, outcome: { kind: 'answered', response, bodyGone: null } });
    },
    async deleteHistory(input) {
      const failed = await record('deleteHistory', input);
      if (failed !== null) return failed;
      const undo = undoTo(rows);
      change(
        input.id,
        rows.filter(({ entry }) => entry !== input.entry),
      );
      return succeed({ undo });
    },
    async clearHistory(input) {
      const failed = await record('clearHistory', input);
      if (failed !== null) return failed;
      const undo = undoTo(rows);
      change(input.id, []);
      return succeed({ undo });
    },
    async restoreHistory(input) {
      const failed = await record('restoreHistory', input);
      if (failed !== null) return failed;
      change(input.id, removed.get(input.undo) ?? rows);
      return succeed(null);
    },
    async keepHistory(input) {
      const failed = await record('keepHistory', input);
      if (failed !== null) return failed;
      state = { ...state, on: input.on };
      emit('historyChanged', { connectionId: input.id });
      return succeed(null);
    },
  };
  return {
    api,
    remember(row) {
      // Whoever shows a history asks again for its own.
      rows = [row, ...rows];
      for (const { id } of scenario.connections) change(id, rows);
    },
  };
}

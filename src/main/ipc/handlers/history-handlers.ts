import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { History } from '../../../core/history/history.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { HistoryLimits } from '../../../shared/history.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';
import { ofKnown } from './of-known.ts';

type HistoryCommands =
  | 'listHistory'
  | 'openHistory'
  | 'deleteHistory'
  | 'clearHistory'
  | 'restoreHistory'
  | 'keepHistory'
  | 'setHistoryLimits';

export interface HistoryHandlerDeps {
  readonly history: Pick<History, 'page' | 'open' | 'remove' | 'clear' | 'restore' | 'tidy'>;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly setOn: (id: ConnectionId, on: boolean) => void;
  readonly setLimits: (limits: HistoryLimits) => void;
}

/** Calls about what was sent. */
export function historyHandlers(deps: HistoryHandlerDeps): Pick<Handlers, HistoryCommands> {
  const { history } = deps;
  const known = ofKnown(deps.exists);
  return {
    listHistory: (input) => known(input.id, () => history.page(input)),
    openHistory: ({ id, entry, requestId }) => known(id, () => history.open(id, entry, requestId)),
    deleteHistory: ({ id, entry }) => known(id, () => undoOf(history.remove(id, entry))),
    clearHistory: ({ id }) => known(id, () => undoOf(history.clear(id))),
    restoreHistory: ({ id, undo }) => known(id, () => history.restore(id, undo)),
    keepHistory({ id, on }) {
      if (!deps.exists(id)) return fail(connectionGone());
      deps.setOn(id, on);
      return succeed(null);
    },
    async setHistoryLimits(limits) {
      deps.setLimits(limits);
      await history.tidy();
      return succeed(null);
    },
  };
}

async function undoOf(removed: Promise<Result<string>>): Promise<Result<{ undo: string }>> {
  const result = await removed;
  return result.ok ? succeed({ undo: result.value }) : result;
}

import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, type Result } from '../../../shared/result.ts';

/** Carries out a call about a connection; fails with `not-found` where there is none. */
export type OfKnown = <T>(id: ConnectionId, work: () => Promise<Result<T>>) => Promise<Result<T>>;

/** Makes one. @param exists whether there is such a connection */
export function ofKnown(exists: (id: ConnectionId) => boolean): OfKnown {
  return async (id, work) => (exists(id) ? work() : fail(connectionGone()));
}

import type { ConnectionId } from '../../shared/connection.ts';
import type { Collection } from './collection.ts';

/** The saved requests of all connections, each opened when it is asked for first. */
export interface Collections {
  of(id: ConnectionId): Collection;
  /** The connection is gone, or keeps its requests in another folder: ends what watches the folder. Files stay. */
  close(id: ConnectionId): void;
  closeAll(): void;
}

import type { ConnectionId } from '../../../shared/connection.ts';
import { createAsking } from '../../components/asking.ts';

interface AskedOfConnection {
  readonly id: ConnectionId;
  readonly what: 'clone' | 'export' | 'say-cloned';
}

/** What the search asks of a connection’s page, and one page of another. */
export const askedOfConnection = createAsking<AskedOfConnection>();

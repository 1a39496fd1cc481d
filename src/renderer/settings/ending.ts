import type { ConnectionView } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { isSignedIn } from '../words/session-words.ts';

/**
 * What ends when these settings are saved: tokens belong to the client they were issued to, and a sign-in that runs
 * comes back to the address it was begun with. The page asks first; main does it.
 */
export function whatEnds(
  connection: ConnectionView,
  { issuer, clientId, redirectSpelling }: ConnectionInput,
): 'session' | 'sign-in' | null {
  const client = issuer.trim() !== connection.issuer || clientId.trim() !== connection.clientId;
  const { kind } = connection.session;
  if (kind === 'waiting-for-browser' || kind === 'another-account') {
    return client || redirectSpelling !== connection.redirectSpelling ? 'sign-in' : null;
  }
  return client && isSignedIn(connection.session) ? 'session' : null;
}

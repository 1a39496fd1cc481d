import type { ConnectionView } from '../../shared/connection.ts';
import { endpointsByHand } from '../../shared/endpoint-labels.ts';
import type { ConnectionInput, EndpointsInput } from '../../shared/ipc.ts';
import { endpointsOf } from '../connection-form/endpoints-of.ts';
import { inputOf } from '../connection-form/form-values.ts';
import { isSignedIn } from '../words/session-words.ts';

/**
 * What ends when these settings are saved: tokens belong to the client they were issued to, and a sign-in that runs
 * comes back to the address it was begun with. The page asks first; main does it.
 */
export function whatEnds(
  connection: ConnectionView,
  { issuer, clientId, endpoints, ...input }: ConnectionInput,
): 'session' | 'sign-in' | null {
  const client =
    issuer.trim() !== connection.issuer ||
    clientId.trim() !== connection.clientId ||
    (endpoints !== undefined && !isAsSaved(endpoints, connection));
  const { kind } = connection.session;
  if (kind === 'waiting-for-browser' || kind === 'another-account') {
    return client || comesBackElsewhere(connection, input) ? 'sign-in' : null;
  }
  return client && isSignedIn(connection.session) ? 'session' : null;
}

function comesBackElsewhere(
  connection: ConnectionView,
  input: Pick<ConnectionInput, 'redirectSpelling' | 'loopbackHost' | 'loopbackPorts'>,
): boolean {
  const before = inputOf(connection);
  return (
    input.redirectSpelling !== before.redirectSpelling ||
    input.loopbackHost !== before.loopbackHost ||
    listed(input.loopbackPorts) !== before.loopbackPorts
  );
}

/** Whoever answers at other addresses is another provider (R87). */
function isAsSaved(endpoints: EndpointsInput, connection: ConnectionView): boolean {
  const saved = endpointsOf(connection);
  return saved !== null && endpointsByHand.every((name) => endpoints[name].trim() === saved[name]);
}

/** Ports as the settings write them, however they were typed. */
function listed(text: string): string {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .join(' ');
}

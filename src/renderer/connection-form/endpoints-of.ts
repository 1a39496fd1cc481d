import type { ConnectionView } from '../../shared/connection.ts';
import { endpointsByHand } from '../../shared/endpoint-labels.ts';
import type { EndpointsInput } from '../../shared/ipc.ts';

/** A provider of which nothing was entered yet. */
export const noEndpoints: EndpointsInput = {
  authorizationEndpoint: '',
  tokenEndpoint: '',
  jwksUri: '',
  userinfoEndpoint: '',
  revocationEndpoint: '',
  endSessionEndpoint: '',
  deviceAuthorizationEndpoint: '',
};

/**
 * The addresses by hand of a connection, for the fields; null where a description of the provider is read. (An import can
 * bring one that stands elsewhere, and addresses beside it: those are not edited here.)
 */
export function endpointsOf(connection: Pick<ConnectionView, 'manual'> | null): EndpointsInput | null {
  const manual = connection?.manual;
  const whole = manual?.authorizationEndpoint !== undefined && manual.tokenEndpoint !== undefined;
  if (!whole || manual.discoveryUrl !== undefined) return null;
  return { ...noEndpoints, ...Object.fromEntries(endpointsByHand.map((name) => [name, manual[name] ?? ''])) };
}

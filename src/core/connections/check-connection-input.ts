import type { Failure } from '../../shared/failure.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { parseIssuer } from '../oauth/issuer.ts';
import { parseApiOrigins } from './parse-api-origins.ts';
import { parseClientId, parseName, parseScopes } from './parse-connection-input.ts';
import { parseLoopback } from './parse-loopback.ts';

/**
 * What is wrong with each field of a connection that is being filled in, in the order of the form: one failure a field, which
 * `details.field` names. Nothing is asked of anybody. An empty client ID is a draft, and not wrong.
 * A secret is judged when it is saved.
 */
export function checkConnectionInput(input: ConnectionInput): readonly Failure[] {
  return [
    parseName(input.name),
    parseIssuer(input.issuer),
    parseClientId(input.clientId),
    parseScopes(input.scopes),
    parseApiOrigins(input.apiOrigins),
    parseLoopback(input),
  ].flatMap((judged) => (judged.ok ? [] : [judged.failure]));
}

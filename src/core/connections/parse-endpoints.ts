import type { EndpointByHand } from '../../shared/connection.ts';
import { endpointLabels, endpointsByHand } from '../../shared/endpoint-labels.ts';
import type { Failure } from '../../shared/failure.ts';
import type { EndpointsInput } from '../../shared/ipc.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { checkGivenEndpoint, type Endpoints } from './endpoints-by-hand.ts';

const needed: readonly EndpointByHand[] = ['authorizationEndpoint', 'tokenEndpoint'];

/** What is wrong with each address that was typed for an issuer, in the order of the form; `details.field` names the field. */
export function checkEndpointsInput(issuer: string, input: EndpointsInput): readonly Failure[] {
  return endpointsByHand.flatMap((member) => {
    const url = input[member].trim();
    if (url === '') return [];
    const checked = checkGivenEndpoint(issuer.trim(), member, url);
    return checked.ok ? [] : [asTyped(member, checked.failure)];
  });
}

/**
 * Reads addresses as a person typed them, for an issuer: outer space is dropped. Fails with `input-invalid` where the one for
 * the browser or the one for tokens is missing, `metadata-invalid` or `endpoint-insecure`; the failure names its field.
 */
export function parseEndpoints(issuer: string, input: EndpointsInput): Result<Endpoints> {
  const [problem] = checkEndpointsInput(issuer, input);
  if (problem !== undefined) return fail(problem);
  const missing = needed.find((member) => input[member].trim() === '');
  if (missing !== undefined) return fail(isMissing(missing));
  const given = endpointsByHand.map((member) => [member, input[member].trim()] as const);
  return succeed(Object.fromEntries(given.filter(([, url]) => url !== '')));
}

/** It is the person who can mend what the person typed. */
function asTyped(member: EndpointByHand, { details, ...words }: Failure): Failure {
  const next =
    words.code === 'endpoint-insecure'
      ? 'Use its https address. Plain http works only where the provider is on this computer.'
      : 'Copy it whole from the provider’s documentation or settings, beginning with https://.';
  return { ...words, next, details: { ...details, field: endpointLabels[member] } };
}

function isMissing(member: EndpointByHand): Failure {
  return failure(
    'input-invalid',
    'This connection cannot be saved.',
    `“${endpointLabels[member]}” is empty, and nobody can sign in without it.`,
    'Copy it from the provider’s documentation or settings.',
    { field: endpointLabels[member] },
  );
}

import { allowedOrigin } from '../../shared/allowed-origin.ts';
import type { Connection } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { RequestDraft, ResponseView, SendRequest } from '../../shared/request.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { Broker } from '../broker/broker.ts';
import { isProtected, parseRequestUrl } from '../broker/request-url.ts';
import { failure } from '../failures/failure.ts';
import { joinRequest, secretsIn } from './resolve-request.ts';
import { nameSecrets } from './resolve.ts';
import type { Variables } from './variables.ts';

/**
 * Sends a request with its variables put in.
 *
 * SECURITY: a secret variable goes where the sign-in may go and nowhere else: over TLS or within this computer, to an origin
 * that the connection names. Else whoever could make the page send a request would get it (test/unit/core/variables/send-with-variables.test.ts).
 * Fails like `Variables.resolve` and `Broker.send`.
 */
export async function sendWithVariables(
  input: SendRequest,
  connection: Connection,
  deps: { readonly variables: Pick<Variables, 'resolve'>; readonly broker: Pick<Broker, 'send'> },
): Promise<Result<ResponseView>> {
  const resolved = await deps.variables.resolve(connection.id, input.request);
  if (!resolved.ok) return resolved;
  const request = joinRequest(resolved.value);
  const secrets = secretsIn(resolved.value);
  const problem = secrets.length === 0 ? null : judgeSecrets(request, secrets, connection);
  if (problem !== null) return fail(problem);
  const named = joinRequest(resolved.value, nameSecrets);
  return deps.broker.send({ ...input, request, secrets, named });
}

/** What is no address the broker refuses in its own words. */
function judgeSecrets(
  request: RequestDraft,
  secrets: readonly string[],
  { apiOrigins }: Connection,
): Failure | null {
  const url = parseRequestUrl(request.url);
  if (!url.ok) return null;
  const { host, origin } = url.value;
  if (secrets.some((value) => value.includes(url.value.hostname) || url.value.hostname.includes(value))) {
    return failure(
      'request-url-invalid',
      'A secret variable says where the request goes.',
      'Nobody could see where your sign-in is sent.',
      'Write the host itself, or use a variable that is not secret.',
      { field: 'URL' },
    );
  }
  if (!isProtected(url.value)) {
    return failure(
      'request-url-insecure',
      `Your secret variables are not sent to ${origin}.`,
      'The address is http: anybody on the way could read them.',
      'Use https.',
      { field: 'URL', host },
    );
  }
  if (allowedOrigin(url.value, apiOrigins) !== null) return null;
  return failure(
    'origin-not-allowed',
    `This connection does not send its secret variables to ${origin} yet.`,
    'They go only to the API origins that you allowed, like your sign-in.',
    'Allow this one for the connection, or take the secret out of the request.',
    { field: 'URL', host, suggestion: origin },
  );
}

import type { Failure } from '../../shared/failure.ts';
import { revocationParameters } from './appauth.ts';
import { clientPost, publicClient } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import { retryAfterMilliseconds } from '../http/retry-after.ts';
import { exchange } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { explainError } from '../providers/errors/explain-error.ts';
import { seenIn } from './explained.ts';
import { failure, hostOf } from './failures.ts';
import { checkEndpoint } from './issuer.ts';
import { parseOAuthError } from './oauth-error.ts';

const limits = { maxBytes: 128_000, timeoutMilliseconds: 15_000 };

export interface RevocationInput {
  readonly endpoint: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly authentication?: ClientAuthentication;
  readonly token: string;
  readonly hint: 'refresh_token' | 'access_token';
}

export type RevocationOutcome =
  | { readonly kind: 'done' }
  /** Definitive: asking again would change nothing. `note` is for the activity: what was answered, and what it means. */
  | { readonly kind: 'refused'; readonly note: string; readonly failure: Failure }
  | { readonly kind: 'retry'; readonly failure: Failure; readonly retryAfterMilliseconds: number | null };

/** Tells the provider to forget a token (RFC 7009 §2.1). Which token first is the caller's: refresh, then access (R50). */
export async function revoke(input: RevocationInput, deps: ExchangeDeps): Promise<RevocationOutcome> {
  const endpoint = checkEndpoint(input.endpoint, 'revocation address');
  if (!endpoint.ok) {
    const { failure: unsafe } = endpoint;
    return { kind: 'refused', note: `The token was not sent: ${unsafe.why}`, failure: unsafe };
  }
  const request = clientPost(
    endpoint.value,
    input.clientId,
    revocationParameters(input),
    input.authentication ?? publicClient,
  );
  const answer = await exchange(request, limits, deps);
  return answer.ok
    ? judgeRevocation(answer.value, input, deps.clock.now())
    : { kind: 'retry', failure: answer.failure, retryAfterMilliseconds: null };
}

/** RFC 7009 §2.2 with what real servers answer (R51 to R53). */
function judgeRevocation(
  answer: Answer,
  { endpoint, authentication = publicClient }: RevocationInput,
  now: number,
): RevocationOutcome {
  const { status } = answer;
  const host = hostOf(endpoint);
  // An unknown token is answered with 200, some add an error to it: either way it works no longer.
  if (status >= 200 && status <= 299) return { kind: 'done' };
  const error = parseOAuthError(answer);
  if (
    status === 400 &&
    ['invalid_token', 'invalid_grant', 'unsupported_token_type'].includes(error.code ?? '')
  ) {
    return { kind: 'done' };
  }
  const notNow = [407, 408, 425, 429].includes(status) || status < 400 || status > 499;
  const untold = failure(
    'provider-unavailable',
    `${host} could not be told that you signed out.`,
    `It answered with status ${String(status)}.`,
    'You are signed out here. The app tells the provider as soon as it can.',
    { host, httpStatus: status, providerError: error.shownCode },
  );
  if (!notNow) {
    const said = error.shownCode === null ? '' : ` (${error.shownCode})`;
    const refusal = `${host} did not take the token back: it answered with status ${String(status)}${said}.`;
    const secretSent = authentication.method !== 'none';
    const known = explainError({ at: 'revocation', ...seenIn(error, status, host), secretSent }, null);
    return {
      kind: 'refused',
      note: known === null ? refusal : `${refusal} ${known.why}`,
      failure: untold,
    };
  }
  return {
    kind: 'retry',
    failure: untold,
    retryAfterMilliseconds: retryAfterMilliseconds(answer.headers, now),
  };
}

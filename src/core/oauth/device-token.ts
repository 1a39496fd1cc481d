import type { Failure } from '../../shared/failure.ts';
import type { FetchRequest } from '../ports/fetch.ts';
import type { ProviderPreset } from '../providers/presets/preset.ts';
import { deviceParameters } from './appauth.ts';
import { deviceCodeExpired, deviceDenied } from './device-failures.ts';
import { clientPost, publicClient } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import { exchange } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { askedBySettings, sentIn } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { hostOf } from './failures.ts';
import { checkEndpoint } from './issuer.ts';
import { parseOAuthError } from './oauth-error.ts';
import { processTokenResponse, tokenLimits, withIdToken } from './token-endpoint.ts';
import type { TokenOutcome } from './token-endpoint.ts';
import { refused } from './token-failures.ts';
import type { DeviceTransaction } from './types.ts';

/** What the token endpoint says about a device code (RFC 8628 §3.5). */
export type DeviceOutcome =
  | Extract<TokenOutcome, { readonly kind: 'tokens' }>
  /** Nobody has answered yet. */
  | { readonly kind: 'pending' }
  /** The same, and it was asked too soon. */
  | { readonly kind: 'slow-down' }
  /** The code can be used no more. */
  | { readonly kind: 'expired'; readonly failure: Failure }
  /** The sign-in ends with this failure. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Nothing was said about the code: the same question is asked later. */
  | {
      readonly kind: 'no-answer';
      readonly failure: Failure;
      /** As the server said; null when it said nothing. */
      readonly retryAfterMilliseconds: number | null;
    };

/**
 * Asks once whether somebody has entered the code (RFC 8628 §3.4), at the token endpoint that the request stored and
 * nowhere else (R16), with the verifier of its challenge. An ID token that was asked for and did not come is refused (R78).
 */
export async function askForDeviceTokens(
  transaction: DeviceTransaction,
  deps: ExchangeDeps,
  authentication: ClientAuthentication = publicClient,
  provider?: ProviderPreset,
): Promise<DeviceOutcome> {
  const endpoint = checkEndpoint(transaction.tokenEndpoint, 'token address');
  if (!endpoint.ok) return { kind: 'refused', failure: endpoint.failure };
  const request = deviceTokenRequest(transaction, authentication);
  const answer = await exchange(request, tokenLimits, deps);
  if (!answer.ok) return { kind: 'no-answer', failure: answer.failure, retryAfterMilliseconds: null };
  return processDeviceTokenResponse(answer.value, transaction, deps.clock.now(), {
    secret: authentication.method !== 'none',
    sent: sentIn(request),
    asked: askedBySettings(transaction),
    ...(provider === undefined ? {} : { provider }),
  });
}

export function deviceTokenRequest(
  transaction: DeviceTransaction,
  authentication: ClientAuthentication = publicClient,
): FetchRequest {
  return clientPost(
    transaction.tokenEndpoint,
    transaction.clientId,
    deviceParameters({
      clientId: transaction.clientId,
      deviceCode: transaction.deviceCode,
      extras: {
        code_verifier: transaction.codeVerifier,
        ...(transaction.resource === null ? {} : { resource: transaction.resource }),
      },
    }),
    authentication,
  );
}

/**
 * Judges any whole answer about a device code. Servers differ in its status (GitHub says 200, Google 428, the RFC 400),
 * so below 500 the error's own name decides. `now` in milliseconds since the epoch.
 */
export function processDeviceTokenResponse(
  answer: Answer,
  transaction: DeviceTransaction,
  now: number,
  context: ErrorContext = {},
): DeviceOutcome {
  const host = hostOf(transaction.tokenEndpoint);
  const error = parseOAuthError(answer);
  const { status } = answer;
  switch (status < 500 ? error.code : null) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down' };
    case 'expired_token':
      return { kind: 'expired', failure: deviceCodeExpired() };
    case 'access_denied':
      return { kind: 'refused', failure: deviceDenied(error, answer, host, context) };
    case null:
    default:
  }
  if (status <= 299 && error.code !== null)
    return { kind: 'refused', failure: refused(error, answer, host, 'device', context) };
  const outcome = withIdToken(processTokenResponse(answer, 'device', host, now, context), transaction);
  switch (outcome.kind) {
    case 'tokens':
      return outcome;
    case 'try-later': {
      const { failure, retryAfterMilliseconds } = outcome;
      return { kind: 'no-answer', failure, retryAfterMilliseconds };
    }
    case 'ended':
    case 'needs-person':
    case 'refused-by-us':
    default:
      return { kind: 'refused', failure: outcome.failure };
  }
}

import type { Failure } from '../../shared/failure.ts';
import type { Answer } from './exchange.ts';
import { explained, seenIn } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { failure } from './failures.ts';
import type { OAuthError } from './oauth-error.ts';
import { answerWords } from './token-failures.ts';

/** The server has no device authorization endpoint (RFC 8628 §4). */
export function wayNotOffered(host: string): Failure {
  return failure(
    'not-permitted',
    'This provider offers no sign-in with a code.',
    `${host} does not say where such a code can be had.`,
    'Sign in with the browser of this computer.',
    { host, field: 'device_authorization_endpoint' },
  );
}

/** The server gave no code: most often it is switched off for this client. */
export function deviceRefused(
  error: OAuthError,
  answer: Answer,
  host: string,
  context: ErrorContext,
): Failure {
  return inWords('The provider gave no code to sign in with.', error, answer, host, context);
}

export function deviceUnavailable(error: OAuthError, answer: Answer, host: string): Failure {
  return failure(
    'provider-unavailable',
    answer.status === 429 ? `${host} asks to slow down.` : `${host} is not working at the moment.`,
    `It answered with status ${String(answer.status)}.`,
    'Sign in again in a few minutes.',
    answerWords(error, answer, host),
  );
}

export function deviceAnswerUnusable(host: string, status: number): Failure {
  return failure(
    'answer-unreadable',
    'The provider’s code cannot be used.',
    `What ${host} sent is not what a provider sends. A sign-in page of the network, as in a hotel, does this too.`,
    'Check that the internet connection needs no sign-in of its own, then try again.',
    { host, httpStatus: status },
  );
}

/** RFC 8628 §3.5 `access_denied`: somebody who read the code said no. */
export function deviceDenied(
  error: OAuthError,
  answer: Answer,
  host: string,
  context: ErrorContext,
): Failure {
  return inWords('The provider did not sign you in.', error, answer, host, context);
}

function inWords(
  what: string,
  error: OAuthError,
  answer: Answer,
  host: string,
  context: ErrorContext,
): Failure {
  const { why, next, help } = explained(
    { at: 'device', ...seenIn(error, answer.status, host) },
    context,
    'Sign in with the browser of this computer, or ask whoever runs the provider to allow the device flow for this app.',
  );
  return failure('authorization-refused', what, why, next, { ...answerWords(error, answer, host), ...help });
}

/** RFC 8628 §3.5 `expired_token`, and a code that ran out by our own clock. */
export function deviceCodeExpired(): Failure {
  return failure(
    'device-code-expired',
    'The code has run out.',
    'Nobody finished signing in with it in time.',
    'Get a new code and enter that one.',
  );
}

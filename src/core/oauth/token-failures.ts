import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { Stage } from '../providers/errors/entry.ts';
import type { Answer } from './exchange.ts';
import { explainError } from '../providers/errors/explain-error.ts';
import { explained, seenIn } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { failure } from './failures.ts';
import type { OAuthError } from './oauth-error.ts';

/** What the token endpoint was asked for. */
export type TokenPurpose = 'code' | 'device' | 'refresh';

const stages: Readonly<Record<TokenPurpose, Stage>> = { code: 'token', device: 'device', refresh: 'refresh' };

/** What a failure's details tell of an answer. */
export function answerWords(error: OAuthError, answer: Answer, host: string) {
  return {
    host,
    httpStatus: answer.status,
    providerError: error.shownCode,
    providerDescription: error.description,
    requestId: error.requestId,
  };
}

export function ended(error: OAuthError, answer: Answer, host: string, context: ErrorContext): Failure {
  return inWords('session-ended', 'Your sign-in has ended.', { error, answer, host, at: 'refresh' }, context);
}

export function spent(
  error: OAuthError,
  answer: Answer,
  host: string,
  purpose: Exclude<TokenPurpose, 'refresh'>,
  context: ErrorContext,
): Failure {
  const at = stages[purpose];
  const what = 'The sign-in could not be finished.';
  return inWords('token-request-refused', what, { error, answer, host, at }, context);
}

export function refused(
  error: OAuthError,
  answer: Answer,
  host: string,
  purpose: TokenPurpose,
  context: ErrorContext,
): Failure {
  const refusal = { error, answer, host, at: stages[purpose] };
  return inWords('token-request-refused', whatWasRefused(error, host), refusal, context);
}

function whatWasRefused({ code }: OAuthError, host: string): string {
  switch (code) {
    case 'invalid_client':
      return `${host} refused this app.`;
    case 'invalid_target':
      return `${host} gives no token for this API.`;
    case null:
    default:
      return `${host} refused the request.`;
  }
}

interface Refusal {
  readonly error: OAuthError;
  readonly answer: Answer;
  readonly host: string;
  readonly at: Stage;
}

function inWords(code: FailureCode, what: string, refusal: Refusal, context: ErrorContext): Failure {
  const { error, answer, host, at } = refusal;
  const { why, next, help } = explained(
    { at, ...seenIn(error, answer.status, host) },
    context,
    'Try again. If it stays so, sign in again or show the details to whoever runs the provider.',
  );
  return failure(code, what, why, next, { ...answerWords(error, answer, host), ...help });
}

export function unavailable(
  answer: Answer,
  error: OAuthError,
  host: string,
  purpose: TokenPurpose,
  context: ErrorContext,
): Failure {
  const secretSent = context.secret ?? false;
  const seen = { at: stages[purpose], ...seenIn(error, answer.status, host), secretSent };
  // A status alone says that it is not now: when it is tried again is more than the catalogue knows.
  const known = error.code === null ? null : explainError(seen, context.provider ?? null);
  return failure(
    answer.status === 407 ? 'proxy-sign-in-needed' : 'provider-unavailable',
    answer.status === 429 ? `${host} asks to slow down.` : `${host} is not working at the moment.`,
    known?.why ?? `It answered with status ${String(answer.status)}.`,
    purpose === 'refresh'
      ? 'You are still signed in. The app tries again by itself.'
      : (known?.next ?? 'Sign in again in a few minutes.'),
    { ...answerWords(error, answer, host), help: known?.help },
  );
}

export function notTokens(answer: Answer, host: string): Failure {
  return failure(
    'token-response-invalid',
    `The answer of ${host} could not be used.`,
    'It is not what a provider sends. A sign-in page of the network, as in a hotel, does this too.',
    'Check that the internet connection needs no sign-in of its own, then try again.',
    { host, httpStatus: answer.status },
  );
}

export function noIdToken(host: string): Failure {
  return failure(
    'id-token-invalid',
    'The sign-in was not accepted.',
    `The app asked ${host} who you are, and it did not say.`,
    'Ask whoever runs the provider to switch OpenID Connect on for this app, or remove “openid” from the scopes.',
    { host },
  );
}

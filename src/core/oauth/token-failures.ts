import type { Failure } from '../../shared/failure.ts';
import type { Answer } from './exchange.ts';
import { failure } from './failures.ts';
import type { OAuthError } from './oauth-error.ts';

/** What the token endpoint was asked for. */
export type TokenPurpose = 'code' | 'device' | 'refresh';

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

export function ended(error: OAuthError, answer: Answer, host: string): Failure {
  return failure(
    'session-ended',
    'Your sign-in has ended.',
    `${host} does not accept it any longer. It ran out, was ended there, or the password was changed.`,
    'Sign in again.',
    answerWords(error, answer, host),
  );
}

export function spent(
  error: OAuthError,
  answer: Answer,
  host: string,
  purpose: Exclude<TokenPurpose, 'refresh'>,
): Failure {
  const named = purpose === 'code' ? 'the answer that the browser brought back' : 'the code that it gave';
  return failure(
    'token-request-refused',
    'The sign-in could not be finished.',
    `${host} does not accept ${named}: it was used already, or it took too long.`,
    'Sign in again.',
    answerWords(error, answer, host),
  );
}

/** @param secret whether the client proved itself with a secret. */
export function refused(error: OAuthError, answer: Answer, host: string, secret: boolean): Failure {
  if (error.code === 'invalid_client') return unknownClient(error, answer, host, secret);
  if (error.code === 'invalid_target') return noTokenFor(error, answer, host);
  const registration = ['unauthorized_client', 'invalid_scope', 'unsupported_grant_type'];
  const known = error.code !== null && registration.includes(error.code);
  return failure(
    'token-request-refused',
    `${host} refused the request.`,
    known
      ? 'The app is registered there in another way than this connection expects.'
      : 'It gave no reason that the app can act on; its own words, if any, are in the details.',
    known
      ? 'Compare the client ID and the scopes in Settings with what is registered at the provider, then try again.'
      : 'Try again. If it stays so, sign in again or show the details to whoever runs the provider.',
    answerWords(error, answer, host),
  );
}

/** RFC 8707 §2. */
function noTokenFor(error: OAuthError, answer: Answer, host: string): Failure {
  return failure(
    'token-request-refused',
    `${host} gives no token for this API.`,
    'It does not know the resource that stands behind the API origin, wants one where none stands, or was not asked for it when you signed in.',
    'Compare the resources under “API origins” in Settings with what the provider calls its APIs, then sign in again.',
    answerWords(error, answer, host),
  );
}

/** RFC 6749 §5.2: an unknown client, no or wrong proof of it, or a way to prove it that the server does not take. */
function unknownClient(error: OAuthError, answer: Answer, host: string, secret: boolean): Failure {
  return failure(
    'token-request-refused',
    `${host} refused this app.`,
    secret
      ? 'It does not accept the client ID together with the client secret.'
      : 'It does not know the client ID, or it insists on a client secret, and this connection has none.',
    secret
      ? 'Compare the client ID in Settings with what is registered at the provider, and enter the client secret again: it may have run out there.'
      : 'Compare the client ID in Settings with what is registered at the provider. If it is registered with a secret, register a native (public) app instead, or enter the “Client secret” in Settings.',
    answerWords(error, answer, host),
  );
}

export function unavailable(answer: Answer, error: OAuthError, host: string, purpose: TokenPurpose): Failure {
  return failure(
    answer.status === 407 ? 'proxy-sign-in-needed' : 'provider-unavailable',
    answer.status === 429 ? `${host} asks to slow down.` : `${host} is not working at the moment.`,
    `It answered with status ${String(answer.status)}.`,
    purpose === 'refresh'
      ? 'You are still signed in. The app tries again by itself.'
      : 'Sign in again in a few minutes.',
    answerWords(error, answer, host),
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

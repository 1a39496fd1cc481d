import type { Failure } from '../../shared/failure.ts';
import type { CallbackParameters } from './callback-url.ts';
import { explained } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { failure, hostOf } from './failures.ts';
import { providerText } from '../failures/provider-text.ts';
import type { Transaction } from './types.ts';

/** The answer breaks a rule; `why` says which. */
export function answerInvalid(why: string, transaction: Transaction): Failure {
  return failure(
    'callback-invalid',
    'The answer that came back from the browser was not accepted.',
    why,
    'Sign in again. If it stays so, somebody may be interfering: tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

export function answerOfAnother(named: string, transaction: Transaction): Failure {
  const { next, help } = explained({ at: 'authorization', happened: 'another-issuer' }, {}, 'Sign in again.');
  return failure(
    'issuer-mismatch',
    'The answer came from another provider.',
    // Both by name, which is more than the catalogue knows.
    `The sign-in went to ${transaction.issuer}, and the answer says it is from ${providerText(named) ?? 'nobody'}.`,
    next,
    { host: hostOf(transaction.issuer), ...help },
  );
}

export function answerWithoutIssuer(transaction: Transaction): Failure {
  const { why, next, help } = explained(
    { at: 'authorization', happened: 'issuer-missing' },
    {},
    'Sign in again.',
  );
  return failure(
    'issuer-missing',
    'The answer that came back from the browser was not accepted.',
    why,
    next,
    { host: hostOf(transaction.issuer), ...help },
  );
}

/** F21: for an answer that came late, and for a sign-in that nobody finished. */
export function signInTooOld(): Failure {
  const { why, next } = explained({ at: 'authorization', happened: 'took-too-long' }, {}, 'Sign in again.');
  return failure('callback-expired', 'This sign-in was too old.', why, next);
}

/** What the provider said, honoured only with a live state (F25). */
export function answerRefused(
  parameters: CallbackParameters,
  transaction: Transaction,
  context: ErrorContext,
): Failure {
  const error = providerText(parameters.error[0]);
  const description = providerText(parameters.errorDescription[0]);
  const host = hostOf(transaction.issuer);
  const { why, next, help } = explained(
    { at: 'authorization', error, description, scope: parameters.scope[0] ?? null, host },
    context,
    'Try again. If it stays so, show the details to whoever runs the provider.',
  );
  return failure('authorization-refused', whatHappened(error), why, next, {
    host,
    providerError: error,
    providerDescription: description,
    ...help,
  });
}

function whatHappened(error: string | null): string {
  switch (error) {
    case 'invalid_scope':
      return 'The provider does not know one of the scopes.';
    case 'invalid_target':
      return 'The provider gives no tokens for one of the resources.';
    case 'unauthorized_client':
    case 'invalid_client':
    case 'unsupported_response_type':
    case 'invalid_request':
      return 'The provider did not accept this app’s request.';
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
    case 'account_selection_required':
      return 'The provider needs you to do something first.';
    case 'server_error':
    case 'temporarily_unavailable':
      return 'The provider could not sign you in at the moment.';
    case null:
    default:
      return 'The provider did not sign you in.';
  }
}

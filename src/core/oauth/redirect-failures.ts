import type { Failure } from '../../shared/failure.ts';
import type { CallbackParameters } from './callback-url.ts';
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
  return failure(
    'issuer-mismatch',
    'The answer came from another provider.',
    `The sign-in went to ${transaction.issuer}, and the answer says it is from ${providerText(named) ?? 'nobody'}.`,
    'Sign in again. If it stays so, somebody may be interfering: tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

export function answerWithoutIssuer(transaction: Transaction): Failure {
  return failure(
    'issuer-missing',
    'The answer that came back from the browser was not accepted.',
    'This provider promises to say who it is in its answers, and this one does not.',
    'Sign in again. If it stays so, tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

/** F21: for an answer that came late, and for a sign-in that nobody finished. */
export function signInTooOld(): Failure {
  return failure(
    'callback-expired',
    'This sign-in was too old.',
    'A sign-in has to be finished within an hour.',
    'Sign in again.',
  );
}

/** What the provider said, honoured only with a live state (F25). */
export function answerRefused(parameters: CallbackParameters, transaction: Transaction): Failure {
  const error = providerText(parameters.error[0]);
  const description = providerText(parameters.errorDescription[0]);
  const host = hostOf(transaction.issuer);
  const words = errorWords(error);
  return failure('authorization-refused', words.what, words.why, words.next, {
    host,
    providerError: error,
    providerDescription: description,
  });
}

function errorWords(error: string | null): { what: string; why: string; next: string } {
  switch (error) {
    case 'access_denied':
      return {
        what: 'The provider did not sign you in.',
        why: 'You declined, or your account may not use this app.',
        next: 'Try again. If you did not decline, ask whoever runs the provider for access.',
      };
    case 'invalid_scope':
      return {
        what: 'The provider does not know one of the scopes.',
        why: 'This connection asks for something that the provider does not offer to it.',
        next: 'Check the scopes in Settings; the provider’s own words are in the details.',
      };
    case 'invalid_target':
      return {
        what: 'The provider gives no tokens for one of the resources.',
        why: 'It does not know a resource that stands under “API origins”, or takes one alone and not several.',
        next: 'Compare the resources in Settings with what the provider calls its APIs. Where they are right, give each API a connection of its own.',
      };
    case 'unauthorized_client':
    case 'invalid_client':
    case 'unsupported_response_type':
    case 'invalid_request':
      return {
        what: 'The provider did not accept this app’s request.',
        why: 'The app is registered there in another way than this connection expects.',
        next: 'Compare the client ID and the redirect addresses in Settings with what is registered at the provider.',
      };
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
    case 'account_selection_required':
      return {
        what: 'The provider needs you to do something first.',
        why: 'It wanted to ask you a question and did not.',
        next: 'Sign in again and answer what the browser asks.',
      };
    case 'server_error':
    case 'temporarily_unavailable':
      return {
        what: 'The provider could not sign you in at the moment.',
        why: 'It reports a problem of its own.',
        next: 'Try again in a few minutes.',
      };
    case null:
    default:
      return {
        what: 'The provider did not sign you in.',
        why: 'It refused; its own words are in the details.',
        next: 'Try again. If it stays so, show the details to whoever runs the provider.',
      };
  }
}

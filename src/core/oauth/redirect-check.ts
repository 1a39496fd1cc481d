import type { Failure } from '../../shared/failure.ts';
import { parseCallback } from './callback-url.ts';
import type { CallbackParameters } from './callback-url.ts';
import type { ErrorContext } from './explained.ts';
import {
  answerInvalid,
  answerOfAnother,
  answerRefused,
  answerWithoutIssuer,
  signInTooOld,
} from './redirect-failures.ts';
import type { CodeGrant, Transaction } from './types.ts';

export { parseCallback } from './callback-url.ts';

/** How long a person has from the browser's opening to the answer, in milliseconds (F21). */
export const transactionLifetimeMilliseconds = 60 * 60 * 1000;

export type RedirectOutcome =
  | { readonly kind: 'grant'; readonly grant: CodeGrant }
  /** The sign-in ends with this failure. */
  | { readonly kind: 'refused'; readonly transaction: Transaction; readonly failure: Failure }
  | { readonly kind: 'expired'; readonly transaction: Transaction; readonly failure: Failure }
  /** No sign-in here began it: nothing happens (R19). `why` is for the activity. */
  | { readonly kind: 'ignored'; readonly why: string };

/**
 * Judges an authorization response (RFC 6749 §4.1.2, RFC 9207 §2.4, RFC 9700 §2.1) against the sign-ins that run.
 * Only a text that knows the `state` of one can end it; everything else is ignored (R8, R19). Makes no network call.
 * `now` in milliseconds since the epoch; `contextOf` is for the words of a refusal.
 */
export function checkRedirect(
  url: string,
  transactions: readonly Transaction[],
  now: number,
  contextOf: (transaction: Transaction) => ErrorContext = () => ({}),
): RedirectOutcome {
  const callback = parseCallback(url);
  if (callback.kind === 'unknown') return { kind: 'ignored', why: callback.why };
  if (callback.kind === 'logout') return { kind: 'ignored', why: 'It is the answer to a sign-out.' };
  const { parameters } = callback;
  const state = single(parameters.state);
  if (state === null) return { kind: 'ignored', why: 'It does not say which sign-in it answers.' };
  const transaction = transactions.find((candidate) => candidate.state === state);
  if (transaction === undefined) return { kind: 'ignored', why: 'No sign-in that runs here began it.' };

  // Also when the clock was set back by more than that: then nobody knows how old it is (F34).
  if (Math.abs(now - transaction.startedAt) > transactionLifetimeMilliseconds) {
    return { kind: 'expired', transaction, failure: signInTooOld() };
  }
  const refused = (reason: Failure): RedirectOutcome => ({ kind: 'refused', transaction, failure: reason });
  if (callback.address !== transaction.redirectUri) {
    return refused(
      answerInvalid('It came back to another address than the one it was sent with.', transaction),
    );
  }
  if (callback.protocolFragment) {
    return refused(
      answerInvalid('It carried its answer in a part of the address where it does not belong.', transaction),
    );
  }
  const [forbidden] = parameters.forbidden;
  if (forbidden !== undefined) {
    return refused(answerInvalid(`It carried “${forbidden}”, which was not asked for.`, transaction));
  }
  const isError = parameters.error.length > 0;
  if (isError && parameters.code.length > 0) {
    return refused(answerInvalid('It says yes and no at once.', transaction));
  }
  const doubled = doubledParameter(parameters, isError);
  if (doubled !== null) return refused(answerInvalid(`It says “${doubled}” twice.`, transaction));

  const issuer = single(parameters.iss);
  if (issuer !== null && issuer !== transaction.issuer) return refused(answerOfAnother(issuer, transaction));
  if (isError) return refused(answerRefused(parameters, transaction, contextOf(transaction)));
  if (issuer === null && transaction.issParameterSupported) return refused(answerWithoutIssuer(transaction));
  const code = single(parameters.code);
  const candidate = { code: code ?? '', transaction };
  return passedEveryCheck(candidate)
    ? { kind: 'grant', grant: candidate }
    : refused(answerInvalid('It brought neither a yes nor a no.', transaction));
}

/** The one place where a `CodeGrant` comes from: the end of `checkRedirect`. */
function passedEveryCheck(candidate: {
  readonly code: string;
  readonly transaction: Transaction;
}): candidate is CodeGrant {
  return candidate.code !== '';
}

/** The value of a parameter; identical copies count as one here, and are judged apart. Null: none, empty, or several. */
function single(values: readonly string[]): string | null {
  const [first] = values;
  return first !== undefined && first !== '' && values.every((value) => value === first) ? first : null;
}

/** R29: doubled parameters are refused, except identical ones of an error answer. */
function doubledParameter(parameters: CallbackParameters, isError: boolean): string | null {
  const judged = {
    state: parameters.state,
    code: parameters.code,
    iss: parameters.iss,
    error: parameters.error,
  };
  for (const [name, values] of Object.entries(judged)) {
    const identical = values.every((value) => value === values[0]);
    if (values.length > 1 && !(isError && identical)) return name;
  }
  return null;
}

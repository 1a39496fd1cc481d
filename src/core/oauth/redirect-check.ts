import type { Failure } from '../../shared/failure.ts';
import { failure, hostOf } from './failures.ts';
import { providerText } from './provider-text.ts';
import type { CodeGrant, Transaction } from './types.ts';

/** How long a person has from the browser's opening to the answer, in milliseconds (F21). */
export const transactionLifetimeMilliseconds = 60 * 60 * 1000;

/** Longest callback that is looked at, in bytes; real ones have 1 to 2 kB. */
const longestCallback = 8192;

/** What a URL that the operating system or the loopback receiver handed over is. */
export type CallbackUrl =
  | {
      readonly kind: 'authorization';
      /** Everything before the query, to be compared with the redirect URI as it was sent. */
      readonly address: string;
      readonly parameters: CallbackParameters;
      /** True when the fragment holds what belongs into the query (R9). */
      readonly protocolFragment: boolean;
    }
  | { readonly kind: 'logout'; readonly scheme: string; readonly state: string | null }
  | { readonly kind: 'unknown'; readonly why: string };

/** Every value of each parameter, in order; none for a parameter that did not come. */
export interface CallbackParameters {
  readonly state: readonly string[];
  readonly code: readonly string[];
  readonly iss: readonly string[];
  readonly error: readonly string[];
  readonly errorDescription: readonly string[];
  /** Names of others that have no place in the answer to `response_type=code`. */
  readonly forbidden: readonly string[];
}

export type RedirectOutcome =
  | { readonly kind: 'grant'; readonly grant: CodeGrant }
  /** The sign-in ends with this failure. */
  | { readonly kind: 'refused'; readonly transaction: Transaction; readonly failure: Failure }
  | { readonly kind: 'expired'; readonly transaction: Transaction; readonly failure: Failure }
  /** No sign-in here began it: nothing happens (R19). `why` is for the activity. */
  | { readonly kind: 'ignored'; readonly why: string };

/** Pure; never throws, whatever it is given. At most 8,192 bytes are looked at (F26). */
export function parseCallback(url: string): CallbackUrl {
  // Characters first: counting bytes of a huge text would cost what the limit is there to save.
  if (url.length > longestCallback || Buffer.byteLength(url) > longestCallback) {
    return { kind: 'unknown', why: 'It is longer than 8 kB.' };
  }
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) return { kind: 'unknown', why: 'It is no address.' };
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(url)) return { kind: 'unknown', why: 'It holds control characters.' };
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
  const lowerScheme = scheme.toLowerCase();
  const parameters = new URLSearchParams(query);
  if (/^(\/|\/\/)logged-out\/?$/.test(path)) {
    const states = parameters.getAll('state');
    if (states.length > 1) return { kind: 'unknown', why: 'It names more than one sign-out.' };
    return { kind: 'logout', scheme: lowerScheme, state: states[0] ?? null };
  }
  if (!/\/callback\/[^/]/.test(path)) return { kind: 'unknown', why: 'It is no answer to a sign-in.' };
  return {
    kind: 'authorization',
    address: `${lowerScheme}:${path}`,
    protocolFragment: hasProtocolParameter(fragment),
    parameters: {
      state: parameters.getAll('state'),
      code: parameters.getAll('code'),
      iss: parameters.getAll('iss'),
      error: parameters.getAll('error'),
      errorDescription: parameters.getAll('error_description'),
      forbidden: ['response', 'access_token', 'id_token'].filter((name) => parameters.has(name)),
    },
  };
}

/**
 * Judges an authorization response (RFC 6749 §4.1.2, RFC 9207 §2.4, RFC 9700 §2.1) against the sign-ins that run.
 * Only a text that knows the `state` of one can end it; everything else is ignored (R8, R19). Makes no network call.
 * `now` in milliseconds since the epoch.
 */
export function checkRedirect(
  url: string,
  transactions: readonly Transaction[],
  now: number,
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
    return { kind: 'expired', transaction, failure: tooOld() };
  }
  const refused = (reason: Failure): RedirectOutcome => ({ kind: 'refused', transaction, failure: reason });
  if (callback.address !== transaction.redirectUri) {
    return refused(invalid('It came back to another address than the one it was sent with.', transaction));
  }
  if (callback.protocolFragment) {
    return refused(
      invalid('It carried its answer in a part of the address where it does not belong.', transaction),
    );
  }
  const [forbidden] = parameters.forbidden;
  if (forbidden !== undefined) {
    return refused(invalid(`It carried “${forbidden}”, which was not asked for.`, transaction));
  }
  const isError = parameters.error.length > 0;
  if (isError && parameters.code.length > 0) {
    return refused(invalid('It says yes and no at once.', transaction));
  }
  const doubled = doubledParameter(parameters, isError);
  if (doubled !== null) return refused(invalid(`It says “${doubled}” twice.`, transaction));

  const issuer = single(parameters.iss);
  if (issuer !== null && issuer !== transaction.issuer) return refused(otherIssuer(issuer, transaction));
  if (isError) return refused(providerError(parameters, transaction));
  if (issuer === null && transaction.issParameterSupported) return refused(noIssuer(transaction));
  const code = single(parameters.code);
  const candidate = { code: code ?? '', transaction };
  return passedEveryCheck(candidate)
    ? { kind: 'grant', grant: candidate }
    : refused(invalid('It brought neither a yes nor a no.', transaction));
}

/** The one place where a `CodeGrant` comes from: the end of `checkRedirect`. */
function passedEveryCheck(candidate: {
  readonly code: string;
  readonly transaction: Transaction;
}): candidate is CodeGrant {
  return candidate.code !== '';
}

function hasProtocolParameter(fragment: string): boolean {
  const parameters = new URLSearchParams(fragment.replace(/^[?/!]+/, ''));
  return ['code', 'state', 'iss', 'error', 'access_token', 'id_token', 'response'].some((name) =>
    parameters.has(name),
  );
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

function invalid(why: string, transaction: Transaction): Failure {
  return failure(
    'callback-invalid',
    'The answer that came back from the browser was not accepted.',
    why,
    'Start the sign-in again. If it stays so, somebody may be interfering: tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

function otherIssuer(named: string, transaction: Transaction): Failure {
  return failure(
    'issuer-mismatch',
    'The answer came from another provider.',
    `The sign-in went to ${transaction.issuer}, and the answer says it is from ${providerText(named) ?? 'nobody'}.`,
    'Start the sign-in again. If it stays so, somebody may be interfering: tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

function noIssuer(transaction: Transaction): Failure {
  return failure(
    'issuer-missing',
    'The answer that came back from the browser was not accepted.',
    'This provider promises to say who it is in its answers, and this one does not.',
    'Start the sign-in again. If it stays so, tell whoever runs the provider.',
    { host: hostOf(transaction.issuer) },
  );
}

function tooOld(): Failure {
  return failure(
    'callback-expired',
    'This sign-in was too old.',
    'It was begun more than an hour ago.',
    'Start the sign-in again.',
  );
}

function providerError(parameters: CallbackParameters, transaction: Transaction): Failure {
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
        next: 'Check the scopes of this connection; its details below name the provider’s words.',
      };
    case 'unauthorized_client':
    case 'invalid_client':
    case 'unsupported_response_type':
    case 'invalid_request':
      return {
        what: 'The provider did not accept this app’s request.',
        why: 'The app is registered there in another way than this connection expects.',
        next: 'Compare the client ID and the redirect address with what is registered at the provider.',
      };
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
    case 'account_selection_required':
      return {
        what: 'The provider needs you to do something first.',
        why: 'It wanted to ask you a question and did not.',
        next: 'Start the sign-in again and answer what the browser asks.',
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

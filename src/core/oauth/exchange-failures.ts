import type { Failure } from '../../shared/failure.ts';
import { assertNever } from '../../shared/result.ts';
import type { FetchErrorCode } from '../ports/fetch.ts';
import { failure } from './failures.ts';

/** The answer had more than the limit. */
export function tooLarge(host: string, maxBytes: number): Failure {
  return failure(
    'answer-too-large',
    `The answer of ${host} was too large and was cut off.`,
    `It has more than ${String(Math.round(maxBytes / 1000))} kB, far beyond what such an answer needs.`,
    'Check that the address is right. If it is, tell whoever runs the provider.',
    { host },
  );
}

/** The words for an answer that never came. */
export function unreachable(code: FetchErrorCode, host: string): Failure {
  switch (code) {
    case 'cancelled':
      return failure(
        code,
        'It was cancelled.',
        'It was stopped before an answer came.',
        'Start it again when you like.',
        { host },
      );
    case 'timed-out':
      return failure(
        code,
        `${host} did not answer in time.`,
        'The provider may be busy, or the internet connection is slow.',
        'Try again in a moment.',
        { host },
      );
    case 'name-not-resolved':
      return failure(
        code,
        `${host} was not found.`,
        'No computer of that name is known here. The name may be mistyped, or this computer is offline.',
        'Check the name and the internet connection. A company network may need its VPN.',
        { host },
      );
    case 'connection-failed':
      return failure(
        code,
        `${host} could not be reached.`,
        'The connection was refused or broke off.',
        'Check the internet connection and that the provider is running, then try again.',
        { host },
      );
    case 'certificate-invalid':
      return failure(
        code,
        `${host} could not prove who it is.`,
        'Its certificate is not trusted on this computer. It may have expired, or something on the way changes the connection.',
        'Do not go on from here. Ask whoever runs the provider or your network.',
        { host },
      );
    case 'proxy-sign-in-needed':
      return failure(
        code,
        `The way to ${host} is blocked by a proxy.`,
        'The proxy of your network wants a sign-in of its own.',
        'Sign in to the proxy or ask whoever runs your network, then try again.',
        { host },
      );
    case 'answer-unreadable':
      return failure(
        code,
        `The answer of ${host} could not be read.`,
        'It is damaged, or it is no web answer at all.',
        'Check that the address is right, then try again.',
        { host },
      );
    default:
      return assertNever(code);
  }
}

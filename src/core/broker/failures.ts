import { assertNever } from '../../shared/result.ts';
import type { Failure, FailureCode, FailureDetails } from '../../shared/failure.ts';
import type { FetchErrorCode } from '../ports/fetch.ts';

/** A failure in its three parts (what happened, why, what to do next). */
export function failure(
  code: FailureCode,
  what: string,
  why: string,
  next: string,
  details: FailureDetails = {},
): Failure {
  return { code, what, why, next, details };
}

/** Why a request got no answer, in words. `host` is host and port, never a whole URL. */
export function noAnswer(code: FetchErrorCode, host: string): Failure {
  switch (code) {
    case 'cancelled':
      return failure(code, 'The request was cancelled.', 'You stopped it.', 'Send it again when you like.', {
        host,
      });
    case 'timed-out':
      return failure(
        code,
        `${host} did not answer in time.`,
        'It took longer than Latchkey waits, or stopped in the middle of its answer.',
        'Check that the server is well, then send the request again.',
        { host },
      );
    case 'name-not-resolved':
      return failure(
        code,
        `${host} was not found.`,
        'No computer of that name is known here. The name may be mistyped, or this computer is offline.',
        'Check the URL and the internet connection. A company network may need its VPN.',
        { host, field: 'URL' },
      );
    case 'connection-failed':
      return failure(
        code,
        `${host} could not be reached.`,
        'The connection was refused or broke off.',
        'Check the port, the internet connection and that the server is running, then send again.',
        { host, field: 'URL' },
      );
    case 'certificate-invalid':
      return failure(
        code,
        `${host} could not prove who it is.`,
        'Its certificate is not trusted on this computer. It may have expired, or something on the way changes the connection.',
        'Nothing was sent. Ask whoever runs the server or your network.',
        { host },
      );
    case 'proxy-sign-in-needed':
      return failure(
        code,
        `The way to ${host} is blocked by a proxy.`,
        'The proxy of your network wants a sign-in of its own.',
        'Sign in to the proxy or ask whoever runs your network, then send again.',
        { host },
      );
    case 'answer-unreadable':
      return failure(
        code,
        `The answer of ${host} could not be read.`,
        'It is damaged, or it is no web answer at all.',
        'Check the port in the URL, or tell whoever runs the server.',
        { host },
      );
    default:
      return assertNever(code);
  }
}

/** F8: the body was cut at the limit. `bytes` is the size that the server announced, when it did. */
export function tooLarge(host: string, status: number, limit: number, bytes: number | null): Failure {
  const size = bytes === null ? `more than ${megabytes(limit)}` : megabytes(bytes);
  return failure(
    'answer-too-large',
    'The answer is too large to show.',
    `${host} answered with status ${String(status)} and ${size}; Latchkey reads up to ${megabytes(limit)} for now. It stopped reading there.`,
    'Ask for less, for example one page of a list or a range.',
    { host, httpStatus: status },
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

import type { Failure } from '../../shared/failure.ts';
import { byteSize } from '../../shared/byte-size.ts';
import { diskFailure } from '../failures/disk.ts';
import { failure } from '../failures/failure.ts';
import type { FetchErrorCode } from '../ports/fetch.ts';

/** F8: the server announced more than is taken, and nothing of it was read. Sizes in bytes. */
export function tooLarge(host: string, status: number, limit: number, bytes: number): Failure {
  return failure(
    'answer-too-large',
    'The answer is too large.',
    `${host} answered with status ${String(status)} and ${byteSize(bytes)}; Latchkey takes up to ${byteSize(limit)}. It read nothing of it.`,
    'Ask for less, for example one page of a list or a range.',
    { host, httpStatus: status },
  );
}

/** The time to the first byte, in milliseconds, is over. */
export function notBegun(host: string, waited: number): Failure {
  return failure(
    'timed-out',
    `${host} did not begin to answer.`,
    `Latchkey waited ${timeInWords(waited)}, as its settings say. The server may be busy, or the way to it slow or blocked.`,
    'Check that the server is well, then send the request again. Settings say how long to wait.',
    { host },
  );
}

/** F8: the body was cut at the limit, in bytes. */
export function cutAtLimit(host: string, limit: number): Failure {
  return failure(
    'answer-too-large',
    'The answer was cut off: it is too large.',
    `${host} sent more than ${byteSize(limit)}. Latchkey stopped there; what came until then is kept.`,
    'Ask for less, for example one page of a list or a range.',
    { host },
  );
}

/** The body stopped in the middle. Sizes in bytes. */
export function brokenOff(
  code: FetchErrorCode,
  facts: {
    readonly host: string;
    readonly size: number;
    readonly announced: number | null;
    readonly waited: number | null;
  },
): Failure {
  const { host, announced } = facts;
  const came =
    announced === null || announced < facts.size
      ? `${byteSize(facts.size)} came, and are kept.`
      : `${byteSize(facts.size)} of ${byteSize(announced)} came, and are kept.`;
  const reason =
    code === 'cancelled'
      ? 'You stopped it.'
      : code === 'timed-out'
        ? `${host} sent nothing more for ${facts.waited === null ? 'too long' : `${timeInWords(facts.waited)}, and Settings say not to wait longer`}.`
        : code === 'answer-unreadable'
          ? `What ${host} sent is damaged from there on.`
          : `The connection to ${host} was closed in the middle.`;
  return failure(
    code === 'cancelled' || code === 'timed-out' || code === 'answer-unreadable' ? code : 'connection-failed',
    'The answer is not complete.',
    `${reason} ${came}`,
    'Use what came, or send the request again for all of it.',
    { host },
  );
}

/**
 * The disk took no more. `bytes` came and can be read all the same; `path` is the file that holds them, null: memory does.
 * @throws `error` itself when it is not the operating system's: that is a bug.
 */
export function notKept(error: unknown, bytes: number, path: string | null): Failure {
  const { code, why } = diskFailure(error, '', path ?? '');
  return failure(
    code,
    'The answer is not complete: it could not be kept.',
    `${why} ${byteSize(bytes)} came until then, and are kept in ${path ?? 'memory'}.`,
    'Save what came to another disk, or free some space and send the request again.',
    { file: path },
  );
}

/** `30 seconds`, `1 minute`, `5 minutes`; milliseconds where it is less than a second. */
function timeInWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(milliseconds)} milliseconds`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return seconds === 1 ? '1 second' : `${String(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? '1 minute' : `${String(minutes)} minutes`;
}

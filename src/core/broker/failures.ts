import type { Failure } from '../../shared/failure.ts';
import { failure } from '../failures/failure.ts';

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

import type { Failure } from '../../shared/failure.ts';
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

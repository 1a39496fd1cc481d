import type { Failure } from '../../shared/failure.ts';
import { failure } from './failure.ts';

/** Something was asked of a connection that is not in the list, wherever that is noticed. */
export function connectionGone(): Failure {
  return failure(
    'not-found',
    'This connection does not exist any more.',
    'It was deleted.',
    'Choose another connection, or add it again.',
  );
}

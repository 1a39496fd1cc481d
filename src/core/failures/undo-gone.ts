import type { Failure } from '../../shared/failure.ts';
import { failure } from './failure.ts';

/** What was removed is not kept any more. */
export function undoGone(): Failure {
  return failure(
    'not-found',
    'This cannot be undone any more.',
    'Only the last things that were removed are kept, until Latchkey quits.',
    'Add it again.',
  );
}

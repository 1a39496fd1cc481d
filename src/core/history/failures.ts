import type { Failure } from '../../shared/failure.ts';
import type { LockedBy } from '../../shared/session.ts';
import { failure } from '../failures/failure.ts';

export const notWritten = 'The history could not be written.';
export const notRead = 'The history could not be read.';
export const notRemoved = 'The history could not be changed.';

export function entryGone(): Failure {
  return failure(
    'not-found',
    'This request is not in the history any more.',
    'It was removed, or became older than what is kept.',
    'Look for another one.',
  );
}

export function entryUnreadable(file: string): Failure {
  return failure(
    'record-unreadable',
    'This request cannot be read.',
    'Its file was changed or damaged.',
    'Look for another one. Clearing the history removes the file.',
    { file },
  );
}

export function partUnreadable(folder: string): Failure {
  return failure(
    'record-unreadable',
    'A part of the history cannot be read.',
    'A file of it was changed or damaged, or was sealed under a key that is no longer there.',
    'What can be read is listed. Clearing the history removes the rest.',
    { file: folder },
  );
}

export function historyLocked(by: LockedBy): Failure {
  const next = 'Unlock it to see the history. Until then requests are kept in memory.';
  return by === 'passphrase'
    ? failure('passphrase-needed', 'The history is locked.', 'Your passphrase protects it.', next)
    : failure('keyring-locked', 'The history is locked.', 'The keyring protects it.', next);
}

export function bodyLeftOut(why: 'too-large' | 'not-whole'): Failure {
  return failure(
    'not-found',
    'The body of this answer was not kept.',
    why === 'too-large'
      ? 'It is so large that it would have pushed everything else out of the history.'
      : 'The disk did not take all of it.',
    'Send the request again to see it.',
  );
}

export function bodyGone(file: string): Failure {
  return failure(
    'not-found',
    'The body of this answer is not there any more.',
    'Its file was removed.',
    'Send the request again to see it.',
    { file },
  );
}

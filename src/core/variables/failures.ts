import type { Failure } from '../../shared/failure.ts';
import type { LockedBy } from '../../shared/session.ts';
import { failure } from '../failures/failure.ts';

export const notSaved = 'The variable could not be saved.';

export function invalidName(why: string, next: string): Failure {
  return failure('input-invalid', 'This name cannot be used.', why, next, { field: 'Variable name' });
}

export function invalidValue(why: string, next: string): Failure {
  return failure('input-invalid', 'This value cannot be used.', why, next, { field: 'Variable value' });
}

export function secretWhileLocked(by: LockedBy): Failure {
  return by === 'keyring'
    ? failure(
        'keyring-locked',
        notSaved,
        'A secret one is sealed by the keyring of this computer, and that is locked.',
        'Unlock it, then save again. Nothing was changed.',
      )
    : failure(
        'passphrase-needed',
        notSaved,
        'A secret one is sealed with your passphrase, which was not entered yet.',
        'Enter it, then save again. Nothing was changed.',
      );
}

export function unreadable(file: string, restored: boolean): Failure {
  return failure(
    'settings-unreadable',
    'Your variables could not be read.',
    'Their file cannot be used: it holds no variables.',
    restored
      ? 'Those before the last change are used. Look whether anything is missing; the file is kept.'
      : 'Add them again. The file is kept, in case somebody can repair it.',
    { file },
  );
}

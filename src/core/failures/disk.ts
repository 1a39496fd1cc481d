import type { Failure } from '../../shared/failure.ts';
import { systemErrorCode } from './system-error.ts';

/**
 * What a rejected file operation means to a person: `disk-full` or `disk-failed`. `path` is the file it was about.
 * @throws the error itself when it is not the operating system's: that is a bug.
 */
export function diskFailure(error: unknown, what: string, path: string): Failure {
  const code = systemErrorCode(error);
  if (code === null) throw error;
  const details = { file: path };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const why = code === 'ENOSPC' ? 'The disk is full.' : 'Your disk quota is used up.';
    return { code: 'disk-full', what, why, next: 'Free some space, then try again.', details };
  }
  const [why, next] = reasons[code] ?? [
    `The disk reported an error (${code}).`,
    'Try again. If it stays, check the disk.',
  ];
  return { code: 'disk-failed', what, why, next, details };
}

/**
 * The same for a file that a person chose to be read: `disk-failed`.
 * @throws the error itself when it is not the operating system's: that is a bug.
 */
export function readFailure(error: unknown, what: string, path: string): Failure {
  const [why, next] = unreadable[systemErrorCode(error) ?? ''] ?? [];
  if (why === undefined || next === undefined) return diskFailure(error, what, path);
  return { code: 'disk-failed', what, why, next, details: { file: path } };
}

const another = 'Choose another file.';
const readable = 'Make sure that you may read it, then choose it again.';
const unreadable: Readonly<Record<string, readonly [why: string, next: string]>> = {
  ENOENT: ['It is not there any more.', 'Look where it went, then choose it again.'],
  EACCES: ['Latchkey has no permission to read it.', readable],
  EPERM: ['The system does not allow it.', readable],
  EISDIR: ['It is a folder.', another],
  EFTYPE: ['It is no file, but a pipe or a device.', another],
};

const writable = 'Make sure that you may write to this folder, then try again.';
const reasons: Readonly<Record<string, readonly [why: string, next: string]>> = {
  EROFS: ['The disk can only be read.', 'Make it writable, then try again.'],
  EFBIG: ['The file is larger than this account may make one.', 'Ask who looks after this computer.'],
  EACCES: ['Latchkey has no permission to use this folder.', writable],
  EPERM: ['The system does not allow it.', writable],
  EMFILE: ['Too many files are open.', 'Close other programs, then try again.'],
  ENFILE: ['Too many files are open.', 'Close other programs, then try again.'],
  EBUSY: ['Another program is using the file.', 'Close it, then try again.'],
  EISDIR: ['There is a folder where a file should be.', 'Move that folder away, then try again.'],
  ENOTDIR: ['There is a file where a folder should be.', 'Move that file away, then try again.'],
};

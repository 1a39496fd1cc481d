import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { diskFailure } from '../../../../src/core/failures/disk.ts';
import { systemErrorCode } from '../../../../src/core/failures/system-error.ts';

/** As Node names an error of the system that its table lacks. */
function unknown(errno: number): Error {
  const code = `Unknown system error ${String(errno)}`;
  return Object.assign(new Error(`${code}: ${code}, fsync`), { code, errno, syscall: 'fsync' });
}

describe('errors of the operating system', () => {
  it('F17-: a quota that is used up is told, though Node has no name for it', () => {
    const error = unknown(-constants.errno.EDQUOT);
    expect(systemErrorCode(error)).toBe('EDQUOT');
    expect(diskFailure(error, 'It could not be saved.', '/profile')).toMatchObject({
      code: 'disk-full',
      why: 'Your disk quota is used up.',
    });
  });

  it('F18-: an error that nobody has a name for is one of the disk all the same', () => {
    expect(systemErrorCode(unknown(-4242))).toBe('UNKNOWN');
    expect(diskFailure(unknown(-4242), 'It could not be saved.', '/profile').code).toBe('disk-failed');
  });

  it('F18-: what is no error of the system is a bug, and stays one', () => {
    const bug = Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(systemErrorCode(bug)).toBeNull();
    expect(() => diskFailure(bug, 'It could not be saved.', '/profile')).toThrow(bug);
  });
});

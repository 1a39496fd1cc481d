import { SpoolDamagedError } from '../../../core/broker/bodies/spool-file.ts';
import type { FinishedBody } from '../../../core/broker/broker.ts';
import type { Meter } from '../../../core/broker/meter.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import type { Failure } from '../../../shared/failure.ts';
import { openableName } from '../../../shared/openable.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { followedChunks } from './followed-chunks.ts';

export interface OpenBodyDeps {
  /** Whether the person wants another program to show a file of that name, of so many bytes. */
  confirmOpen(name: string, size: number): Promise<boolean>;
  /** Writes a private file, and returns its path. @throws Node's own error. */
  writeOpened(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string>;
  /** Hands a file to the program that the system has for it; resolves with why it could not, or with an empty text. */
  openPath(path: string): Promise<string>;
  readonly signal: AbortSignal;
  readonly meter: () => Meter;
}

/**
 * Shows a body in the program that the system has for it, once the person has said so. Null when they did not.
 * Fails with `not-permitted` for what is not opened from here, with the codes of a disk, or with `cancelled`.
 */
export async function openBody(
  body: FinishedBody,
  deps: OpenBodyDeps,
): Promise<Result<{ path: string } | null>> {
  const name = openableName(body.suggestedName, body.mediaType);
  if (name === null) return fail(notOpenable(body.suggestedName));
  if (!(await deps.confirmOpen(name, body.size))) return succeed(null);
  const meter = deps.meter();
  meter.stage('saving', body.size);
  let path: string;
  try {
    path = await deps.writeOpened(name, followedChunks(body.chunks(), meter, deps.signal));
  } catch (error) {
    return fail(deps.signal.aborted ? notWanted : notWritten(error, name));
  } finally {
    meter.end();
  }
  const problem = await deps.openPath(path);
  return problem === '' ? succeed({ path }) : fail(noProgram(name));
}

const what = 'The response could not be opened.';

const notWanted: Failure = {
  code: 'cancelled',
  what: 'It was cancelled.',
  why: 'It was stopped before the whole response was written, and nothing of it was left.',
  next: 'Open it again when you like.',
};

function notOpenable(name: string): Failure {
  return {
    code: 'not-permitted',
    what: 'This is not opened from here.',
    why: `Latchkey opens what is only looked at or listened to, and “${name}” may be more than that.`,
    next: 'Save it, look at what it is, and open it yourself.',
  };
}

function noProgram(name: string): Failure {
  return {
    code: 'not-found',
    what,
    why: `This computer has no program that shows “${name}”, or it did not start.`,
    next: 'Save it, and open it with a program of your choice.',
  };
}

/** @throws what is no failure of the disk: that is a bug. */
function notWritten(error: unknown, name: string): Failure {
  if (!(error instanceof SpoolDamagedError)) return diskFailure(error, what, name);
  const why = 'The file in which Latchkey kept it was changed or damaged.';
  return { code: 'disk-failed', what, why, next: 'Send the request again.' };
}

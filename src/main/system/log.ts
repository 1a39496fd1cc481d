import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the log may grow to this many bytes before the next one begins. */
const maximumFileBytes = 1_000_000;

/** How many files are kept beside the current one. */
const keptFiles = 3;

/** No line is longer than this many characters: a stack fits, a body does not. */
const maximumLineLength = 4000;

export type LogLevel = 'info' | 'warning' | 'error';

/** The app's own record of what went wrong, for support. Redacted at this sink, whatever a caller passes. */
export interface Log {
  readonly folder: string;
  write(level: LogLevel, message: string, cause?: unknown): void;
}

/**
 * A log in `<folder>/main.log`, rotated by size. Writing is synchronous, so that the last words before a crash are kept;
 * it is for rare events. A disk that takes no more loses the line and nothing else.
 */
export function createLog(options: {
  readonly folder: string;
  readonly now: () => number;
  readonly redact: (text: string) => string;
}): Log {
  const { folder, now, redact } = options;
  const path = join(folder, 'main.log');
  return {
    folder,
    write(level, message, cause) {
      const text = cause === undefined ? message : `${message} ${describe(cause)}`;
      // One line an entry: a text with line breaks must not look like entries of its own.
      const line = redact(text)
        .replaceAll(/[\r\n]+/g, ' | ')
        .replaceAll(/\p{Cc}/gu, ' ');
      const entry = `${new Date(now()).toISOString()} ${level} ${line.slice(0, maximumLineLength)}\n`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        rotate(path);
        appendFileSync(path, entry, { mode: 0o600 });
      } catch {
        // There is nowhere left to say it.
      }
    },
  };
}

/** What an error says of itself, with its causes; anything else by its type, never by its content. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return typeof cause === 'string' ? cause : `(${typeof cause})`;
  }
  const own = cause.stack ?? `${cause.name}: ${cause.message}`;
  return cause.cause instanceof Error ? `${own} caused by ${describe(cause.cause)}` : own;
}

function rotate(path: string): void {
  if (!existsSync(path) || statSync(path).size < maximumFileBytes) {
    return;
  }
  const name = (number: number): string =>
    number === 0 ? path : path.replace(/\.log$/, `.${String(number)}.log`);
  for (let number = keptFiles - 1; number >= 0; number -= 1) {
    if (existsSync(name(number))) {
      renameSync(name(number), name(number + 1));
    }
  }
}

import { redactShort } from './redact.ts';

const deepest = 5;
const longest = 2000;

/**
 * An error in one line, for logs and activity: name, code, message, and the same of its causes, redacted.
 * Causes go no further than here.
 */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  let current = error;
  for (let depth = 0; depth < deepest && current !== undefined && current !== null; depth += 1) {
    parts.push(describeOne(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return redactShort(parts.join(', because '), longest);
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : 'an error that is none';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.name}${code}: ${error.message}`;
}

import type { HeaderList } from '../../shared/request.ts';

/**
 * Bytes of a body as they are read, where an answer says them before: it is in no coding (RFC 9112 §6.3, RFC 9110 §8.6).
 * Null where it does not, or says two things.
 * @param headers names in lower case
 */
export function announcedLength(headers: HeaderList): number | null {
  const valuesOf = (wanted: string): readonly string[] =>
    headers.filter(([name]) => name === wanted).map(([, value]) => value);
  if (valuesOf('content-encoding').length > 0 || valuesOf('transfer-encoding').length > 0) return null;
  const [length = '', ...others] = valuesOf('content-length');
  return others.length === 0 && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

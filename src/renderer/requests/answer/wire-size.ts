import type { ResponseView } from '../../../shared/request.ts';

export interface WireSize {
  /** Bytes of the body as it was sent; null where nobody said. */
  readonly bytes: number | null;
  /** How it was packed: `gzip`, `br, gzip`; null where it came as it is. */
  readonly coding: string | null;
}

/** What a body was on its way, as far as the answer tells: its length is counted after it was packed (RFC 9110 §8.6). */
export function wireSize({ headers, bytes, incomplete }: ResponseView): WireSize {
  const valueOf = (wanted: string): string =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .map(([, value]) => value.trim().toLowerCase())
      .join(', ');
  const coding = valueOf('content-encoding');
  if (coding === '' || coding === 'identity' || bytes === 0) return { bytes, coding: null };
  const length = valueOf('content-length');
  const known = incomplete === undefined && /^\d{1,15}$/.test(length);
  return { bytes: known ? Number(length) : null, coding };
}

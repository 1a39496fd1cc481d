import { randomBytes } from 'node:crypto';

/* The names in a folder of the history: docs/history.md. What belongs together begins alike. */

const segmentName = /^(\d{13})-[0-9a-f]{8}$/;

/** The name of a segment that is begun now, without its ending. Names sort by when they were begun. */
export function newSegmentName(now: number): string {
  return `${String(Math.max(0, Math.floor(now))).padStart(13, '0')}-${randomBytes(4).toString('hex')}`;
}

/** When a segment was begun, in milliseconds since the epoch. */
export function begunAt(segment: string): number {
  return Number(segmentName.exec(segment)?.[1] ?? 0);
}

export function segmentFile(segment: string): string {
  return `${segment}.segment`;
}

export function indexFile(segment: string): string {
  return `${segment}.index`;
}

export function bodyFile(segment: string, id: number): string {
  return `${segment}.${String(id)}.spool`;
}

export interface HistoryFile {
  /** The segment that it belongs to. */
  readonly segment: string;
  readonly kind: 'segment' | 'index' | 'body';
  /** Of the entry whose body it is; 0 for the others. */
  readonly id: number;
}

/** What a file is; null for one that is not ours. */
export function historyFile(name: string): HistoryFile | null {
  const [segment = '', second = '', third, ...more] = name.split('.');
  if (!segmentName.test(segment) || more.length > 0) return null;
  if (third === undefined) {
    return second === 'segment' || second === 'index' ? { segment, kind: second, id: 0 } : null;
  }
  return third === 'spool' && /^\d{1,15}$/.test(second)
    ? { segment, kind: 'body', id: Number(second) }
    : null;
}

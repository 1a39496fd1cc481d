import type { ComparedLines } from './compare-lines.ts';

/** What a comparison found. `chosen`: which of the differences is looked at, from 0; null: none. */
export function comparisonWords({ rows, different, matched }: ComparedLines, chosen: number | null): string {
  if (different.length === 0) return 'The bodies are the same.';
  const lines = `${String(different.length)} of ${String(rows.length)} lines differ`;
  const place = chosen === null ? '' : `, this is number ${String(chosen + 1)}`;
  return matched
    ? `${lines}${place}.`
    : `${lines}${place}. They are too different to be matched line by line; what is between the first and the last difference is set side by side as it is.`;
}

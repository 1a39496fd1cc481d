const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `999 B`, `1.8 kB`, `12 MB`: a thousand to the step. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit: (typeof units)[number] = units[0];
  for (const next of units) {
    value /= 1000;
    unit = next;
    if (value < 999.5) break;
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

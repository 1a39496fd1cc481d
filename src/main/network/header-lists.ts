import type { HeaderList } from '../../shared/request.ts';

/** `net.request` holds one value a name: several are one comma-separated line (RFC 9110 §5.3). */
export function combined(headers: HeaderList): Map<string, string> {
  const lines = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = lines.get(key);
    lines.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return lines;
}

/** Electron's raw headers, names and values in turn; names in lower case. */
export function headerList(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index): HeaderList =>
    index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : [],
  );
}

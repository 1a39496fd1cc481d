/** A Markdown table; cells hold Markdown of their own. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [
    line(first),
    line(widths.map((width) => '-'.repeat(width))),
    ...others.map((row) => line(row)),
  ].join('\n');
}

/** Names of the code, one after the other. */
export function names(all: readonly string[]): string {
  return all.map((name) => `\`${name}\``).join(', ');
}

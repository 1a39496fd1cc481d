import type { ExportedConnections, ImportedConnections } from '../../shared/connections-file.ts';

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 connection ${one}` : `${count.toLocaleString('en-US')} connections ${many}`;
}

/** What an import did. */
export function importedWords({ added, replaced }: ImportedConnections): string {
  const parts = [
    ...(added === 0 ? [] : [counted(added, 'was added, signed out', 'were added, signed out')]),
    ...(replaced === 0 ? [] : [counted(replaced, 'was replaced', 'were replaced')]),
  ];
  return `${parts.join(', ')}.`;
}

/** What an undo left, or null where it took all back. */
export function keptWords(kept: number): string | null {
  if (kept === 0) return null;
  return `${counted(kept, 'stays', 'stay')}: used or changed since, or the keyring is locked. Delete by hand what you do not want.`;
}

/** What is in a file, without where it is. */
export function exportedWords({
  connections,
  notes,
}: Pick<ExportedConnections, 'connections' | 'notes'>): string {
  return [`${counted(connections, 'is in it', 'are in it')}, and no secret.`, ...notes].join(' ');
}

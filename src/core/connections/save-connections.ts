import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { parseConnectionsFile, writeConnectionsFile } from './connections-file.ts';
import { newerFile, readConnectionsFile } from './load-connections.ts';

/** How often a list is written again because another process wrote at the same moment. */
const mostTries = 5;

export interface ListChange {
  readonly next: readonly Connection[];
  /** As it was here before this change. */
  readonly before: readonly Connection[];
  /** Every connection that was ever in the list here: what is missing in `next` was removed here. */
  readonly known: ReadonlySet<ConnectionId>;
}

export type Saved =
  /** `others`: whether the file holds connections of another process, too. */
  | { readonly kind: 'saved'; readonly others: boolean }
  | { readonly kind: 'newer'; readonly refusal: Failure };

/**
 * Saves a list of connections, and with it what another process put into the file meanwhile (F28): the file is read before
 * it is replaced, and what was replaced is looked at afterwards. There is no lock (decision 0015), so a write in the very
 * moment of the replacement can still be overwritten; whoever added a connection has it in memory, and saves it with its
 * next change.
 * File errors reject as they come.
 */
export async function saveConnections(files: Files, path: string, change: ListChange): Promise<Saved> {
  let missed: Missed = { connections: [], instead: [] };
  for (let tries = 1; ; tries += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a try comes after the one before
    const { content: found, parsed } = await readConnectionsFile(files, path);
    if (parsed?.kind === 'newer') return { kind: 'newer', refusal: newerFile(parsed.version, path) };
    const theirs = parsed?.kind === 'ours' ? parsed.connections : [];
    const all = withTheirs(change, notMissed(theirs, missed));
    const written = writeConnectionsFile(all);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await files.replace(path, written, { keepPrevious: true });
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    const overwritten = await overwrittenUnseen(files, path, { found, written });
    if (overwritten === null || tries === mostTries) {
      return { kind: 'saved', others: all.length > change.next.length };
    }
    missed = { connections: overwritten, instead: all };
  }
}

/** What was overwritten unseen, and the list that was written instead. */
interface Missed {
  readonly connections: readonly Connection[];
  readonly instead: readonly Connection[];
}

/** What is in the file, and in the place of what was written here over somebody's work, that work. */
function notMissed(inFile: readonly Connection[], { connections, instead }: Missed): readonly Connection[] {
  const written = new Set(instead.map((connection) => JSON.stringify(connection)));
  const newer = inFile.filter((connection) => !written.has(JSON.stringify(connection)));
  return [...inFile, ...connections, ...newer];
}

/**
 * What another process added stays, and what it changed, unless it is the very connection that is changed here. The order is
 * that of here. What it removed comes back: one connection too many is removed again, one too few is lost.
 */
function withTheirs(
  { next, before, known }: ListChange,
  theirs: readonly Connection[],
): readonly Connection[] {
  const inFile = new Map(theirs.map((connection) => [connection.id, connection]));
  const here = new Set([...known, ...next.map(({ id }) => id)]);
  return [
    ...next.map((connection) =>
      before.includes(connection) ? (inFile.get(connection.id) ?? connection) : connection,
    ),
    ...[...inFile.values()].filter(({ id }) => !here.has(id)),
  ];
}

/** What somebody wrote between the reading and the replacing, or right after it; null where nobody did. */
async function overwrittenUnseen(
  files: Files,
  path: string,
  { found, written }: { readonly found: Uint8Array | null; readonly written: Uint8Array },
): Promise<readonly Connection[] | null> {
  // It is saved; that nobody can look now changes nothing.
  const replaced = await files.read(path + previousSuffix).catch(() => found);
  const current = await files.read(path).catch(() => written);
  const unseen = found !== null && replaced !== null && !isSame(replaced, found) ? listOf(replaced) : [];
  const stays = current !== null && isSame(current, written);
  return stays && unseen.length === 0 ? null : unseen;
}

function listOf(content: Uint8Array): readonly Connection[] {
  const parsed = parseConnectionsFile(content);
  return parsed.kind === 'ours' ? parsed.connections : [];
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

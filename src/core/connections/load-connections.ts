import type { Failure } from '../../shared/failure.ts';
import type { Clock } from '../ports/clock.ts';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { asideName } from '../vault/set-aside.ts';
import { foundInstead } from '../failures/system-error.ts';
import { isSetAside, parseConnectionsFile, unmarked, writeConnectionsFile } from './connections-file.ts';
import type { KeptConnection, ParsedConnectionsFile } from './connections-file.ts';

export interface LoadedConnections {
  readonly connections: readonly KeptConnection[];
  /** What to tell the person, once. */
  readonly notice: Failure | null;
  /** Why nothing may be saved. */
  readonly refusal: Failure | null;
}

/**
 * Reads the connections file, or the one before when it cannot be used; that one is kept under another name. Of the one
 * before, nothing is deleted.
 * File errors reject as they come: a disk that fails now is no reason to begin with an empty list.
 */
export async function loadConnections(files: Files, path: string, clock: Clock): Promise<LoadedConnections> {
  const { content: current, parsed } = await readConnectionsFile(files, path);
  if (parsed?.kind === 'newer')
    return { connections: [], notice: null, refusal: newerFile(parsed.version, path) };
  if (parsed?.kind === 'ours') {
    if (parsed.invalid === 0) return { connections: parsed.connections, notice: null, refusal: null };
    // The next save would drop what could not be read: a copy stays.
    const kept = asideName(path, clock);
    await files.replace(kept, current ?? new Uint8Array(), { keepPrevious: false });
    return { connections: parsed.connections, notice: partly(parsed.invalid, kept), refusal: null };
  }
  const kept = asideName(path, clock);
  if (parsed !== null) await files.move(path, kept);
  const { content: previous, parsed: before } = await readConnectionsFile(files, path + previousSuffix);
  if (before?.kind === 'newer') {
    return { connections: [], notice: null, refusal: newerFile(before.version, path + previousSuffix) };
  }
  // What is marked in it may have been brought back since: a list that is not the last one deletes nothing.
  const connections = before?.kind === 'ours' ? before.connections.map(unmarked) : [];
  if (previous !== null && before?.kind === 'ours') {
    const content = before.connections.some(isSetAside) ? writeConnectionsFile(connections) : previous;
    // In its place again, so that the next start has nothing to tell. A disk that refuses will be told of by the next save.
    await files.replace(path, content, { keepPrevious: false }).catch(() => undefined);
  }
  if (parsed !== null)
    return { connections, notice: damaged(parsed.why, connections.length, kept), refusal: null };
  // No file and no file before: the first start.
  if (before === null) return { connections, notice: null, refusal: null };
  return { connections, notice: damaged('the file is gone', connections.length, path), refusal: null };
}

export interface FoundFile {
  readonly content: Uint8Array | null;
  /** Null when there is no file. */
  readonly parsed: ParsedConnectionsFile | null;
}

/** Reads one file of connections. File errors reject as they come; what is no file reads as a damaged one. */
export async function readConnectionsFile(files: Files, path: string): Promise<FoundFile> {
  try {
    const content = await files.read(path);
    return { content, parsed: content === null ? null : parseConnectionsFile(content) };
  } catch (error) {
    const why = foundInstead(error);
    if (why === null) throw error;
    return { content: null, parsed: { kind: 'damaged', why } };
  }
}

function damaged(why: string, restored: number, file: string): Failure {
  return {
    code: 'settings-unreadable',
    what: 'Your list of connections could not be read.',
    why: `Its file cannot be used: ${why}.`,
    next:
      restored > 0
        ? 'The list before the last change is used. Look whether anything is missing; the file is kept.'
        : 'Add your connections again. The file is kept, in case somebody can repair it.',
    details: { file },
  };
}

function partly(count: number, file: string): Failure {
  return {
    code: 'settings-unreadable',
    what:
      count === 1 ? 'One connection could not be read.' : `${String(count)} connections could not be read.`,
    why: 'Their part of the file is not as Latchkey writes it.',
    next: 'Add what is missing again. A copy of the file is kept.',
    details: { file },
  };
}

/** The words for a file that this version may not write. */
export function newerFile(version: number, file: string): Failure {
  return {
    code: 'settings-unreadable',
    what: 'Your connections were left alone.',
    why: `A newer Latchkey wrote them (format ${String(version)}; this one knows format 1).`,
    next: 'Update Latchkey. Until then no connection can be added or changed.',
    details: { file },
  };
}

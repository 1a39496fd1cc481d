import type { Failure } from '../../shared/failure.ts';
import { previousSuffix } from '../ports/files.ts';
import type { Copy } from './choose-copy.ts';
import { markFailure } from './failures.ts';
import { demandOf, emptyMark, markFile, markName, markRemoved, markSaved, readMark } from './mark.ts';
import type { Mark } from './mark.ts';
import { parseRecordFile, recordFile } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import type { SealedName } from './seal.ts';

export interface LoadMarkDeps {
  /** What the folder holds now. */
  list(): Promise<readonly string[]>;
  copy(file: string, name: SealedName): Promise<Copy>;
  /** Renames the file; returns its new path. */
  setAside(file: string): Promise<string>;
  note(failure: Failure): void;
}

export type LoadedMark =
  | { readonly kind: 'newer'; readonly version: number }
  | {
      readonly kind: 'mark';
      readonly mark: Mark;
      /** Whether it differs from the file. */
      readonly changed: boolean;
    };

/**
 * Reads the mark, its previous generation when it is damaged, and makes it again from the records when both are.
 * Records that were saved after the mark (a crash came between the two) join it. `before` is what the folder held.
 */
export async function loadMark(before: readonly string[], deps: LoadMarkDeps): Promise<LoadedMark> {
  const found = await findMark(deps);
  if ('version' in found) return { kind: 'newer', version: found.version };
  const { mark } = found;
  let changed = found.kind === 'damaged';
  // After the mark was read: what another process saved into it meanwhile was not erased.
  const names = await deps.list();
  const there = new Set(names);
  for (const file of mark.records.keys()) {
    // Erased, and a crash or a full disk kept the mark from hearing of it.
    if (!there.has(file) && !there.has(file + previousSuffix)) changed = markRemoved(mark, file);
  }
  let firstSaves = true;
  for (const [file, name] of unlistedRecords(names, mark)) {
    const generations = await usableGenerations(file, name, demandOf(mark, file).usable, deps);
    const [generation, previous] = generations;
    firstSaves &&= generation === 1;
    if (generation === undefined) continue;
    markSaved(mark, file, { generation, previous: previous ?? null });
    changed = true;
  }
  // Without a mark, one record is the very first save, and a crash right after it. More of the first generation are the
  // first saves of processes that did not know of each other: a mark gives each generation out once.
  const marked = found.kind !== 'gone' || firstSaves || unlistedRecords(before, emptyMark()).size <= 1;
  if (!marked) deps.note(markFailure('the file is gone', markFile));
  return { kind: 'mark', mark, changed };
}

type FoundMark =
  { readonly version: number } | { readonly kind: 'good' | 'damaged' | 'gone'; readonly mark: Mark };

async function findMark(deps: LoadMarkDeps): Promise<FoundMark> {
  let damage: { readonly why: string; readonly path: string } | null = null;
  let unread: unknown = null;
  for (const file of [markFile, markFile + previousSuffix]) {
    const copy = await deps.copy(file, markName).catch((error: unknown) => {
      unread ??= error;
      return null;
    });
    if (copy === null || copy.kind === 'missing') continue;
    if (copy.kind === 'newer') return { version: copy.version };
    const mark = copy.kind === 'good' ? readMark(copy.text) : null;
    if (mark !== null) {
      if (damage !== null) deps.note(markFailure(damage.why, damage.path));
      return { kind: damage === null ? 'good' : 'damaged', mark };
    }
    const why = copy.kind === 'damaged' ? copy.why : 'it holds no list';
    const path = await deps.setAside(file).catch(() => file);
    damage ??= { why, path };
  }
  // Records are newer than the mark before this one, never older; without any, nobody can tell.
  if (unread !== null) throw unread;
  if (damage === null) return { kind: 'gone', mark: emptyMark() };
  deps.note(markFailure(damage.why, damage.path));
  return { kind: 'damaged', mark: emptyMark() };
}

function unlistedRecords(names: readonly string[], mark: Mark): ReadonlyMap<string, RecordName> {
  const records = new Map<string, RecordName>();
  for (const file of names) {
    if (mark.records.has(file) || file.includes('.set-aside-')) continue;
    const name = parseRecordFile(file);
    if (name !== null && !mark.records.has(recordFile(name))) records.set(recordFile(name), name);
  }
  return records;
}

/** Newest first, those from `least` on. */
async function usableGenerations(
  file: string,
  name: RecordName,
  least: number,
  deps: LoadMarkDeps,
): Promise<readonly number[]> {
  try {
    const copies = [await deps.copy(file, name), await deps.copy(file + previousSuffix, name)];
    return copies
      .flatMap((copy) => (copy.kind === 'good' && copy.generation >= least ? [copy.generation] : []))
      .toSorted((one, other) => other - one);
  } catch {
    // The disk refused to tell. It keeps its place, and is judged when it is read.
    return [least];
  }
}

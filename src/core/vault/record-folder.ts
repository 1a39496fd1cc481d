import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { isLeftover, previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { chooseCopy, isNewest, isUsable } from './choose-copy.ts';
import type { BadCopy, Copy } from './choose-copy.ts';
import { formatVersions } from './envelope.ts';
import { newerFailure, recoveredFailure, unreadableFailure } from './failures.ts';
import { loadMark } from './load-mark.ts';
import {
  demandOf,
  emptyMark,
  markFile,
  markName,
  markRemoved,
  markSaved,
  readMark,
  writeMark,
} from './mark.ts';
import type { Mark, MarkEntry } from './mark.ts';
import { parseRecordFile, recordFile, recordNames } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import { seal, unseal } from './seal.ts';
import type { SealedName } from './seal.ts';
import { asideName } from './set-aside.ts';
import { foundInstead, systemErrorCode } from '../failures/system-error.ts';

export interface RecordFolderDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly folder: string;
  readonly key: KeyObject;
  /** Told of damage that was survived. */
  readonly note: (failure: Failure) => void;
}

const recordFormat = formatVersions['LKEY-REC'];

/** The text of a record; null when there is none. */
export type RecordText = Result<string | null>;

/**
 * The records that one data key seals, in one folder. Callers order the calls: `look` may run beside `look`,
 * everything else alone. File errors reject as they come.
 */
export class RecordFolder {
  readonly folder: string;
  readonly #deps: RecordFolderDeps;
  #mark: Mark = emptyMark();
  #markSaved = true;
  /** Records of which only a kept copy is left: its path. */
  readonly #setAside = new Map<string, string>();
  readonly #noted = new Set<string>();

  constructor(deps: RecordFolderDeps) {
    this.#deps = deps;
    this.folder = deps.folder;
  }

  /** Reads the mark and removes what a crash left. Fails with `vault-format-newer`. */
  async load(): Promise<Result<null>> {
    const { files, folder } = this.#deps;
    const names = await files.list(folder);
    // In this order the newest copy of the newest generation comes last, and stays.
    for (const name of names.filter((each) => each.includes('.set-aside-')).toSorted()) {
      const record = parseRecordFile(name);
      if (record !== null) this.#setAside.set(recordFile(record), this.#path(name));
    }
    await this.#quietly(() => files.remove(names.filter(isLeftover).map((name) => this.#path(name))));
    const loaded = await loadMark(names, {
      list: () => files.list(folder),
      copy: (file, name) => this.#copy(file, name),
      setAside: (file) => this.#moveAside(file),
      note: this.#deps.note,
    });
    if (loaded.kind === 'newer')
      return fail(newerFailure(loaded.version, recordFormat, this.#path(markFile)));
    this.#mark = loaded.mark;
    this.#markSaved = !loaded.changed;
    await this.settle();
    return succeed(null);
  }

  /** Reads without changing anything. Undefined when something must be set aside first: call `repair`. */
  look(name: RecordName): Promise<RecordText | undefined> {
    return this.#read(name, false);
  }

  /** Reads, setting aside what cannot be used. Fails with `record-unreadable` or `vault-format-newer`. */
  async repair(name: RecordName): Promise<RecordText> {
    const text = await this.#read(name, true);
    return text ?? succeed(null);
  }

  /** Seals a record. Fails with `vault-format-newer`, the file untouched. */
  async write(name: RecordName, text: string): Promise<Result<null>> {
    const { files, key } = this.#deps;
    const file = recordFile(name);
    const listed = this.#mark.records.get(file);
    const kept = await this.#kept(file, name);
    if (!kept.ok) return kept;
    const keeps = kept.value;
    const generation = Math.max(await this.#highest(listed), keeps ?? 0) + 1;
    await files.replace(this.#path(file), seal(key, name, generation, text), { keepPrevious: true });
    markSaved(this.#mark, file, { generation, previous: keeps ?? listed?.previous ?? null });
    this.#markSaved = false;
    // The record is safe without the mark, which a full disk may refuse; the next save brings it.
    await this.settle();
    return succeed(null);
  }

  /** Erases every generation and kept copy of a record. */
  async erase(name: RecordName): Promise<void> {
    const file = recordFile(name);
    await eraseRecord(this.#deps.files, this.folder, name);
    this.#setAside.delete(file);
    if (!markRemoved(this.#mark, file)) return;
    this.#markSaved = false;
    await this.settle();
  }

  async names(): Promise<readonly RecordName[]> {
    return recordNames(await this.#deps.files.list(this.folder));
  }

  /** Saves the mark where that is due. False when the disk refused. */
  async settle(): Promise<boolean> {
    if (this.#markSaved) return true;
    const { files, key } = this.#deps;
    const text = writeMark(this.#mark);
    const sealed = seal(key, markName, Math.max(this.#mark.counter, 1), text);
    this.#markSaved = await this.#quietly(() =>
      files.replace(this.#path(markFile), sealed, { keepPrevious: true }),
    );
    return this.#markSaved;
  }

  async #read(name: RecordName, mayRepair: boolean): Promise<RecordText | undefined> {
    const file = recordFile(name);
    const current = await this.#copy(file, name);
    const demand = demandOf(this.#mark, file);
    const previous: Copy = isNewest(current, demand)
      ? { kind: 'missing' }
      : await this.#copy(file + previousSuffix, name);
    const choice = chooseCopy(current, previous, demand);
    if (choice.kind === 'newer') return fail(newerFailure(choice.version, recordFormat, this.#path(file)));
    if (choice.bad.length > 0 && !mayRepair) return undefined;
    const kept = await this.#setAsideAll(file, choice.bad);
    if (choice.kind === 'value') {
      if (choice.fallback !== null) this.#noteOnce(file, choice.fallback, kept);
      return succeed(choice.text);
    }
    const why = choice.bad[0]?.why ?? 'it was set aside at an earlier start';
    const path = kept ?? this.#setAside.get(file);
    return path === undefined ? succeed(null) : fail(unreadableFailure(why, path));
  }

  async #copy(file: string, name: SealedName): Promise<Copy> {
    try {
      const content = await this.#deps.files.read(this.#path(file));
      return content === null ? { kind: 'missing' } : unseal(this.#deps.key, name, content);
    } catch (error) {
      const why = foundInstead(error);
      if (why === null) throw error;
      return { kind: 'damaged', why };
    }
  }

  /** Another process may have given out, and removed, more than this one knows; only a new record meets that. */
  async #highest(listed: MarkEntry | undefined): Promise<number> {
    if (listed !== undefined) return this.#mark.counter;
    const copy = await this.#copy(markFile, markName).catch(() => null);
    const mark = copy?.kind === 'good' ? readMark(copy.text) : null;
    return Math.max(this.#mark.counter, mark?.counter ?? 0);
  }

  /** The generation that a save leaves as the previous one; null when what is there cannot be that. */
  async #kept(file: string, name: RecordName): Promise<Result<number | null>> {
    const listed = this.#mark.records.get(file);
    let current: Copy;
    try {
      current = await this.#copy(file, name);
    } catch (error) {
      // The disk does not give it back, and takes what is newer: that must not wait.
      if (systemErrorCode(error) === null || listed === undefined) throw error;
      return succeed(listed.generation);
    }
    if (current.kind === 'newer') return fail(newerFailure(current.version, recordFormat, this.#path(file)));
    if (current.kind === 'good' && isUsable(current, demandOf(this.#mark, file)))
      return succeed(current.generation);
    // What is damaged must not become the previous generation, in the place of a good one.
    if (current.kind !== 'missing') await this.#moveAside(file);
    return succeed(null);
  }

  /** The path of the newest one that is kept. */
  async #setAsideAll(file: string, bad: readonly BadCopy[]): Promise<string | undefined> {
    let kept: string | undefined;
    for (const { copy } of bad) {
      const name = copy === 'current' ? file : file + previousSuffix;
      let path = this.#path(name);
      // On a disk that can only be read it stays where it is, and is reported there.
      await this.#quietly(async () => {
        path = await this.#moveAside(name);
      });
      kept ??= path;
    }
    if (kept !== undefined) this.#setAside.set(file, kept);
    return kept;
  }

  async #moveAside(file: string): Promise<string> {
    const { files, clock } = this.#deps;
    const path = asideName(this.#path(file), clock);
    await files.move(this.#path(file), path);
    return path;
  }

  #noteOnce(file: string, why: string, kept: string | undefined): void {
    if (kept === undefined && this.#noted.has(file)) return;
    this.#noted.add(file);
    this.#deps.note(recoveredFailure(why, kept ?? this.#path(file)));
  }

  async #quietly(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch {
      return false;
    }
  }

  #path(file: string): string {
    return join(this.folder, file);
  }
}

/**
 * Erases every generation and kept copy of a record; needs no key. The newest goes last, so that a crash in between
 * brings back no older one.
 */
export async function eraseRecord(files: Files, folder: string, name: RecordName): Promise<void> {
  const file = recordFile(name);
  const others = (await files.list(folder)).filter((other) => other.startsWith(`${file}.`));
  await files.remove([...others, file].map((other) => join(folder, other)));
}

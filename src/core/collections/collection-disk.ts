import { createHash, randomBytes } from 'node:crypto';
import type { SavedPath } from '../../shared/saved-request.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { diskFailure } from '../failures/disk.ts';
import { systemErrorCode } from '../failures/system-error.ts';
import type { Files } from '../ports/files.ts';
import type { Folders } from '../ports/folders.ts';
import { leadsOutside } from './failures.ts';
import { inOrder, orderFileName, parseOrder, writeOrder } from './order-file.ts';
import { folderOf, joinPath, nameOf, onDisk } from './saved-path.ts';
import { freeName } from './safe-name.ts';

/** Names the content of a file. */
export function revisionOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

/** What the collection does on disk: every path is checked to stay within the folder before anything is written there. */
export class CollectionDisk {
  readonly root: string;
  readonly files: Files;
  readonly folders: Folders;
  readonly #touched = new Set<SavedPath>();

  constructor(root: string, files: Files, folders: Folders) {
    this.root = root;
    this.files = files;
    this.folders = folders;
  }

  /** Folders in which something was changed since this was asked last. */
  takeTouched(): readonly SavedPath[] {
    const touched = [...this.#touched];
    this.#touched.clear();
    return touched;
  }

  at(path: SavedPath): string {
    return onDisk(this.root, path);
  }

  read(path: SavedPath): Promise<Uint8Array | null> {
    return this.files.read(this.at(path));
  }

  /** The names in a folder, whoever they belong to. */
  async names(folder: SavedPath): Promise<readonly string[]> {
    return ((await this.folders.entries(this.at(folder))) ?? []).map(({ name }) => name);
  }

  /** Null when a folder of this collection is where it seems to be: no link on the way leads elsewhere. */
  async outside(folder: SavedPath): Promise<Failure | null> {
    await this.files.list(this.root);
    const root = await this.folders.realPath(this.root);
    const real = await this.folders.realPath(this.at(folder));
    return root !== null && real === onDisk(root, folder) ? null : leadsOutside(this.at(folder));
  }

  /**
   * Writes a new file under the first free name. Two programs may want the same name at the same time: the file is made
   * whole under a name of its own, and given its name only where no other has it.
   */
  async create(folder: SavedPath, name: string, ending: string, content: Uint8Array): Promise<SavedPath> {
    const taken = [...(await this.names(folder))];
    for (;;) {
      const free = freeName(name, ending, taken);
      const path = joinPath(folder, free);
      this.#touched.add(folder);
      if (await this.#createOnce(this.at(path), content)) return path;
      taken.push(free);
    }
  }

  async #createOnce(path: string, content: Uint8Array): Promise<boolean> {
    const whole = `${path}.${randomBytes(8).toString('hex')}.tmp`;
    await this.files.replace(whole, content, { keepPrevious: false });
    try {
      await this.files.move(whole, path);
      return true;
    } catch (error) {
      await this.files.remove([whole]);
      if (systemErrorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Makes a folder under the first free name. */
  async makeFolder(folder: SavedPath, name: string): Promise<SavedPath> {
    const taken = [...(await this.names(folder))];
    for (;;) {
      const free = freeName(name, '', taken);
      if (await this.ensureFolder(joinPath(folder, free))) return joinPath(folder, free);
      taken.push(free);
    }
  }

  /** Makes a folder; false when something of that name is there. */
  async ensureFolder(path: SavedPath): Promise<boolean> {
    this.#touched.add(folderOf(path));
    try {
      await this.folders.make(this.at(path));
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  async replace(path: SavedPath, content: Uint8Array): Promise<void> {
    this.#touched.add(folderOf(path));
    await this.files.replace(this.at(path), content, { keepPrevious: false });
  }

  /** Removes files, then the folders as far as they are empty; the outer ones stand first. */
  async remove(files: readonly SavedPath[], folders: readonly SavedPath[]): Promise<void> {
    for (const path of [...files, ...folders]) this.#touched.add(folderOf(path));
    await this.files.remove(files.map((path) => this.at(path)));
    // oxlint-disable-next-line eslint/no-await-in-loop -- inner ones first
    for (const folder of folders.toReversed()) await this.folders.removeEmpty(this.at(folder));
  }

  /** Gives a file or a folder another place, under a name that is free there. `same` may be taken: it is the thing itself. */
  async relocate(path: SavedPath, folder: SavedPath, name: string, ending: string): Promise<SavedPath> {
    const taken = (await this.names(folder)).filter((other) => joinPath(folder, other) !== path);
    const target = joinPath(folder, freeName(name, ending, taken));
    for (const touched of [folderOf(path), folder]) this.#touched.add(touched);
    if (target !== path) await this.folders.move(this.at(path), this.at(target));
    return target;
  }

  async order(folder: SavedPath): Promise<readonly string[]> {
    return parseOrder(await this.read(joinPath(folder, orderFileName)));
  }

  /** Keeps the order of what is in a folder: `names` as they stand there. */
  async keepOrder(folder: SavedPath, names: readonly string[]): Promise<void> {
    await this.replace(joinPath(folder, orderFileName), writeOrder(names));
  }

  /** Where an order is kept, what has another name now keeps its place; null takes it out. */
  async renameInOrder(path: SavedPath, to: SavedPath | null): Promise<void> {
    const order = await this.order(folderOf(path));
    const name = nameOf(path);
    if (!order.includes(name)) return;
    const next = to === null ? [] : [nameOf(to)];
    await this.keepOrder(
      folderOf(path),
      order.flatMap((each) => (each === name ? next : [each])),
    );
  }

  /** The names of a folder in their order, with one put in front of another or at the end. */
  async placed(
    folder: SavedPath,
    siblings: readonly string[],
    moved: string,
    before: string | null,
  ): Promise<readonly string[]> {
    const ordered = inOrder(
      siblings.filter((name) => name !== moved),
      (name) => name,
      await this.order(folder),
    );
    const at = before === null ? -1 : ordered.indexOf(before);
    return at < 0 ? [...ordered, moved] : [...ordered.slice(0, at), moved, ...ordered.slice(at)];
  }
}

/** What the operating system refuses is a failure that says what was meant. */
export async function onDiskOr<T>(
  what: string,
  path: string,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return fail(diskFailure(error, what, path));
  }
}

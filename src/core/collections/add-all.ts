import type { RequestDraft } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { SavedPath } from '../../shared/saved-request.ts';
import { atMost } from '../vault/at-most.ts';
import { appendToOrder, checkName, type Tree } from './edit-requests.ts';
import { cannotBeKept } from './failures.ts';
import { orderFileName } from './order-file.ts';
import { writeRequestFile } from './request-file.ts';
import { freeNames, safeName } from './safe-name.ts';
import { joinPath, nameOf, requestEnding } from './saved-path.ts';

/** A request that comes with others. */
export interface RequestToAdd {
  readonly name: string;
  /** The name of its folder; null: the top of the new one. */
  readonly folder: string | null;
  readonly request: RequestDraft;
  /** Lines of the file that begin with `#`. */
  readonly comments: readonly string[];
}

interface FileToAdd {
  readonly name: string;
  readonly content: Uint8Array;
}

const atOnce = 16;

/** See `Collection.addAll`. Nothing is written where one of them cannot be, and nothing stays where the disk stops half way. */
export async function addAll(
  tree: Tree,
  name: string,
  requests: readonly RequestToAdd[],
): Promise<Result<SavedPath>> {
  const checked = checkName(name);
  if (!checked.ok) return checked;
  const folders = new Map<string | null, FileToAdd[]>();
  for (const { name: called, folder, request, comments } of requests) {
    const content = writeRequestFile({ name: called, request, comments });
    if ('why' in content) return fail(cannotBeKept(content.why));
    const file = { name: safeName(called), content };
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [file]);
    else known.push(file);
  }
  const outside = await tree.disk.outside('');
  if (outside !== null) return fail(outside);
  const top = await tree.disk.makeFolder('', safeName(checked.value));
  const written = new Written(tree, top);
  try {
    await written.all(folders);
    await appendToOrder(tree.disk, top);
  } catch (error) {
    await written.remove().catch(() => undefined);
    throw error;
  }
  return succeed(top);
}

/** What came into the new folder so far. The folder is new, so nobody else's file is in the way. */
class Written {
  readonly #tree: Tree;
  readonly #top: SavedPath;
  readonly #files: SavedPath[] = [];
  readonly #folders: SavedPath[] = [];
  #failed = false;

  constructor(tree: Tree, top: SavedPath) {
    this.#tree = tree;
    this.#top = top;
  }

  async all(folders: ReadonlyMap<string | null, readonly FileToAdd[]>): Promise<void> {
    const order: string[] = [];
    for (const [folder, files] of folders) {
      if (folder === null) continue;
      // oxlint-disable-next-line eslint/no-await-in-loop -- a folder before what is in it
      const path = await this.#tree.disk.makeFolder(this.#top, safeName(folder));
      this.#folders.push(path);
      order.push(nameOf(path));
      // oxlint-disable-next-line eslint/no-await-in-loop -- one folder after the other
      await this.#order(path, await this.#write(path, files));
    }
    const names = await this.#write(this.#top, folders.get(null) ?? []);
    await this.#order(this.#top, [...order, ...names]);
  }

  async #write(folder: SavedPath, files: readonly FileToAdd[]): Promise<readonly string[]> {
    const names = freeNames(
      files.map(({ name }) => name),
      requestEnding,
    );
    const few = atMost(atOnce);
    const writing = files.map(({ content }, index) =>
      few(() => this.#file(joinPath(folder, names[index] ?? ''), content)),
    );
    // Those that began end first, so that nothing is written behind what removes them.
    await Promise.allSettled(writing);
    await Promise.all(writing);
    return names;
  }

  async #order(folder: SavedPath, names: readonly string[]): Promise<void> {
    this.#files.push(joinPath(folder, orderFileName));
    await this.#tree.disk.keepOrder(folder, names);
  }

  /** Nothing begins any more once one has failed. */
  async #file(path: SavedPath, content: Uint8Array): Promise<void> {
    if (this.#failed) return;
    this.#files.push(path);
    try {
      await this.#tree.disk.replace(path, content);
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  remove(): Promise<void> {
    return this.#tree.disk.remove(this.#files, [this.#top, ...this.#folders]);
  }
}

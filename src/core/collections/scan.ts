import { join } from 'node:path';
import type { SavedItem, SavedPath } from '../../shared/saved-request.ts';
import type { Files } from '../ports/files.ts';
import { isLeftover } from '../ports/files.ts';
import type { FolderEntry, Folders } from '../ports/folders.ts';
import { foundInstead, systemErrorCode } from '../failures/system-error.ts';
import { sealCredentials } from './credentials.ts';
import { inOrder, orderFileName, parseOrder } from './order-file.ts';
import { parseRequestFile } from './request-file.ts';
import { joinPath, nameOf, requestEnding } from './saved-path.ts';

/** Bytes of one file. */
const largestFile = 16_777_216;
const deepest = 12;
const mostItems = 50_000;
const atOnce = 32;

/** What is known of a folder, as long as nothing in it changes. */
interface Listing {
  /** Requests and problems, in their order; folders are read by themselves. */
  readonly items: readonly SavedItem[];
  readonly folders: readonly SavedPath[];
  readonly order: readonly string[];
  /** By path: what was read, and of which state of the file. */
  readonly files: ReadonlyMap<SavedPath, { readonly stamp: string; readonly item: SavedItem }>;
}

export interface Scan {
  readonly items: readonly SavedItem[];
  /** Every folder that was read, the top among them. */
  readonly listings: ReadonlyMap<SavedPath, Listing>;
}

export interface ScanDeps {
  readonly files: Pick<Files, 'read'>;
  readonly folders: Pick<Folders, 'entries'>;
}

/**
 * Reads a folder of saved requests. Links are not followed, hidden names and other files are passed over. Of what was read
 * `before`, a folder that is still `fresh` is not looked at again, and a file with the same stamp is not read again.
 * Rejects with Node's own error codes where the top cannot be read; null when it is not there.
 */
export async function scanFolder(
  root: string,
  before: Scan | null,
  fresh: (folder: SavedPath) => boolean,
  deps: ScanDeps,
): Promise<Scan | null> {
  const scanner = new Scanner(root, before?.listings ?? new Map<SavedPath, Listing>(), fresh, deps);
  const items = await scanner.folder('', 0);
  return items === null ? null : { items, listings: scanner.listings };
}

class Scanner {
  readonly listings = new Map<SavedPath, Listing>();
  readonly #root: string;
  readonly #before: ReadonlyMap<SavedPath, Listing>;
  readonly #fresh: (folder: SavedPath) => boolean;
  readonly #deps: ScanDeps;
  #count = 0;

  constructor(
    root: string,
    before: ReadonlyMap<SavedPath, Listing>,
    fresh: (folder: SavedPath) => boolean,
    deps: ScanDeps,
  ) {
    this.#root = root;
    this.#before = before;
    this.#fresh = fresh;
    this.#deps = deps;
  }

  async folder(path: SavedPath, depth: number): Promise<readonly SavedItem[] | null> {
    const before = this.#before.get(path);
    const listing = before !== undefined && this.#fresh(path) ? before : await this.#list(path);
    if (listing === null) return null;
    this.listings.set(path, listing);
    this.#count += listing.items.length;
    if (listing.folders.length === 0) return listing.items;
    const items: SavedItem[] = [...listing.items];
    for (const folder of listing.folders) {
      const item = await this.#subfolder(folder, depth + 1);
      if (item !== null) items.push(item);
    }
    return inOrder(items, (item) => nameOf(item.path), listing.order);
  }

  async #subfolder(path: SavedPath, depth: number): Promise<SavedItem | null> {
    if (depth > deepest) return wrong(path, 'It is in more than twelve folders.');
    if (this.#count > mostItems) return wrong(path, 'There are more than 50,000 files before it.');
    try {
      const items = await this.folder(path, depth);
      return items === null ? null : { kind: 'folder', path, name: nameOf(path), items };
    } catch (error) {
      return wrong(path, `It cannot be read (${codeOf(error)}).`);
    }
  }

  async #list(path: SavedPath): Promise<Listing | null> {
    const entries = await this.#deps.folders.entries(join(this.#root, path));
    if (entries === null) return null;
    const files = new Map<SavedPath, { stamp: string; item: SavedItem }>();
    const wanted = entries.filter((entry) => isOurs(entry) && entry.kind !== 'folder');
    for (let at = 0; at < wanted.length; at += atOnce) {
      const some = wanted.slice(at, at + atOnce);
      await Promise.all(
        some.map(async (entry) => {
          const place = joinPath(path, entry.name);
          const known = this.#before.get(path)?.files.get(place);
          const item = known?.stamp === entry.stamp ? known.item : await this.#item(place, entry);
          if (item !== null) files.set(place, { stamp: entry.stamp, item });
        }),
      );
    }
    const ordered = entries.some(({ name, kind }) => name === orderFileName && kind === 'file');
    const order = ordered ? parseOrder(await this.#read(joinPath(path, orderFileName))) : [];
    // Once, and not whenever somebody looks: ten thousand names take a tenth of a second.
    const items = inOrder(
      Array.from(files.values(), ({ item }) => item),
      (item) => nameOf(item.path),
      order,
    );
    return {
      items,
      folders: entries
        .filter((entry) => isOurs(entry) && entry.kind === 'folder')
        .map(({ name }) => joinPath(path, name)),
      order,
      files,
    };
  }

  async #item(path: SavedPath, entry: FolderEntry): Promise<SavedItem | null> {
    if (entry.kind === 'link') {
      return wrong(path, 'It is a link, and links are not followed: they could lead out of the folder.');
    }
    if (entry.kind !== 'file') return wrong(path, 'It is no file.');
    if (entry.size > largestFile) return wrong(path, 'It is larger than 16 MB.');
    try {
      const content = await this.#read(path);
      return content === null ? null : itemOf(path, content);
    } catch (error) {
      return wrong(path, `It cannot be read: ${foundInstead(error) ?? codeOf(error)}.`);
    }
  }

  #read(path: SavedPath): Promise<Uint8Array | null> {
    return this.#deps.files.read(join(this.#root, path));
  }
}

/** What the content of a file is in the list. */
export function itemOf(path: SavedPath, content: Uint8Array): SavedItem {
  const name = nameOf(path).slice(0, -requestEnding.length);
  const parsed = parseRequestFile(content);
  if (parsed.kind === 'problem') return { kind: 'problem', path, name, line: parsed.line, why: parsed.why };
  const { request } = parsed.file;
  const [open] = sealCredentials(request).credentials;
  if (open !== undefined) {
    const why = `It holds ${open.place} in the open. Put the value into a secret variable, and write {{${open.variable}}} in its place.`;
    return { kind: 'problem', path, name, line: null, why };
  }
  return { kind: 'request', path, name: parsed.file.name ?? name, method: request.method, url: request.url };
}

/** Folders and requests. What is hidden, such as `.git`, and what belongs to others is not looked at. */
function isOurs({ name, kind }: FolderEntry): boolean {
  if (name.startsWith('.') || isLeftover(name)) return false;
  if (kind === 'folder') return name !== 'node_modules';
  // A link may be meant as a folder: it is told of, whatever it is called.
  return kind === 'link' || name.toLowerCase().endsWith(requestEnding);
}

function wrong(path: SavedPath, why: string): SavedItem {
  const name = nameOf(path);
  const shown = name.toLowerCase().endsWith(requestEnding) ? name.slice(0, -requestEnding.length) : name;
  return { kind: 'problem', path, name: shown, line: null, why };
}

function codeOf(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === null) throw error;
  return code;
}

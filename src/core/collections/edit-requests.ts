import { fail, succeed, type Result } from '../../shared/result.ts';
import type { OpenedRequest, SavedItem, SavedPath } from '../../shared/saved-request.ts';
import { revisionOf, type CollectionDisk } from './collection-disk.ts';
import type { SaveRequest } from './collection.ts';
import { sealCredentials } from './credentials.ts';
import {
  cannotBeKept,
  changedOutside,
  nameMissing,
  nameTooLong,
  savedGone,
  secretInRequest,
  unreadable,
} from './failures.ts';
import { parseRequestFile, writeRequestFile } from './request-file.ts';
import { safeName } from './safe-name.ts';
import { folderOf, nameOf, requestEnding } from './saved-path.ts';
import { findItem, itemsIn } from './saved-items.ts';
import { itemOf } from './scan.ts';

/** In characters. */
const longestName = 300;

export interface Tree {
  readonly disk: CollectionDisk;
  readonly items: () => readonly SavedItem[];
}

/** Reads one request. A file with a secret in the open is told of like one that cannot be read: the page never gets it. */
export async function openRequest(disk: CollectionDisk, path: SavedPath): Promise<Result<OpenedRequest>> {
  const content = await readWithin(disk, path);
  if (!content.ok) return content;
  return openedFrom(path, content.value);
}

/** The content of a file that is in the collection, and not behind a link. */
export async function readWithin(disk: CollectionDisk, path: SavedPath): Promise<Result<Uint8Array>> {
  if (!path.toLowerCase().endsWith(requestEnding) || path.split('/').includes('..')) return fail(savedGone());
  const outside = await disk.outside(folderOf(path));
  if (outside !== null) return fail(savedGone());
  const content = await disk.read(path);
  return content === null ? fail(savedGone()) : succeed(content);
}

function openedFrom(path: SavedPath, content: Uint8Array): Result<OpenedRequest> {
  const item = itemOf(path, content);
  const parsed = parseRequestFile(content);
  if (item.kind === 'problem') return fail(unreadable(item.name, item.line, item.why));
  if (parsed.kind === 'problem') return fail(unreadable(item.name, parsed.line, parsed.why));
  const { request } = parsed.file;
  return succeed({ path, name: item.name, request, revision: revisionOf(content) });
}

/** Judges a name as a person typed it. */
export function checkName(name: string): Result<string> {
  const plain = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (plain === '') return fail(nameMissing());
  return Array.from(plain).length > longestName ? fail(nameTooLong()) : succeed(plain);
}

/** See `Collection.save`. */
export async function saveRequest(tree: Tree, input: SaveRequest): Promise<Result<OpenedRequest>> {
  const { request, path } = input;
  const { credentials } = sealCredentials(request);
  if (credentials.length > 0) return fail(secretInRequest(credentials));
  const name = checkName(input.name);
  if (!name.ok) return name;
  const existing = path === null ? null : findItem(tree.items(), path);
  if (path !== null && existing !== null) return saveOver(tree.disk, path, name.value, input);
  const folder = path === null ? input.folder : folderOf(path);
  if (itemsIn(tree.items(), folder) === null) return fail(savedGone());
  const outside = await tree.disk.outside(folder);
  if (outside !== null) return fail(outside);
  const content = writeRequestFile({ name: name.value, request, comments: [] });
  if ('why' in content) return fail(cannotBeKept(content.why));
  const created = await tree.disk.create(folder, safeName(name.value), requestEnding, content);
  await appendToOrder(tree.disk, created);
  return openedFrom(created, content);
}

/** A file that another program changed meanwhile is only written over where the person said so; its comments stay. */
async function saveOver(
  disk: CollectionDisk,
  path: SavedPath,
  name: string,
  { request, revision, overwrite }: SaveRequest,
): Promise<Result<OpenedRequest>> {
  const outside = await disk.outside(folderOf(path));
  if (outside !== null) return fail(outside);
  const before = await disk.read(path);
  if (before !== null && revisionOf(before) !== revision && !overwrite) return fail(changedOutside(name));
  const parsed = before === null ? null : parseRequestFile(before);
  const comments = parsed?.kind === 'request' ? parsed.file.comments : [];
  const content = writeRequestFile({ name, request, comments });
  if ('why' in content) return fail(cannotBeKept(content.why));
  await disk.replace(path, content);
  return openedFrom(path, content);
}

/** A new thing stands at the end where an order is kept, and by the alphabet where none is. */
export async function appendToOrder(disk: CollectionDisk, path: SavedPath): Promise<void> {
  const order = await disk.order(folderOf(path));
  const name = nameOf(path);
  if (order.length > 0 && !order.includes(name)) await disk.keepOrder(folderOf(path), [...order, name]);
}

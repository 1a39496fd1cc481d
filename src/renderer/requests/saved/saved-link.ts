import type { SavedPath } from '../../../shared/saved-request.ts';

/** The saved request that a composition was opened from. */
export interface SavedLink {
  readonly path: SavedPath;
  readonly name: string;
  readonly revision: string;
  /** Of the request as it is saved, so that a change is known without keeping it twice. */
  readonly mark: string;
}

/** What was kept of a link, if it is one at all. */
export function readSavedLink(kept: unknown): SavedLink | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { path, name, revision, mark } = kept as Partial<Record<keyof SavedLink, unknown>>;
  const texts = [path, name, revision, mark];
  if (!texts.every((text) => typeof text === 'string')) return null;
  return { path: String(path), name: String(name), revision: String(revision), mark: String(mark) };
}

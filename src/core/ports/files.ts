/**
 * The few file operations that crash-safe storage needs. Paths are absolute. Failures reject with Node's own error codes.
 * None of them changes a file in place, so whatever moment a crash picks, a file is its old or its new self.
 */
export interface Files {
  /**
   * The whole file, or null when there is none. Where something else is in its place it rejects: `EISDIR` for a folder,
   * `ELOOP` for a link, which is never followed, `EFTYPE` for a pipe or a device.
   */
  read(path: string): Promise<Uint8Array | null>;
  /**
   * Replaces the file so that after a crash at any moment either the old or the new content is there whole:
   * temporary file (`O_EXCL`, mode 0600), full write, fsync, rename, fsync of the folder.
   * The content before is kept beside it as `<path>.previous` when `keepPrevious` is set.
   */
  replace(path: string, content: Uint8Array, options: { keepPrevious: boolean }): Promise<void>;
  /** Gives a file another name in the same folder, which no file has; its content is not touched. The folder is synced. */
  move(from: string, to: string): Promise<void>;
  /** Removes files, in this order; one that does not exist is no failure, and a folder stays. Their folder is synced afterwards. */
  remove(paths: readonly string[]): Promise<void>;
  /** Names of what is in a folder (made with mode 0700 when missing). */
  list(folder: string): Promise<readonly string[]>;
}

/** What `replace` appends to a path for the generation before. */
export const previousSuffix = '.previous';

/** Whether a name is that of a temporary file, which only a crash leaves behind. Its owner removes it at the next start. */
export function isLeftover(name: string): boolean {
  return /\.[0-9a-f]{16}\.tmp$/.test(name);
}

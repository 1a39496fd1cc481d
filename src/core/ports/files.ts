/** The few file operations that crash-safe storage needs. Paths are absolute. Failures reject with Node's own error codes. */
export interface Files {
  /** The whole file, or null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /**
   * Replaces the file so that after a crash at any moment either the old or the new content is there whole:
   * temporary file (`O_EXCL`, mode 0600), full write, fsync, rename, fsync of the folder.
   * The content before is kept beside it as `<path>.previous` when `keepPrevious` is set.
   */
  replace(path: string, content: Uint8Array, options: { keepPrevious: boolean }): Promise<void>;
  /** Removes files; one that does not exist is no failure. The folder is synced afterwards. */
  remove(paths: readonly string[]): Promise<void>;
  /** File names in a folder (made with mode 0700 when missing). */
  list(folder: string): Promise<readonly string[]>;
}

/**
 * A private folder of large files that are written once, from the beginning to the end, and read at any place.
 * Failures reject with Node's own error codes.
 */
export interface SpoolDisk {
  /** A new empty file that only its owner may read (0600), in a folder that is made (0700) where it is missing. */
  create(path: string): Promise<SpoolHandle>;
  /** A file that is there, to be read. */
  open(path: string): Promise<SpoolHandle>;
  /** Removes a file; one that does not exist is no failure. */
  remove(path: string): Promise<void>;
  /** Names of what is in a folder; none where there is no folder. */
  list(folder: string): Promise<readonly string[]>;
}

export interface SpoolHandle {
  /** Writes all of the pieces, one behind the other, at `position` bytes from the beginning. */
  write(pieces: readonly Uint8Array[], position: number): Promise<void>;
  /** Up to `length` bytes from `position` on; fewer only where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Cuts off what is behind so many bytes. */
  truncate(bytes: number): Promise<void>;
  /** Once it resolves, what was written outlives a computer that loses its power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

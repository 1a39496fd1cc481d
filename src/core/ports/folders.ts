/** What the core wants of folders that people and other programs change too. Paths are absolute; failures reject with Node's own error codes. */
export interface Folders {
  /** What is in a folder, links unfollowed; null when there is none. */
  entries(folder: string): Promise<readonly FolderEntry[] | null>;
  /** Makes a folder. Rejects with `EEXIST` where something of that name is. */
  make(folder: string): Promise<void>;
  /** Gives a file or a folder another path on the same disk. Rejects with `EEXIST` where something else is there. */
  move(from: string, to: string): Promise<void>;
  /** Removes a folder that is empty; answers false where it is not, or is not there. */
  removeEmpty(folder: string): Promise<boolean>;
  /** The path without links in it; null when nothing is there. */
  realPath(path: string): Promise<string | null>;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Differs when the content may have changed. */
  readonly stamp: string;
}

/** Tells of changes in folders, whoever makes them. */
export interface FolderWatch {
  /**
   * Calls `changed` after something directly in the folder changed, once or several times, and `ended` once when nothing more
   * will be told: the system has no watch left, or the folder is gone. Returns what ends it.
   */
  watch(folder: string, changed: () => void, ended: () => void): () => void;
}

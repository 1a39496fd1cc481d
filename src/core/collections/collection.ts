import type { RequestDraft } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import type { OpenedRequest, SavedItem, SavedPath } from '../../shared/saved-request.ts';
import type { Failure } from '../../shared/failure.ts';
import type { RequestToAdd } from './add-all.ts';
import type { ExportedFile } from './export-files.ts';

/**
 * The saved requests in one folder, a file each. Other programs may change the folder at any time: nothing of theirs is
 * written over unseen, what cannot be read is left alone, and nothing outside of the folder is touched.
 *
 * All fail with `disk-full` or `disk-failed`, and with `not-found` for what is not there (any more).
 */
export interface Collection {
  /** What is there now. The failure says why the folder as a whole cannot be read. */
  items(): Promise<{ readonly items: readonly SavedItem[]; readonly failure: Failure | null }>;
  /** Fails with `settings-unreadable` for a file that was broken meanwhile. */
  open(path: SavedPath): Promise<Result<OpenedRequest>>;
  /**
   * Saves a request: over the file it was opened from, or in a new one. Fails with `changed-outside` where the file is not
   * what `revision` names and `overwrite` is not set, with `secret-in-request` where a credential stands in it in the open,
   * and with `input-invalid`.
   */
  save(request: SaveRequest): Promise<Result<OpenedRequest>>;
  /** Gives a request or a folder another name, and its file with it. Answers with the path it has now. */
  rename(path: SavedPath, name: string): Promise<Result<SavedPath>>;
  /** Puts something into a folder, in front of `before` there, or at its end. */
  move(path: SavedPath, folder: SavedPath, before: SavedPath | null): Promise<Result<SavedPath>>;
  duplicate(path: SavedPath): Promise<Result<SavedPath>>;
  addFolder(folder: SavedPath, name: string): Promise<Result<SavedPath>>;
  /**
   * Puts many requests into a new folder at the top, in folders of their own and in their order. Answers with the new folder:
   * removing it undoes all of it. Fails with `input-invalid` for one that no file can hold.
   */
  addAll(name: string, requests: readonly RequestToAdd[]): Promise<Result<SavedPath>>;
  /** The files of a request, of a folder with all in it, or of everything, as they are. Fails with `not-found` where there is none. */
  exported(path: SavedPath): Promise<Result<readonly ExportedFile[]>>;
  /**
   * Removes a request, or a folder with the requests in it; other people's files stay, and so does their folder. Answers with
   * what `restore` brings back, as long as the app runs and not many others were removed since.
   */
  remove(path: SavedPath): Promise<Result<string>>;
  restore(undo: string): Promise<Result<SavedPath>>;
  /** Ends the watch. */
  close(): void;
}

export interface SaveRequest {
  readonly path: SavedPath | null;
  readonly folder: SavedPath;
  readonly name: string;
  readonly request: RequestDraft;
  readonly revision: string | null;
  readonly overwrite: boolean;
}

import type { ConnectionId } from './connection.ts';
import type { Failure } from './failure.ts';
import type { RequestDraft } from './request.ts';
import type { ChosenFile } from './request-body.ts';

/** Where something is in a folder of saved requests: names from the top, joined by `/`. The top itself is empty. */
export type SavedPath = string;

/** What stands in a folder of saved requests, in the person's order. */
export type SavedItem = SavedFolder | SavedRequestItem | SavedProblem;

export interface SavedFolder {
  readonly kind: 'folder';
  readonly path: SavedPath;
  readonly name: string;
  readonly items: readonly SavedItem[];
}

export interface SavedRequestItem {
  readonly kind: 'request';
  readonly path: SavedPath;
  readonly name: string;
  readonly method: string;
  readonly url: string;
}

/** A file that could not be read. It is left alone. */
export interface SavedProblem {
  readonly kind: 'problem';
  readonly path: SavedPath;
  readonly name: string;
  /** The line that is wrong, from 1; null when it is the file as a whole. */
  readonly line: number | null;
  /** What is wrong, in words. */
  readonly why: string;
}

/** The saved requests of a connection. */
export interface CollectionView {
  readonly connectionId: ConnectionId;
  /** The folder on disk, for words. */
  readonly folder: string;
  readonly items: readonly SavedItem[];
  /** Why the folder as a whole could not be read; the items are those known before. */
  readonly failure: Failure | null;
}

/** A saved request as it is opened. */
export interface OpenedRequest {
  readonly path: SavedPath;
  readonly name: string;
  readonly request: RequestDraft;
  /** Names the content that was read, so that a change from outside is noticed before it is written over. */
  readonly revision: string;
}

/** Asks for the files that a saved request names and that lie in its own folder. */
export interface TakeSavedFilesInput {
  readonly id: ConnectionId;
  readonly path: SavedPath;
  /** What was read when it was opened: what a person agrees to is what they see. */
  readonly revision: string;
  /** The person agrees that they are sent with it. False: only what was agreed to in this run. */
  readonly agreed: boolean;
}

export interface SavedFiles {
  /** They can be sent; each with its `path` as the request writes it. */
  readonly files: readonly ChosenFile[];
  /** As the request writes them: they are there, and nobody agreed yet. */
  readonly offered: readonly string[];
}

export interface SaveRequestInput {
  readonly id: ConnectionId;
  /** Null: a new one. */
  readonly path: SavedPath | null;
  /** Where a new one is put. */
  readonly folder: SavedPath;
  readonly name: string;
  readonly request: RequestDraft;
  /** What was read when it was opened; null for a new one. */
  readonly revision: string | null;
  /** Answers `changed-outside`: write over what is there now. */
  readonly overwrite: boolean;
  /** Answers `secret-in-request`: seal the values as secret variables and write their names in their places. */
  readonly sealSecrets: boolean;
}

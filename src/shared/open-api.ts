import type { ConnectionId } from './connection.ts';
import type { SavedPath } from './saved-request.ts';

/** Where an OpenAPI document is taken from: a file that main asks for, or an address that main reads without any credential. */
export type OpenApiSource = { readonly kind: 'file' } | { readonly kind: 'url'; readonly url: string };

/** What an OpenAPI document holds, before anything of it is taken over. Every text is cut to length and safe to show. */
export interface OpenApiOutline {
  /** Names the document while the dialog is open. */
  readonly ticket: string;
  readonly title: string;
  /** The file's name, or the address. */
  readonly source: string;
  /** Where its requests go, as `{{…}}` will hold it; null where the document does not say. */
  readonly server: string | null;
  readonly operations: readonly OpenApiOperation[];
  /** What is left out, a sentence each. */
  readonly notes: readonly string[];
}

export interface OpenApiOperation {
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  /** The folder that it is put into; null: the top. */
  readonly tag: string | null;
  readonly deprecated: boolean;
  /** What the sign-in needs for it, as the document says. */
  readonly scopes: readonly string[];
}

export interface ImportOperations {
  readonly id: ConnectionId;
  readonly ticket: string;
  /** Indices of operations. */
  readonly operations: readonly number[];
  /** Scopes that the connection asks for from now on, besides its own. */
  readonly scopes: readonly string[];
}

export interface ImportedOperations {
  /** The new folder with everything in it: removing it undoes the import. */
  readonly folder: SavedPath;
  readonly requests: number;
}

/** A saved request that a document cannot hold. */
export interface OpenApiLeftOut {
  readonly name: string;
  /** In words. */
  readonly why: string;
}

/** What came of writing saved requests into a document. */
export interface ExportedOpenApi {
  /** Where it is. */
  readonly path: string;
  readonly requests: number;
  readonly leftOut: readonly OpenApiLeftOut[];
}

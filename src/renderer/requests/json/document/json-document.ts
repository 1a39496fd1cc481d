import { JsonBytes } from './json-bytes.ts';
import { JsonChildren } from './json-children.ts';
import { JsonFolds } from './json-folds.ts';
import { JsonIndex } from './json-index.ts';
import { pathOf } from './json-path.ts';
import { rowsBetween, type JsonRow, type RowParts } from './json-rows.ts';
import { JsonScanner, type JsonFault } from './json-scanner.ts';
import { JsonSearch } from './json-search.ts';
import { JsonTokens } from './json-tokens.ts';
import { stringValue } from './shown-token.ts';

/** How far a text was read, and what is to be seen of it. */
export interface DocumentState {
  /** Rows to be scrolled through. */
  readonly rows: number;
  /** Values, folded ones included. */
  readonly values: number;
  /** Whether the text is there whole, or will not be read any further. */
  readonly finished: boolean;
  /** Where it is no JSON any more; what came before has its rows. */
  readonly problem: DocumentProblem | null;
  readonly search: SearchState | null;
  /** Another one: what was read of the rows may be out of date. */
  readonly version: number;
}

export interface DocumentProblem {
  readonly fault: JsonFault;
  /** From 1 on; columns in bytes. */
  readonly line: number;
  readonly column: number;
}

export interface SearchState {
  readonly text: string;
  readonly count: number;
  readonly finished: boolean;
}

/** A match, and its row. */
export interface Found {
  readonly node: number;
  readonly row: number;
  /** Which of the matches it is, from 0 on. */
  readonly position: number;
}

/** A JSON text as a tree of rows. It is read as it comes; nothing of it is held but its bytes and its index. */
export class JsonDocument {
  readonly #parts: RowParts;
  readonly #scanner: JsonScanner;
  #finished = false;
  #problem: DocumentProblem | null = null;
  #version = 0;
  #search: { readonly text: string; readonly work: JsonSearch } | null = null;

  /** @param expectedBytes of UTF-8 that will come, as far as that is known */
  constructor(expectedBytes: number, mostValues?: number) {
    const bytes = new JsonBytes(expectedBytes);
    // A value has about 20 bytes, names and punctuation included.
    const index = new JsonIndex(Math.max(1024, expectedBytes >> 4), mostValues);
    const tokens = new JsonTokens(bytes, index);
    this.#parts = { bytes, index, tokens, children: new JsonChildren(index), folds: new JsonFolds(index) };
    this.#scanner = new JsonScanner(index);
  }

  get state(): DocumentState {
    const { index, folds } = this.#parts;
    return {
      rows: folds.count,
      values: index.count,
      finished: this.#finished,
      problem: this.#problem,
      search:
        this.#search === null
          ? null
          : {
              text: this.#search.text,
              count: this.#search.work.count,
              finished: this.#finished && this.#search.work.finished,
            },
      version: this.#version,
    };
  }

  /** More of the text. Behind a fault nothing is read. */
  append(text: string): void {
    if (this.#finished) return;
    const { bytes, folds } = this.#parts;
    bytes.append(text);
    this.#scanner.scan(bytes.all, bytes.length);
    folds.refresh();
    this.#version += 1;
    if (this.#scanner.problem !== null) this.finish();
  }

  /** Nothing more comes. */
  finish(): void {
    if (this.#finished) return;
    this.#scanner.finish();
    const { problem } = this.#scanner;
    this.#problem = problem === null ? null : { fault: problem.fault, ...this.#lineOf(problem.at) };
    this.#finished = true;
    this.#version += 1;
  }

  rows(from: number, to: number): readonly JsonRow[] {
    return rowsBetween(this.#parts, from, to);
  }

  fold(node: number, folded: boolean): void {
    this.#parts.folds.fold(node, folded);
    this.#version += 1;
  }

  foldAll(folded: boolean): void {
    if (folded) this.#parts.folds.foldAll();
    else this.#parts.folds.unfoldAll();
    this.#version += 1;
  }

  /** The row of what a value stands in; null for the root. */
  parentRow(node: number): number | null {
    const { index, folds } = this.#parts;
    const parent = index.parentOf(node);
    return parent < index.count ? folds.rowOf(parent) : null;
  }

  rowOf(node: number): number {
    return this.#parts.folds.rowOf(node);
  }

  path(node: number): string {
    return pathOf(this.#parts, node);
  }

  /** A string without its quotation marks and escapes, anything else as it was sent. Null where it has more bytes than allowed. */
  value(node: number, mostBytes: number): string | null {
    const { bytes, tokens } = this.#parts;
    const { from, to } = tokens.valueOf(node);
    if (to - from > mostBytes) return null;
    const source = bytes.slice(from, to);
    return tokens.isString(node) ? stringValue(source) : source;
  }

  /** Begins to look for a text, in the place of any other; an empty one ends that. */
  find(text: string): void {
    this.#search = text === '' ? null : { text, work: new JsonSearch(this.#parts, text) };
  }

  /** Looks on for so many milliseconds; whether there is more to do. A text that still comes is not looked through. */
  searchOn(milliseconds: number): boolean {
    if (this.#search === null || !this.#finished) return false;
    const { work } = this.#search;
    work.work(milliseconds, () => performance.now());
    return !work.finished;
  }

  /** The next match behind a value, or the one before it, around the end; unfolds what hides it. Null where there is none. */
  findFrom(node: number, direction: 'first' | 'next' | 'previous'): Found | null {
    if (this.#search === null) return null;
    const { work } = this.#search;
    const at = work.positionOf(direction === 'next' ? node + 1 : node);
    const match = work.matchAt(direction === 'previous' ? at - 1 : at);
    if (match === null) return null;
    const { folds } = this.#parts;
    folds.reveal(match);
    this.#version += 1;
    return { node: match, row: folds.rowOf(match), position: work.positionOf(match) };
  }

  #lineOf(place: number): { readonly line: number; readonly column: number } {
    const { all } = this.#parts.bytes;
    let line = 1;
    let begin = 0;
    for (let at = all.indexOf(0x0a); at !== -1 && at < place; at = all.indexOf(0x0a, begin)) {
      line += 1;
      begin = at + 1;
    }
    return { line, column: place - begin + 1 };
  }
}

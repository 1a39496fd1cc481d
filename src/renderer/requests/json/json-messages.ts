import type { DocumentState, Found } from './document/json-document.ts';
import type { JsonRow } from './document/json-rows.ts';

/** What the page asks of the worker, and what it gets. Rows and values go by their numbers. */
export interface Questions {
  rows: { input: { readonly from: number; readonly to: number }; output: readonly JsonRow[] };
  fold: { input: { readonly node: number; readonly folded: boolean }; output: null };
  foldAll: { input: { readonly folded: boolean }; output: null };
  parentRow: { input: { readonly node: number }; output: number | null };
  rowOf: { input: { readonly node: number }; output: number };
  path: { input: { readonly node: number }; output: string };
  /** Null: it is larger than `mostBytes`. */
  value: { input: { readonly node: number; readonly mostBytes: number }; output: string | null };
  find: { input: { readonly text: string }; output: null };
  findFrom: {
    input: { readonly node: number; readonly direction: 'first' | 'next' | 'previous' };
    output: Found | null;
  };
}

export type Question = keyof Questions;

/** A question by its name, with its number, by which it is answered. */
export type Asked = {
  readonly [Q in Question]: { readonly kind: Q; readonly id: number; readonly input: Questions[Q]['input'] };
}[Question];

export type ToWorker =
  /** First of all: bytes that will come. */
  | { readonly kind: 'begin'; readonly expectedBytes: number }
  | { readonly kind: 'text'; readonly text: string; readonly last: boolean }
  | Asked;

export type FromWorker =
  | { readonly kind: 'state'; readonly state: DocumentState }
  | { readonly kind: 'answer'; readonly id: number; readonly output: Questions[Question]['output'] };

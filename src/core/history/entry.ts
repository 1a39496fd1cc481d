import * as z from 'zod';
import type { Failure } from '../../shared/failure.ts';
import type { RequestDraft, ResponseView } from '../../shared/request.ts';
import { mapBody, type RequestBody } from '../../shared/request-body.ts';
import type { Head } from './head.ts';
import { listedUrl } from './head.ts';

/** What is kept of an answer's body. */
export type EntryBody =
  /** `bytes`: how many stand behind the text of the entry. */
  | { readonly kind: 'here'; readonly bytes: number }
  /** In a file of its own beside the segment; `key` is base64 and `size` the bytes of the body. */
  | { readonly kind: 'file'; readonly key: string; readonly size: number }
  | { readonly kind: 'left-out'; readonly why: 'too-large' | 'not-whole' };

export type EntryOutcome =
  | {
      readonly kind: 'answered';
      readonly response: Omit<ResponseView, 'requestId' | 'body'>;
      readonly body: EntryBody;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One request and what came of it, without any credential. */
export interface HistoryEntry {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly milliseconds: number;
  readonly request: RequestDraft;
  readonly leftOut: readonly string[];
  readonly outcome: EntryOutcome;
}

/** An entry with the bytes of a small body. */
export interface HeldEntry {
  readonly entry: HistoryEntry;
  readonly content: Uint8Array;
}

/** Characters of a request body, with those of rows that are switched off. */
export function bodyCharacters(body: RequestBody | null): number {
  let characters = 0;
  if (body !== null) mapBody(body, (text) => (characters += text.length));
  return characters;
}

const lengthBytes = 4;

/** An entry as it is sealed: the length of its JSON in four bytes, the JSON, the bytes of its body. */
export function encodeEntry({ entry, content }: HeldEntry): Uint8Array {
  const text = Buffer.from(JSON.stringify({ format: 1, ...entry }), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(text.byteLength);
  return Buffer.concat([length, text, content]);
}

/** What was sealed is what this app wrote: only what would make a page fall over is looked at. */
const answered = z.looseObject({
  status: z.number(),
  statusText: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  milliseconds: z.number(),
  bytes: z.number(),
  authorized: z.boolean(),
  credentialReplaced: z.boolean(),
});
const stored = z.looseObject({
  format: z.literal(1),
  id: z.number(),
  at: z.number(),
  milliseconds: z.number(),
  request: z.looseObject({ method: z.string(), url: z.string(), headers: z.array(z.unknown()) }),
  leftOut: z.array(z.string()),
  outcome: z.union([
    z.looseObject({
      kind: z.literal('answered'),
      response: answered,
      body: z.looseObject({ kind: z.enum(['here', 'file', 'left-out']) }),
    }),
    z.looseObject({
      kind: z.literal('failed'),
      failure: z.looseObject({ code: z.string(), what: z.string(), why: z.string(), next: z.string() }),
    }),
  ]),
});

/** Null where the bytes are no entry of a format that is known. */
export function decodeEntry(plain: Uint8Array): HeldEntry | null {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  if (bytes.byteLength < lengthBytes) return null;
  const end = lengthBytes + bytes.readUInt32BE(0);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', lengthBytes, end));
    const known = z.custom<HistoryEntry>((each) => stored.safeParse(each).success).safeParse(value);
    return known.success ? { entry: known.data, content: plain.subarray(end) } : null;
  } catch {
    return null;
  }
}

export function headOf({ id, at, milliseconds, request, outcome }: HistoryEntry): Head {
  const response = outcome.kind === 'answered' ? outcome.response : null;
  return {
    id,
    at,
    status: response?.status ?? 0,
    milliseconds,
    bytes: response?.bytes ?? 0,
    method: request.method.replaceAll(/\s/g, ''),
    url: listedUrl(request.url),
  };
}

import type { BodyPart, ResponseView } from '../../../shared/request.ts';

/** Bytes of a body up to which it is worth a tree: it is held in memory, and its index with it. */
export const longestTree = 134_217_728;

/** Where the text of a body comes from. */
export type JsonSource =
  | { readonly kind: 'text'; readonly text: string }
  /** Too large to be in the page whole: read in parts. */
  | {
      readonly kind: 'parts';
      readonly requestId: string;
      /** Bytes of the whole body. */
      readonly size: number;
      readonly start: BodyPart;
    };

/** The text of a body that can be shown as a tree; null where there is none. */
export function jsonSourceOf({ body, requestId, bytes }: ResponseView): JsonSource | null {
  if (body.kind === 'json' || body.kind === 'text') return { kind: 'text', text: body.text };
  if (body.kind !== 'large' || body.shownAs === 'bytes') return null;
  return { kind: 'parts', requestId, size: bytes, start: body.start };
}

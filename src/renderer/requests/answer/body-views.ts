import type { ResponseBody } from '../../../shared/request.ts';
import { assertNever } from '../../../shared/result.ts';
import { longestTree } from '../json/json-source.ts';
import { previewKind } from './preview-kind.ts';

/** A way to look at a body. */
export type BodyView = 'tree' | 'pretty' | 'raw' | 'hex' | 'preview';

/** Their names on screen. */
export const viewNames: Readonly<Record<BodyView, string>> = {
  tree: 'Tree',
  pretty: 'Pretty',
  raw: 'Raw',
  hex: 'Hex',
  preview: 'Preview',
};

/**
 * The ways in which a body can be looked at, the one that it opens with first. What is text opens as text, a page of HTML and
 * an SVG as well: drawing one can be made to cost more than reading it.
 * @param bytes of the whole body
 */
export function bodyViews(body: ResponseBody, bytes: number): readonly BodyView[] {
  const preview: readonly BodyView[] = previewKind(body) === null ? [] : ['preview'];
  switch (body.kind) {
    case 'empty':
      return [];
    case 'json':
      return ['tree', 'pretty', 'raw', 'hex'];
    case 'text':
      return looksLikeJson(body.text)
        ? ['raw', 'tree', 'pretty', ...preview, 'hex']
        : ['raw', ...preview, 'hex'];
    case 'bytes':
      return [...preview, 'hex', 'raw'];
    case 'large':
      if (body.shownAs === 'bytes') return [...preview, 'hex'];
      return body.shownAs === 'json' && bytes <= longestTree
        ? ['tree', 'raw', ...preview, 'hex']
        : ['raw', ...preview, 'hex'];
    default:
      return assertNever(body);
  }
}

/** Servers send JSON under many names. */
function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

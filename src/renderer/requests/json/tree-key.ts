import type { JsonRow } from './document/json-rows.ts';

export type TreeAction =
  | { readonly kind: 'go'; readonly row: number }
  | { readonly kind: 'fold'; readonly folded: boolean }
  | { readonly kind: 'parent' }
  | { readonly kind: 'copy'; readonly what: 'value' | 'path' };

interface TreePlace {
  readonly active: JsonRow;
  readonly row: number;
  readonly rows: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const treeKeys: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'ArrowRight',
  'ArrowLeft',
  'PageDown',
  'PageUp',
  'Home',
  'End',
  'Enter',
  ' ',
]);

/** Whether a key is for the tree, and for nothing else. */
export function isTreeKey({ key, ctrlKey, metaKey }: Key): boolean {
  return ctrlKey || metaKey ? key.toLowerCase() === 'c' : treeKeys.has(key);
}

/** What a key does in the tree, as the WAI-ARIA pattern of a tree has it, given that it is for the tree; null: nothing. */
export function treeAction({ key, ctrlKey, metaKey, shiftKey }: Key, place: TreePlace): TreeAction | null {
  if (ctrlKey || metaKey) return { kind: 'copy', what: shiftKey ? 'path' : 'value' };
  const { active, row, rows, page } = place;
  const go = (to: number): TreeAction => ({ kind: 'go', row: Math.max(0, Math.min(rows - 1, to)) });
  const open = active.children > 0 && !active.folded;
  switch (key) {
    case 'ArrowDown':
      return go(row + 1);
    case 'ArrowUp':
      return go(row - 1);
    case 'PageDown':
      return go(row + page);
    case 'PageUp':
      return go(row - page);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows - 1);
    case 'ArrowRight':
      if (active.folded) return { kind: 'fold', folded: false };
      return open ? go(row + 1) : null;
    case 'ArrowLeft':
      return open ? { kind: 'fold', folded: true } : { kind: 'parent' };
    case 'Enter':
    case ' ':
      return active.children === 0 ? null : { kind: 'fold', folded: open };
    default:
      return null;
  }
}

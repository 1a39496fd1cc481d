import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

import styles from './colours.module.css';

/** Marks what is wrong at a place of the text, or nothing. */
export const markProblem = StateEffect.define<number | null>();

const mark = Decoration.mark({ class: styles['problem'] ?? '' });

/** The mark goes with the text until the next check knows better. */
export const markedProblem = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, newDoc }) {
    let marked = before.map(changes);
    for (const effect of effects) {
      if (effect.is(markProblem)) marked = marksAt(effect.value, newDoc.length);
    }
    return marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** At the end of the text, where there is nothing to underline, its last character is marked. */
function marksAt(at: number | null, length: number): DecorationSet {
  if (at === null || length === 0) return Decoration.none;
  const from = Math.min(at, length - 1);
  return Decoration.set([mark.range(from, from + 1)]);
}

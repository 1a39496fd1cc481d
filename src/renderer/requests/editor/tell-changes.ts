import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { flushSync } from 'react-dom';

/** Characters up to which every change is told at once. */
const shortText = 50_000;
/** Milliseconds after the last change of a longer one: making one string of it costs as much as drawing a frame. */
const pause = 100;

/**
 * Tells the text after it was changed; at once where somebody leaves the editor, or presses Ctrl or Command, with which
 * everything begins that needs the text.
 */
export function tellChanges(tell: (text: string) => void): Extension {
  let timer: number | null = null;
  const tellNow = (view: EditorView): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    tell(view.state.doc.toString());
  };
  const hurry = (view: EditorView): void => {
    if (timer === null) return;
    flushSync(() => {
      tellNow(view);
    });
  };
  return [
    EditorView.updateListener.of(({ docChanged, state, view }) => {
      if (!docChanged) return;
      if (state.doc.length <= shortText) {
        tellNow(view);
        return;
      }
      if (timer !== null) clearTimeout(timer);
      timer = window.setTimeout(() => {
        tellNow(view);
      }, pause);
    }),
    EditorView.domEventHandlers({
      blur: (_, view) => {
        hurry(view);
      },
      keydown: ({ key }, view) => {
        if (key === 'Control' || key === 'Meta') hurry(view);
      },
    }),
  ];
}

import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';

import styles from './colours.module.css';

/** Characters. A longer line is shown in parts, of which nobody knows whether they begin inside a text. */
const longestLine = 4000;

const token =
  /(?<variable>\{\{[ \t]*\$?[A-Za-z_][\w.-]*[ \t]*\}\})|"(?:[^"\\]|\\.)*"(?<sign>[ \t]*:)?|(?<constant>-?\d[\d.eE+-]*|\b(?:true|false|null)\b)/g;

const marks = {
  name: Decoration.mark({ class: styles['name'] ?? '' }),
  constant: Decoration.mark({ class: styles['constant'] ?? '' }),
  variable: Decoration.mark({ class: styles['variable'] ?? '' }),
} as const;

/**
 * Colours for names, constants and variables of the lines that are seen. No text of JSON goes over a line end, so a line can be
 * read by itself: nothing has to be parsed before it, which in a long body would cost every keystroke.
 */
export const coloured = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorationsOf(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorationsOf(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function decorationsOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      if (line.length <= longestLine) addLine(builder, line.from, line.text);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

function addLine(builder: RangeSetBuilder<Decoration>, begin: number, text: string): void {
  for (const { 0: whole, index, groups = {} } of text.matchAll(token)) {
    const { variable, sign, constant } = groups;
    const from = begin + index;
    if (variable !== undefined) builder.add(from, from + whole.length, marks.variable);
    else if (constant !== undefined) builder.add(from, from + whole.length, marks.constant);
    else if (sign !== undefined) builder.add(from, from + whole.length - sign.length, marks.name);
  }
}

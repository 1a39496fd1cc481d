import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as emptyWords } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';

import type { JsonProblem } from '../../../shared/check-json.ts';
import { styleNonce } from '../../shell/color-scheme.ts';
import styles from './code-editor.module.css';
import { coloured } from './coloured.ts';
import { markProblem, markedProblem } from './marked-problem.ts';
import { tellChanges } from './tell-changes.ts';

export interface CodeEditorProps {
  /** The name of the field. */
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly syntax: 'json' | 'text';
  /** Marked in the text; null: nothing is wrong. */
  readonly problem: JsonProblem | null;
  /** The id of what says more about it. */
  readonly describedBy?: string | undefined;
  readonly invalid: boolean;
  readonly onChange: (text: string) => void;
}

/** Ctrl+Enter sends, and Tab goes on to the next field as everywhere. */
const keys = keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]);

/** A text of many lines. Only what is seen of it is drawn, so that a long one is typed in as fast as a short one. */
export function CodeEditor(props: CodeEditorProps) {
  const { value, problem, label, describedBy, invalid, syntax, placeholder } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<{ readonly view: EditorView; readonly named: Compartment } | null>(null);
  /** The text as it was last told or taken. */
  const known = useRef(value);
  const tell = useEffectEvent((text: string) => {
    known.current = text;
    props.onChange(text);
  });
  const begin = useEffectEvent((parent: HTMLElement) => {
    const named = new Compartment();
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.high(EditorView.cspNonce.of(styleNonce())),
          history(),
          keys,
          EditorView.lineWrapping,
          emptyWords(placeholder),
          markedProblem,
          syntax === 'json' ? coloured : [],
          named.of(attributes(props)),
          tellChanges(tell),
        ],
      }),
    });
    known.current = value;
    editor.current = { view, named };
    return view;
  });

  useEffect(() => {
    if (host.current === null) return undefined;
    const view = begin(host.current);
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    const view = editor.current?.view;
    if (view === undefined || known.current === value) return;
    known.current = value;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      // One step to be undone by itself.
      annotations: isolateHistory.of('full'),
    });
  }, [value]);
  useEffect(() => {
    editor.current?.view.dispatch({ effects: markProblem.of(problem?.at ?? null) });
  }, [problem]);
  useEffect(() => {
    const current = editor.current;
    current?.view.dispatch({
      effects: current.named.reconfigure(attributes({ label, describedBy, invalid })),
    });
  }, [label, describedBy, invalid]);

  return <div ref={host} className={styles['editor']} />;
}

function attributes({
  label,
  describedBy,
  invalid,
}: Pick<CodeEditorProps, 'label' | 'describedBy' | 'invalid'>): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
    spellcheck: 'false',
    dir: 'auto',
  });
}

import { useId, useState, type ReactNode } from 'react';

import { visibleLine } from '../words/visible-text.ts';
import styles from './details.module.css';
import factStyles from './facts.module.css';

/** What can be done about something, and the facts behind it one step away. */
export function Details({
  facts,
  beside = null,
  openAtFirst = false,
  children,
}: {
  /** None: there is nothing to open. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What can be done, before the button that opens the facts. */
  readonly beside?: ReactNode;
  readonly openAtFirst?: boolean;
  /** What belongs to the facts, below them. */
  readonly children?: ReactNode;
}) {
  const [open, setOpen] = useState(openAtFirst);
  const factsId = useId();
  return (
    <>
      <div className={styles['foot']}>
        {beside}
        {facts.length === 0 ? null : (
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={open}
            aria-controls={factsId}
            onClick={() => {
              setOpen(!open);
            }}
          >
            Details
          </button>
        )}
      </div>
      {facts.length === 0 ? null : (
        <div id={factsId} hidden={!open}>
          <dl className={`${factStyles['list'] ?? ''} ${styles['facts'] ?? ''}`}>
            {facts.map(({ name, value }) => (
              <div key={`${name} ${value}`}>
                <dt>{visibleLine(name)}</dt>
                <dd>{visibleLine(value)}</dd>
              </div>
            ))}
          </dl>
          {children}
        </div>
      )}
    </>
  );
}

import { useId, useState, type ReactNode } from 'react';

import styles from './unfolding-form.module.css';

/** A form that few people need: below the question that they would ask, folded until they do. What is in it stays when it is folded. */
export function UnfoldingForm({
  question,
  onSubmit,
  children,
}: {
  readonly question: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  return (
    <div className={styles['whole']}>
      <button
        type="button"
        className={styles['toggle']}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {question}
      </button>
      <form
        id={panelId}
        hidden={!open}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </div>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Failure } from '../../shared/failure.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './step-form.module.css';

/** What is asked in one step, with its ways on at its foot, which stays in sight. */
export function StepForm({
  onSubmit,
  back,
  answers,
  failure,
  children,
}: {
  readonly onSubmit: () => void;
  readonly back: { readonly label: 'Cancel' | 'Back'; readonly onBack: () => void };
  /** The last one is what Enter does. */
  readonly answers: ReactNode;
  /** Why it could not be saved, where no field tells it. */
  readonly failure: Failure | null;
  readonly children: ReactNode;
}) {
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles['fields']}>{children}</div>
      {failure === null ? null : <FailureView failure={failure} />}
      <div className={styles['foot']}>
        <Button variant="subtle" color="gray" size="sm" onClick={back.onBack}>
          {back.label}
        </Button>
        <span className={styles['space']} />
        {answers}
      </div>
    </form>
  );
}

import { Loader } from '@mantine/core';

import styles from './opening.module.css';
import { StepForm } from './step-form.tsx';

/** The provider of a connection that is set up further is asked, which may take as long as a server is silent. */
export function Opening({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <StepForm
      back={{ label: 'Cancel', onBack: onCancel }}
      failure={null}
      onSubmit={() => undefined}
      answers={null}
    >
      <p className={styles['opening']}>
        <Loader size={14} aria-hidden="true" /> Asking the provider…
      </p>
    </StepForm>
  );
}

import { Button } from '@mantine/core';

import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { EndpointsInput } from '../../shared/ipc.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { RedirectSpelling } from '../connection-form/redirect-spelling.tsx';
import { GuideView } from './guide-view.tsx';
import styles from './register-step.module.css';
import { StepForm } from './step-form.tsx';
import { useGuide } from './use-guide.ts';
import type { WizardForm } from './use-wizard.ts';

/** How the app is registered at the provider, by the person, or by somebody else while the connection waits. */
export function RegisterStep({
  form,
  id,
  endpoints,
  failure,
  busy,
  onBack,
  onSaveDraft,
  onContinue,
}: {
  readonly form: WizardForm;
  readonly id: ConnectionId | null;
  /** By hand; null where the provider describes itself. */
  readonly endpoints: EndpointsInput | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onSaveDraft: () => void;
  readonly onContinue: () => void;
}) {
  const guide = useGuide(
    form.values,
    { ...(id === null ? {} : { id }), ...(endpoints === null ? {} : { endpoints }) },
    true,
  );
  return (
    <StepForm
      back={{ label: 'Back', onBack }}
      failure={failure}
      onSubmit={onContinue}
      answers={
        <>
          <Button variant="default" size="sm" loading={busy} onClick={onSaveDraft}>
            Save as a draft
          </Button>
          <Button type="submit" size="sm">
            I have a client ID
          </Button>
        </>
      }
    >
      <section className={styles['guide']} tabIndex={-1} data-autofocus aria-label="What to register">
        {guide === null ? null : (
          <>
            {guide.text === null ? null : (
              <p className={styles['elsewhere']}>
                Somebody else does this? Send them the text, and save a draft: it waits for the client ID as
                long as it takes. <CopyButton text={guide.text} label="Copy the text for an administrator" />
              </p>
            )}
            <GuideView guide={guide} />
          </>
        )}
      </section>
      <details className={styles['spelling']}>
        <summary>The provider does not take these addresses</summary>
        <RedirectSpelling form={form} />
      </details>
    </StepForm>
  );
}

import { Button } from '@mantine/core';

import type { Failure } from '../../shared/failure.ts';
import type { IssuerCheck } from '../../shared/ipc.ts';
import { RedirectAddresses } from '../connection-form/redirect-addresses.tsx';
import { RedirectSpelling } from '../connection-form/redirect-spelling.tsx';
import styles from './register-step.module.css';
import { StepForm } from './step-form.tsx';
import type { WizardForm } from './use-wizard.ts';

/** How the app is registered at the provider, by the person or by somebody else. */
export function RegisterStep({
  form,
  provider,
  failure,
  busy,
  onBack,
  onSaveDraft,
  onContinue,
}: {
  readonly form: WizardForm;
  readonly provider: IssuerCheck;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onSaveDraft: () => void;
  readonly onContinue: () => void;
}) {
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
          <Button type="submit" size="sm" data-autofocus>
            I have a client ID
          </Button>
        </>
      }
    >
      <RedirectAddresses
        uris={provider.redirectUris}
        values={form.values}
        ways={form.values.redirectWays}
        onWays={(ways) => {
          form.setFieldValue('redirectWays', ways);
        }}
      />
      <details className={styles['spelling']}>
        <summary>The provider does not take these addresses</summary>
        <RedirectSpelling form={form} />
      </details>
    </StepForm>
  );
}

import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import type { SetUpStep } from '../navigation/route.ts';
import { visibleLine } from '../words/visible-text.ts';
import { ConnectStep } from './connect-step.tsx';
import { Opening } from './opening.tsx';
import { RegisterStep } from './register-step.tsx';
import { useWizard, type Begun } from './use-wizard.ts';
import { WhereStep } from './where-step.tsx';
import { WizardDialog } from './wizard-dialog.tsx';

/** From nothing, or from a connection that waits for its client ID, to signed in. */
export function Wizard({
  connections,
  begun,
  onClose,
}: {
  readonly connections: readonly ConnectionView[];
  /** The connection that is gone on with; null for a new one. */
  readonly begun: { readonly id: ConnectionId; readonly step: SetUpStep } | null;
  readonly onClose: () => void;
}) {
  if (begun === null) return <Steps connections={connections} begun={null} onClose={onClose} />;
  const connection = connections.find(({ id }) => id === begun.id);
  return connection === undefined ? null : (
    <Steps connections={connections} begun={{ connection, step: begun.step }} onClose={onClose} />
  );
}

function Steps({
  connections,
  begun,
  onClose,
}: {
  readonly connections: readonly ConnectionView[];
  readonly begun: Begun | null;
  readonly onClose: () => void;
}) {
  const wizard = useWizard(connections, begun);
  const { form, step, setStep, accepted, busy, opening, endpoints } = wizard;
  const title =
    begun === null ? (
      'Add a connection'
    ) : (
      <>
        Set up <bdi>{visibleLine(begun.connection.name)}</bdi>
      </>
    );
  return (
    <WizardDialog title={title} step={step} opening={opening} onClose={onClose}>
      {opening ? (
        <Opening onCancel={onClose} />
      ) : step === 'where' || accepted === null ? (
        <WhereStep
          form={form}
          search={wizard.search}
          found={wizard.found}
          endpoints={endpoints}
          checking={wizard.checking}
          onEndpoints={wizard.setEndpoints}
          provisional={wizard.provisional}
          saveFailure={wizard.failure}
          busy={busy}
          onAccept={(found) => {
            wizard.accept(found, 'register');
          }}
          onSaveDraft={wizard.saveDraft}
          onCancel={onClose}
        />
      ) : step === 'register' ? (
        <RegisterStep
          form={form}
          id={begun?.connection.id ?? null}
          endpoints={endpoints}
          failure={wizard.failure}
          busy={busy}
          onBack={() => {
            setStep('where');
          }}
          onSaveDraft={wizard.saveDraft}
          onContinue={() => {
            setStep('connect');
          }}
        />
      ) : (
        <ConnectStep
          form={form}
          provider={accepted}
          endpoints={endpoints}
          saved={begun?.connection ?? null}
          secret={wizard.secret}
          onSecret={wizard.setSecret}
          failure={wizard.failure}
          busy={busy}
          onBack={() => {
            setStep('register');
          }}
          onFinish={wizard.finish}
        />
      )}
    </WizardDialog>
  );
}

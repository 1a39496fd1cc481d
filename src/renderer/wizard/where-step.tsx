import { Button, TextInput } from '@mantine/core';

import { useState } from 'react';

import type { Failure } from '../../shared/failure.ts';
import type { ConnectionInput, EndpointsInput, IssuerCheck } from '../../shared/ipc.ts';
import type { ProviderId } from '../../shared/provider.ts';
import { fail } from '../../shared/result.ts';
import { isUnreached } from '../api/unreached.ts';
import { IssuerCheckLine } from '../connection-form/issuer-check-line.tsx';
import { RecognitionLine } from '../connection-form/recognition-line.tsx';
import { FoundProvider } from './found-provider.tsx';
import { ByHand } from './by-hand.tsx';
import { noEndpoints } from '../connection-form/endpoints-of.ts';
import { describesNothing } from './other-name.ts';
import { ProviderPicker } from './provider-picker.tsx';
import { StepForm } from './step-form.tsx';
import { Unreached } from './unreached.tsx';
import type { EndpointsChecking } from './use-endpoints-check.ts';
import type { IssuerSearch } from './use-issuer-search.ts';
import type { WizardForm } from './use-wizard.ts';
import styles from './where-step.module.css';

/** Which provider it is. The step ends when its metadata was read and the name that it gives itself is accepted. */
export function WhereStep({
  form,
  search,
  found,
  endpoints,
  checking,
  onEndpoints,
  onAccept,
  onSaveDraft,
  provisional,
  saveFailure,
  busy,
  onCancel,
}: {
  readonly form: WizardForm;
  readonly search: IssuerSearch;
  /** Who it is: as the provider describes itself, or by the addresses that were entered. */
  readonly found: IssuerCheck | null;
  /** By hand; null while none are wanted. */
  readonly endpoints: EndpointsInput | null;
  readonly checking: EndpointsChecking;
  readonly onEndpoints: (endpoints: EndpointsInput) => void;
  readonly onAccept: (found: IssuerCheck) => void;
  readonly onSaveDraft: () => void;
  /** What the fields will hold, as far as it is known without the provider. */
  readonly provisional: ConnectionInput;
  readonly saveFailure: Failure | null;
  readonly busy: boolean;
  readonly onCancel: () => void;
}) {
  const [picked, setPicked] = useState<ProviderId | null>(null);
  const [begunByHand, setBegunByHand] = useState(false);
  const { recognizing, pasted, failure } = search;
  const byHand = search.found === null ? endpoints : null;
  const expected = byHand !== null && failure !== null && describesNothing(failure);
  const refused = form.errors['issuer'] !== undefined;
  const provider = recognizing.recognition?.provider ?? null;
  const inputs = provider?.inputs ?? [];
  return (
    <StepForm
      back={{ label: 'Cancel', onBack: onCancel }}
      failure={saveFailure}
      onSubmit={() => {
        if (found === null) search.look();
        else onAccept(found);
      }}
      answers={
        <Button type="submit" size="sm" disabled={found === null}>
          {byHand === null ? 'Use this provider' : 'Use these addresses'}
        </Button>
      }
    >
      <div>
        <TextInput
          label="Issuer"
          description="Paste anything of the provider: its address, a page of its console, its sign-in page, its discovery document."
          placeholder="https://login.example.com"
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          data-autofocus
          {...form.getInputProps('issuer')}
          onInput={(event) => {
            setPicked(null);
            setBegunByHand(false);
            pasted.onTyped(event);
          }}
          onBlur={search.look}
        />
        <RecognitionLine
          recognizing={recognizing}
          issuer={form.values.issuer}
          told={refused}
          putBack={pasted.putBack}
          onIssuer={pasted.onChosen}
          onPutBack={pasted.onPutBack}
        />
        <IssuerCheckLine
          check={{
            ...search,
            result: failure === null || expected ? null : fail(failure),
            onBlur: search.look,
          }}
          told={refused}
          chosen={false}
          onAdopt={pasted.onChosen}
        />
        {failure?.code === 'metadata-not-found' && inputs.length > 0 ? (
          <p className={styles['parts']}>
            Check what it is made of at {provider?.name}: {inputs.map(({ label }) => label).join(', ')}.
          </p>
        ) : null}
        {byHand === null && provider === null && failure !== null && describesNothing(failure) ? (
          <p className={styles['plain']}>
            A plain OAuth 2.0 server has no such description.{' '}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                setBegunByHand(true);
                onEndpoints(noEndpoints);
              }}
            >
              Enter its addresses by hand
            </Button>
          </p>
        ) : null}
        <div aria-live="polite">{search.found === null ? null : <FoundProvider found={search.found} />}</div>
      </div>
      {byHand === null ? null : (
        <ByHand endpoints={byHand} checking={checking} onEndpoints={onEndpoints} begun={begunByHand} />
      )}
      {byHand === null && failure !== null && isUnreached(failure) ? (
        <Unreached
          values={provisional}
          picked={picked}
          busy={busy}
          onAgain={search.again}
          onSaveDraft={onSaveDraft}
        />
      ) : null}
      {byHand === null ? (
        <ProviderPicker picked={picked} onPick={setPicked} onIssuer={pasted.onChosen} />
      ) : null}
    </StepForm>
  );
}

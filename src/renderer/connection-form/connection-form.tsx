import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import type { ClientSecretState, RedirectWay } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { failureLine } from '../words/failure-report.ts';
import { ClientSecretField, type SecretWish } from './client-secret-field.tsx';
import { ApiOriginsField } from './api-origins-field.tsx';
import styles from './connection-form.module.css';
import { formField } from './form-values.ts';
import { IssuerCheckLine } from './issuer-check-line.tsx';
import { isWorthAsking } from './provider-words.ts';
import { RecognitionLine } from './recognition-line.tsx';
import { RedirectAddresses } from './redirect-addresses.tsx';
import { RedirectSpelling } from './redirect-spelling.tsx';
import { ScopeWords } from './scope-words.tsx';
import { useIssuerCheck } from './use-issuer-check.ts';
import { usePastedIssuer } from './use-pasted-issuer.ts';
import { useRecognition } from './use-recognition.ts';

type RedirectUris = Readonly<Record<RedirectWay, string>>;

/** The settings of a connection that was saved. */
export function ConnectionForm({
  initial,
  clientSecret,
  redirectUris,
  host,
  issuerInDoubt = false,
  confirm,
  onSave,
}: {
  /** As it was saved. */
  readonly initial: ConnectionInput;
  /** Whether a secret is held; nobody but main knows it. */
  readonly clientSecret: ClientSecretState;
  readonly redirectUris: RedirectUris;
  readonly host: string;
  /** The provider calls itself something else than what was saved: it is asked again, and can be taken at its word. */
  readonly issuerInDoubt?: boolean;
  /** Asks before it is saved, where there is something to ask; false keeps the form as it is. */
  readonly confirm?: (input: ConnectionInput) => Promise<boolean>;
  readonly onSave: (input: ConnectionInput) => Promise<Result<unknown>>;
}) {
  const form = useForm<ConnectionInput>({ initialValues: initial });
  const save = useAction();
  const [saved, setSaved] = useState(false);
  const [saves, setSaves] = useState(0);
  const [secret, setSecret] = useState<SecretWish>(undefined);
  const savedIssuer = issuerInDoubt ? null : initial.issuer;
  const recognizing = useRecognition(form.values.issuer, savedIssuer);
  const { recognition } = recognizing;
  const check = useIssuerCheck(
    form.values.issuer,
    savedIssuer,
    recognizing.waiting || (recognition !== null && !isWorthAsking(recognition)),
  );
  const pasted = usePastedIssuer(form.values.issuer, recognition, (issuer) => {
    form.setFieldValue('issuer', issuer);
  });
  const hint = check.result?.ok === true ? check.result.value.provider : (recognition?.provider ?? null);
  const setScopes = (scopes: string): void => {
    form.setFieldValue('scopes', scopes);
  };
  const uris = check.result?.ok === true ? check.result.value.redirectUris : redirectUris;

  const submit = async (typed: ConnectionInput): Promise<void> => {
    form.clearErrors();
    setSaved(false);
    const values = secret === undefined ? typed : { ...typed, clientSecret: secret };
    if (confirm !== undefined && !(await confirm(values))) return;
    const result = await save.run(() => onSave(values));
    if (result.ok) {
      setSaved(true);
      setSecret(undefined);
      setSaves((count) => count + 1);
      form.resetDirty();
      return;
    }
    const field = formField(result.failure.details?.field);
    if (field !== null) {
      form.setFieldError(field, failureLine(result.failure));
      form.getInputNode(field)?.focus();
    }
  };

  const issuerTold = form.errors['issuer'] !== undefined;
  const failure = save.failure;
  const secretError = failure?.details?.field === 'Client secret' ? failureLine(failure) : null;
  const elsewhere =
    failure !== null && secretError === null && formField(failure.details?.field) === null ? failure : null;
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={form.onSubmit((values) => {
        void submit(values);
      })}
    >
      <TextInput
        label="Name"
        placeholder="Acme staging"
        autoComplete="off"
        {...form.getInputProps('name')}
        dir="auto"
      />
      <div>
        <TextInput
          label="Issuer"
          description="The address of the provider. Any page of it will do: its console, its sign-in page, its discovery document."
          placeholder="https://login.example.com"
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          {...form.getInputProps('issuer')}
          onInput={pasted.onTyped}
          onBlur={check.onBlur}
        />
        <RecognitionLine
          recognizing={recognizing}
          issuer={form.values.issuer}
          told={issuerTold}
          putBack={pasted.putBack}
          onIssuer={pasted.onChosen}
          onPutBack={pasted.onPutBack}
        />
        <IssuerCheckLine check={check} told={issuerTold} chosen={pasted.chosen} onAdopt={pasted.onChosen} />
      </div>
      <TextInput
        label="Client ID"
        description="From the provider. Leave it empty to save a draft and fill it in later."
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('clientId')}
      />
      <div>
        <TextInput
          label="Scopes"
          description="What to ask for, separated by spaces"
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('scopes')}
        />
        {hint === null ? null : <ScopeWords hint={hint} scopes={form.values.scopes} onScopes={setScopes} />}
      </div>
      <ApiOriginsField text={form.values.apiOrigins} field={form.getInputProps('apiOrigins')} />
      <RedirectAddresses
        uris={uris}
        values={form.values}
        ways={form.values.redirectWays}
        onWays={(ways) => {
          form.setFieldValue('redirectWays', ways);
        }}
      />
      <details className={styles['more']} open={clientSecret === 'missing' || undefined}>
        <summary>More settings</summary>
        <ClientSecretField
          // A new one after each save: what it asked is answered.
          key={saves}
          state={clientSecret}
          wish={secret}
          error={secretError}
          onWish={(wish) => {
            setSaved(false);
            setSecret(wish);
          }}
        />
        <NativeSelect
          label="Renewal"
          description="While Latchkey runs, a sign-in can be renewed before the provider lets it go"
          data={[
            { value: 'automatic', label: 'Before it would end' },
            { value: 'on-demand', label: 'Only when a request needs it' },
          ]}
          {...form.getInputProps('renewal')}
        />
        <RedirectSpelling form={form} />
        <Checkbox
          label={`Also sign out of ${host} in the browser`}
          description="Ends other apps’ sign-ins there too"
          {...form.getInputProps('signOutInBrowser', { type: 'checkbox' })}
        />
      </details>
      {elsewhere === null ? null : <FailureView failure={elsewhere} />}
      <div className={styles['buttons']}>
        <Button type="submit" size="sm" loading={save.busy}>
          Save connection
        </Button>
        <span className={styles['saved']}>
          {saved && !form.isDirty() && secret === undefined ? 'Saved' : ''}
        </span>
      </div>
    </form>
  );
}

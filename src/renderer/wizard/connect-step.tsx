import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, TextInput } from '@mantine/core';

import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { EndpointsInput, IssuerCheck } from '../../shared/ipc.ts';
import { TickIcon } from '../components/icons.tsx';
import { ApiOriginsField } from '../connection-form/api-origins-field.tsx';
import { ClientSecretField, type SecretWish } from '../connection-form/client-secret-field.tsx';
import { nameOf } from '../connection-form/provider-words.ts';
import { RedirectAddresses } from '../connection-form/redirect-addresses.tsx';
import { ScopeWords } from '../connection-form/scope-words.tsx';
import { isSecretWanted } from '../connection/told-failures.ts';
import { whatEnds } from '../settings/ending.ts';
import styles from './connect-step.module.css';
import { Duplicates } from './duplicates.tsx';
import { addressesOf } from './of-this-provider.ts';
import { ScopeList } from './scope-list.tsx';
import { StepForm } from './step-form.tsx';
import { useConnectionCheck } from './use-connection-check.ts';
import type { WizardForm } from './use-wizard.ts';

/** What the provider gave, each field judged while it is filled in; the sign-in is the test of it all. */
export function ConnectStep({
  form,
  provider,
  endpoints,
  saved,
  secret,
  onSecret,
  failure,
  busy,
  onBack,
  onFinish,
}: {
  readonly form: WizardForm;
  readonly provider: IssuerCheck;
  /** Its addresses by hand; null where it describes itself. */
  readonly endpoints: EndpointsInput | null;
  /** The connection that is set up further. */
  readonly saved: ConnectionView | null;
  readonly secret: { readonly wish: SecretWish; readonly error: string | null };
  readonly onSecret: (wish: SecretWish) => void;
  /** What no field can tell. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onFinish: (then: 'sign-in' | 'save') => void;
}) {
  const { values } = form;
  const id: ConnectionId | null = saved?.id ?? null;
  const check = useConnectionCheck(values, id);
  const checked = (field: 'name' | 'clientId' | 'scopes' | 'apiOrigins') => {
    const told = form.errors[field];
    const problem = values[field] === '' ? null : check.problemOf(field);
    const good = values[field] !== '' && problem === null && told === undefined && check.settled;
    return {
      ...form.getInputProps(field),
      error: told ?? problem,
      rightSection: good ? <LooksRight /> : null,
    };
  };
  const why = whySecret(provider, saved);
  const ends =
    saved === null ? null : whatEnds(saved, endpoints === null ? values : { ...values, endpoints });
  return (
    <StepForm
      back={{ label: 'Back', onBack }}
      failure={failure}
      onSubmit={() => {
        onFinish('sign-in');
      }}
      answers={
        <>
          <Button
            variant="default"
            size="sm"
            disabled={busy}
            onClick={() => {
              onFinish('save');
            }}
          >
            Save connection
          </Button>
          <Button type="submit" size="sm" loading={busy}>
            Sign in
          </Button>
        </>
      }
    >
      <div>
        <TextInput
          label="Client ID"
          description={`What ${nameOf(provider.provider)} shows after the app is registered`}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...checked('clientId')}
        />
        <Duplicates duplicates={check.duplicates} />
      </div>
      {why === null ? null : (
        <ClientSecretField
          state={saved?.clientSecret ?? 'none'}
          wish={secret.wish}
          error={secret.error}
          why={`${why} It is sealed, and never shown again.`}
          onWish={onSecret}
        />
      )}
      <TextInput
        label="Name"
        description="What you will know this connection by"
        autoComplete="off"
        {...checked('name')}
        dir="auto"
      />
      <div>
        <TextInput
          label="Scopes"
          description="What to ask for, separated by spaces"
          autoComplete="off"
          spellCheck={false}
          {...checked('scopes')}
        />
        <ScopeList scopes={values.scopes} supported={provider.scopesSupported} />
        <ScopeWords
          hint={provider.provider}
          scopes={values.scopes}
          onScopes={(scopes) => {
            form.setFieldValue('scopes', scopes);
          }}
        />
      </div>
      <ApiOriginsField text={values.apiOrigins} field={checked('apiOrigins')} />
      <RedirectAddresses
        uris={addressesOf(provider, saved, endpoints !== null)}
        values={values}
        ways={values.redirectWays}
        onWays={(ways) => {
          form.setFieldValue('redirectWays', ways);
        }}
      />
      {ends === null ? null : (
        <p className={styles['ends']}>
          {ends === 'session'
            ? 'This is another client or provider: saving signs you out of the one before.'
            : 'The sign-in that waits in the browser ends when this is saved.'}
        </p>
      )}
    </StepForm>
  );
}

/** Why a secret is asked for; null where the provider is content without one. */
function whySecret({ provider }: IssuerCheck, saved: ConnectionView | null): string | null {
  if (provider.clientSecret === 'required') {
    return `${provider.name} gives even a native app a secret, and refuses a sign-in without it.`;
  }
  if (saved === null) return null;
  return saved.clientSecret !== 'none' || isSecretWanted(saved.session)
    ? `Without its secret this client is refused by ${nameOf(provider)}.`
    : null;
}

function LooksRight() {
  return (
    <span className={styles['good']}>
      <TickIcon />
      <span className={styles['spoken']}>Looks right</span>
    </span>
  );
}

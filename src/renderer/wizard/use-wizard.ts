import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { ConnectionInput, EndpointsInput, IssuerCheck } from '../../shared/ipc.ts';
import { useAction } from '../api/use-action.ts';
import { emptyInput, formField, inputOf } from '../connection-form/form-values.ts';
import type { SecretWish } from '../connection-form/client-secret-field.tsx';
import type { SetUpStep } from '../navigation/route.ts';
import { goTo } from '../navigation/use-route.ts';
import { failureLine } from '../words/failure-report.ts';
import { endpointsOf } from '../connection-form/endpoints-of.ts';
import { describesNothing } from './other-name.ts';
import { secretFor, type EnteredSecret } from './of-this-provider.ts';
import {
  nothingSuggested,
  provisionalValues,
  suggestionOf,
  withSuggestion,
  type Suggestion,
} from './suggested-values.ts';
import { useEndpointsCheck } from './use-endpoints-check.ts';
import { useIssuerSearch } from './use-issuer-search.ts';

export type WizardForm = UseFormReturnType<ConnectionInput>;

/** A connection that is set up further: which, and the step that it is to be gone on with. */
export interface Begun {
  readonly connection: ConnectionView;
  readonly step: SetUpStep;
}

/** The fields that can tell themselves what is wrong with them. */
const shownFields: Readonly<Record<SetUpStep, readonly (keyof ConnectionInput)[]>> = {
  where: ['issuer'],
  register: ['loopbackPorts'],
  connect: ['clientId', 'name', 'scopes', 'apiOrigins'],
};

/** What the three steps share: the fields, the provider that was accepted, and how it is all saved. */
export function useWizard(connections: readonly ConnectionView[], begun: Begun | null) {
  const connection = begun?.connection ?? null;
  const form = useForm<ConnectionInput>({
    initialValues: connection === null ? emptyInput : inputOf(connection),
  });
  const [step, setStep] = useState<SetUpStep>('where');
  const [accepted, setAccepted] = useState<IssuerCheck | null>(null);
  const [last, setLast] = useState<Suggestion | null>(connection === null ? nothingSuggested : null);
  const [entered, setEntered] = useState<EnteredSecret | null>(null);
  const [opening, setOpening] = useState(begun !== null);
  const [endpoints, setEndpoints] = useState<EndpointsInput | null>(endpointsOf(connection));
  const saving = useAction();
  const { issuer } = form.values;
  // A connection that has addresses by hand is not asked whether it needs them while it is at its provider.
  const known = endpointsOf(connection) !== null && issuer === connection?.issuer;
  const search = useIssuerSearch(known ? '' : issuer, (next) => {
    form.setFieldValue('issuer', next);
  });
  const checking = useEndpointsCheck(issuer, endpoints, connection?.id ?? null);
  // Not before its description was looked for, and not in the place of one (R77).
  const wanted = known || (search.failure !== null && describesNothing(search.failure));
  const byHand = wanted ? (checking.check?.found ?? null) : null;
  const found = search.found ?? byHand;

  const secret = secretFor(entered, form.values.issuer);
  const taken = connections.filter(({ id }) => id !== connection?.id).map(({ name }) => name);
  const accept = (given: IssuerCheck, next: SetUpStep): void => {
    const suggestion = suggestionOf(given, taken);
    form.setValues({ ...withSuggestion(form.values, last, suggestion), issuer: given.issuer });
    if (last !== null) setLast(suggestion);
    if (given !== byHand) setEndpoints(null);
    setAccepted(given);
    setStep(next);
  };

  // The provider of a draft is asked once more, and the step that waits opens when it is who it was.
  const same = found !== null && found.issuer === connection?.issuer ? found : null;
  if (opening && begun !== null) {
    if (same !== null) {
      setOpening(false);
      setAccepted(same);
      setStep(begun.step);
    } else if (search.failure !== null || issuer !== begun.connection.issuer) {
      setOpening(false);
    }
  }

  const save = async (values: ConnectionInput, then: 'sign-in' | 'save'): Promise<void> => {
    form.clearErrors();
    const input = {
      ...values,
      ...(secret === undefined ? {} : { clientSecret: secret }),
      ...(endpoints === null ? {} : { endpoints }),
    };
    const result = await saving.run(() =>
      connection === null
        ? window.latchkey.addConnection(input)
        : window.latchkey.updateConnection({ id: connection.id, changes: input }),
    );
    if (!result.ok) {
      const field = formField(result.failure.details?.field);
      if (field === null) return;
      form.setFieldError(field, failureLine(result.failure));
      form.getInputNode(field)?.focus();
      return;
    }
    const { id } = result.value;
    // Why it came to nothing is told on the page of the connection.
    if (then === 'sign-in') void window.latchkey.signIn({ id });
    goTo({ kind: 'connection', id, tab: 'requests' });
  };
  const finish = (then: 'sign-in' | 'save'): void => {
    if (then === 'sign-in' && form.values.clientId.trim() === '') {
      form.setFieldError(
        'clientId',
        'To sign in, enter what the provider shows as client ID. To wait for it, save the connection.',
      );
      form.getInputNode('clientId')?.focus();
      return;
    }
    void save(form.values, then);
  };
  const provisional = provisionalValues(form.values, last, search.recognizing.recognition, taken);

  const told = formField(saving.failure?.details?.field);
  const secretError = saving.failure?.details?.field === 'Client secret' ? failureLine(saving.failure) : null;
  return {
    form,
    search,
    step,
    setStep,
    accepted,
    accept,
    /** What is to be gone on with is not known yet, and will be by itself. */
    opening: opening && (search.unsettled || checking.unsettled),
    found,
    endpoints,
    setEndpoints,
    checking,
    busy: saving.busy,
    secret: { wish: secret, error: secretError },
    setSecret: (wish: SecretWish) => {
      setEntered({ issuer: form.values.issuer, wish });
    },
    /** What no field tells. */
    failure:
      secretError === null && !(told !== null && shownFields[step].includes(told)) ? saving.failure : null,
    finish,
    /** What the fields will hold, as far as it is known while the provider cannot be asked. */
    provisional,
    saveDraft: () => {
      void save(step === 'where' ? provisional : form.values, 'save');
    },
  };
}

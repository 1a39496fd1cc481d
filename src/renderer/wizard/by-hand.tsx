import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';

import type { EndpointByHand } from '../../shared/connection.ts';
import { endpointLabels } from '../../shared/endpoint-labels.ts';
import type { EndpointsInput } from '../../shared/ipc.ts';
import styles from './by-hand.module.css';
import { FoundByHand } from './found-by-hand.tsx';
import type { EndpointsChecking } from './use-endpoints-check.ts';

const needed: readonly EndpointByHand[] = ['authorizationEndpoint', 'tokenEndpoint'];
const others: readonly EndpointByHand[] = [
  'jwksUri',
  'userinfoEndpoint',
  'revocationEndpoint',
  'endSessionEndpoint',
  'deviceAuthorizationEndpoint',
];

const uses: Readonly<Record<EndpointByHand, string>> = {
  authorizationEndpoint: 'Where you sign in, in your browser',
  tokenEndpoint: 'Where Latchkey gets tokens, and renews them',
  jwksUri: 'The keys that its ID tokens are checked with',
  userinfoEndpoint: 'What else it says of the account. Asked only where the key set is known.',
  revocationEndpoint: 'Told when you sign out',
  endSessionEndpoint: 'Ends the sign-in in your browser, too',
  deviceAuthorizationEndpoint: 'For signing in with a code on another device',
};

/** The addresses of a provider that describes itself nowhere, from its documentation (R77, R87). */
export function ByHand({
  endpoints,
  begun,
  checking,
  onEndpoints,
}: {
  readonly endpoints: EndpointsInput;
  /** Just now, by a press: the first field has the focus. */
  readonly begun: boolean;
  readonly checking: EndpointsChecking;
  readonly onEndpoints: (endpoints: EndpointsInput) => void;
}) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (begun) first.current?.focus();
  }, [begun]);
  const field = (name: EndpointByHand) => (
    <TextInput
      key={name}
      {...(name === needed[0] ? { ref: first } : {})}
      label={endpointLabels[name]}
      description={uses[name]}
      autoComplete="off"
      spellCheck={false}
      inputMode="url"
      required={needed.includes(name)}
      value={endpoints[name]}
      error={checking.problemOf(name)}
      onChange={(event) => {
        onEndpoints({ ...endpoints, [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <section className={styles['fields']} aria-label="Addresses by hand">
      <p className={styles['quiet']}>
        Copy its addresses from its documentation. Latchkey keeps to them: one that the provider moves later
        is changed here, too.
      </p>
      {needed.map(field)}
      <details open={others.some((name) => endpoints[name] !== '') || undefined}>
        <summary>More addresses, where it has them</summary>
        <div className={styles['fields']}>{others.map(field)}</div>
      </details>
      <div aria-live="polite">
        {checking.check === null || checking.check.found === null ? null : (
          <FoundByHand endpoints={endpoints} hosts={checking.check.hosts} />
        )}
      </div>
    </section>
  );
}

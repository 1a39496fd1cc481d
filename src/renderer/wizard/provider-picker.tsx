import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { ProviderId } from '../../shared/provider.ts';
import { madeIssuerQuery, providersQuery } from '../api/queries.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './provider-picker.module.css';

/** For whoever knows the provider and not its address: what they know of their tenant makes the issuer. */
export function ProviderPicker({
  picked,
  onPick,
  onIssuer,
}: {
  readonly picked: ProviderId | null;
  readonly onPick: (provider: ProviderId | null) => void;
  readonly onIssuer: (issuer: string) => void;
}) {
  const [parts, setParts] = useState<Readonly<Record<string, string>>>({});
  const { data } = useQuery(providersQuery);
  const providers = data?.ok === true ? data.value : [];
  const provider = providers.find(({ id }) => id === picked) ?? null;
  const made = useQuery(madeIssuerQuery(provider?.id ?? 'unknown', parts, provider !== null));
  const known = provider !== null && made.data?.ok === true ? made.data.value : null;
  const problem = known?.problem ?? null;
  // What was made of other parts does not stay.
  const issuer = known === null ? null : (known.issuer ?? '');
  useEffect(() => {
    if (issuer !== null) onIssuer(issuer);
    // oxlint-disable-next-line react/exhaustive-deps -- `onIssuer` is made anew with every drawing, and does the same
  }, [issuer]);
  return (
    <div className={styles['picker']}>
      <NativeSelect
        label="Or pick a provider"
        data={[
          { value: '', label: 'None picked' },
          ...providers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={picked ?? ''}
        onChange={(event) => {
          onPick(providers.find(({ id }) => id === event.currentTarget.value)?.id ?? null);
          setParts({});
        }}
      />
      {provider?.inputs.map(({ name, label, example }) => (
        <TextInput
          key={`${provider.id} ${name}`}
          label={label}
          placeholder={example}
          autoComplete="off"
          spellCheck={false}
          value={parts[name] ?? ''}
          onChange={(event) => {
            setParts({ ...parts, [name]: event.currentTarget.value });
          }}
        />
      ))}
      <div className={styles['words']} aria-live="polite">
        {problem === null ? null : <p className={styles['problem']}>{visibleLine(problem)}</p>}
        {provider === null || provider.note === null ? null : <p>{provider.note}</p>}
      </div>
    </div>
  );
}

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { IssuerCheck } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';
import { issuerQuery } from '../api/queries.ts';
import { looksLikeIssuer } from './form-values.ts';

const debounceMilliseconds = 500;

export interface IssuerChecking {
  readonly result: Result<IssuerCheck> | null;
  readonly looking: boolean;
  readonly onBlur: () => void;
  /** Asks once more. */
  readonly again: () => void;
}

/**
 * Looks an issuer up while it is typed: half a second after the last key when it reads like an address, else when
 * the field is left. An issuer that was saved is not looked up again until it is changed, unless it is in doubt.
 * @param savedIssuer null where nothing was saved that could be relied on.
 * @param hold what stands there is known to be no issuer, or is yet to be looked at.
 */
export function useIssuerCheck(issuer: string, savedIssuer: string | null, hold: boolean): IssuerChecking {
  const [left, setLeft] = useState('');
  const [settled] = useDebouncedValue(issuer, debounceMilliseconds);
  const wanted = left === issuer ? issuer : settled;
  const enabled =
    !hold &&
    wanted !== '' &&
    wanted === issuer &&
    wanted !== savedIssuer &&
    (left === wanted || looksLikeIssuer(wanted));
  const { data, isFetching, refetch } = useQuery(issuerQuery(wanted, enabled));
  return {
    result: enabled && data !== undefined ? data : null,
    looking: enabled && isFetching,
    onBlur: () => {
      setLeft(issuer);
    },
    again: () => {
      void refetch();
    },
  };
}

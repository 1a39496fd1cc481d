import { useQuery } from '@tanstack/react-query';

import type { Failure } from '../../shared/failure.ts';
import type { IssuerCheck } from '../../shared/ipc.ts';
import { issuerQuery } from '../api/queries.ts';
import { isWorthAsking } from '../connection-form/provider-words.ts';
import { useIssuerCheck } from '../connection-form/use-issuer-check.ts';
import { usePastedIssuer, type PastedIssuer } from '../connection-form/use-pasted-issuer.ts';
import { useRecognition, type Recognizing } from '../connection-form/use-recognition.ts';
import { nameOnSameOrigin } from './other-name.ts';

export interface IssuerSearch {
  readonly recognizing: Recognizing;
  readonly pasted: PastedIssuer;
  /** What the provider says of itself, under the name that it gives itself. */
  readonly found: IssuerCheck | null;
  readonly failure: Failure | null;
  readonly looking: boolean;
  /** Whether more will be known without anybody doing anything: the text is looked at, or the provider is asked. */
  readonly unsettled: boolean;
  /** Asks at once, whatever the text reads like. */
  readonly look: () => void;
  /** Asks again what failed. */
  readonly again: () => void;
}

/**
 * From what was pasted or typed to a provider whose metadata was read. One that calls itself otherwise on its own server (a
 * slash, the ID of a tenant for its domain) is read under that name, so that the name can be shown and accepted (R44); a name
 * elsewhere is for the person to choose.
 */
export function useIssuerSearch(text: string, onIssuer: (issuer: string) => void): IssuerSearch {
  const recognizing = useRecognition(text, null);
  const { recognition } = recognizing;
  const check = useIssuerCheck(
    text,
    null,
    recognizing.waiting || (recognition !== null && !isWorthAsking(recognition)),
  );
  const pasted = usePastedIssuer(text, recognition, onIssuer);
  const failure = check.result?.ok === false ? check.result.failure : null;
  const otherName = failure === null ? null : nameOnSameOrigin(text, failure);
  const named = useQuery(issuerQuery(otherName ?? '', otherName !== null));
  const second = otherName === null ? null : (named.data ?? null);
  const found = check.result?.ok === true ? check.result.value : second?.ok === true ? second.value : null;
  const looking = check.looking || (otherName !== null && named.isFetching);
  return {
    recognizing,
    pasted,
    found: looking ? null : found,
    failure: looking || found !== null ? null : second?.ok === false ? second.failure : failure,
    looking,
    unsettled: looking || recognizing.waiting,
    look: check.onBlur,
    again: () => {
      check.again();
      if (otherName !== null) void named.refetch();
    },
  };
}

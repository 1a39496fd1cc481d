import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { ConnectionId, EndpointByHand } from '../../shared/connection.ts';
import { endpointLabels } from '../../shared/endpoint-labels.ts';
import type { EndpointsCheck, EndpointsInput } from '../../shared/ipc.ts';
import { endpointsQuery } from '../api/queries.ts';
import { failureLine } from '../words/failure-report.ts';

const debounceMilliseconds = 150;

export interface EndpointsChecking {
  /** Of the addresses as they stand; null while they are yet to be looked at. */
  readonly check: EndpointsCheck | null;
  /** Whether that will be known by itself. */
  readonly unsettled: boolean;
  /** What is wrong with a field; null while nothing is known to be. */
  readonly problemOf: (field: EndpointByHand) => string | null;
}

/** Judges addresses by hand while they are typed. Nobody outside of this computer is asked. */
export function useEndpointsCheck(
  issuer: string,
  endpoints: EndpointsInput | null,
  id: ConnectionId | null,
): EndpointsChecking {
  const typed = useMemo(() => ({ issuer, endpoints }), [issuer, endpoints]);
  const [settled] = useDebouncedValue(typed, debounceMilliseconds);
  const { data, isFetching } = useQuery(endpointsQuery(settled.issuer, settled.endpoints, id));
  const check = settled === typed && data?.ok === true ? data.value : null;
  return {
    check,
    unsettled: endpoints !== null && (settled !== typed || isFetching),
    problemOf: (field) => {
      const problem = check?.problems.find(({ details }) => details?.field === endpointLabels[field]);
      return problem === undefined ? null : failureLine(problem);
    },
  };
}

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { ConnectionId } from '../../shared/connection.ts';
import type { ConnectionCheck, ConnectionInput } from '../../shared/ipc.ts';
import { connectionCheckQuery } from '../api/queries.ts';
import { formField } from '../connection-form/form-values.ts';
import { failureLine } from '../words/failure-report.ts';

const debounceMilliseconds = 150;

export interface ConnectionChecking {
  readonly duplicates: ConnectionCheck['duplicates'];
  /** What is wrong with a field, by its key in the form; null while nothing is known to be. */
  readonly problemOf: (field: keyof ConnectionInput) => string | null;
  /** Whether all fields as they stand were looked at. */
  readonly settled: boolean;
}

/** Judges the fields of a connection while they are filled in. Nobody outside of this computer is asked. */
export function useConnectionCheck(input: ConnectionInput, id: ConnectionId | null): ConnectionChecking {
  const [settled] = useDebouncedValue(input, debounceMilliseconds);
  const { data, isFetching } = useQuery({
    ...connectionCheckQuery(settled, id),
    placeholderData: keepPreviousData,
  });
  const { problems, duplicates } = data?.ok === true ? data.value : { problems: [], duplicates: [] };
  return {
    duplicates,
    problemOf: (field) => {
      const problem = problems.find(({ details }) => formField(details?.field) === field);
      return problem === undefined ? null : failureLine(problem);
    },
    settled: settled === input && !isFetching && data !== undefined,
  };
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { ConnectionId } from '../../shared/connection.ts';
import type { Guide } from '../../shared/guide.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { guideQuery } from '../api/queries.ts';

/** How what the fields hold is registered. @param read whether the provider has said what it calls itself. */
export function useGuide(values: ConnectionInput, id: ConnectionId | null, read: boolean): Guide | null {
  const { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts } = values;
  const own = id === null ? {} : { id };
  const { data } = useQuery({
    ...guideQuery(
      { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts, ...own },
      read,
    ),
    placeholderData: keepPreviousData,
  });
  return data?.ok === true ? data.value : null;
}

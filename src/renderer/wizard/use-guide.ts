import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { ConnectionId } from '../../shared/connection.ts';
import type { Guide } from '../../shared/guide.ts';
import type { ConnectionInput, EndpointsInput } from '../../shared/ipc.ts';
import type { ProviderId } from '../../shared/provider.ts';
import { guideQuery } from '../api/queries.ts';

/**
 * How what the fields hold is registered.
 * @param of the connection, where it was saved before; what was picked, which counts while the provider was not read; and
 * the addresses by hand
 * @param read whether the provider has said what it calls itself
 */
export function useGuide(
  values: ConnectionInput,
  of: {
    readonly id?: ConnectionId;
    readonly provider?: ProviderId;
    readonly endpoints?: EndpointsInput;
  },
  read: boolean,
): Guide | null {
  const { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts } = values;
  const { data } = useQuery({
    ...guideQuery(
      { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts, ...of },
      read,
    ),
    placeholderData: keepPreviousData,
  });
  return data?.ok === true ? data.value : null;
}

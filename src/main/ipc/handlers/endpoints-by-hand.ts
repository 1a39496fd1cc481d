import { hostsOf } from '../../../core/connections/endpoints-by-hand.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { NewTags } from '../../../core/connections/new-tags.ts';
import { checkEndpointsInput, parseEndpoints } from '../../../core/connections/parse-endpoints.ts';
import { metadataByHand } from '../../../core/oauth/discovery.ts';
import { parseIssuer } from '../../../core/oauth/issuer.ts';
import type { Connection, ManualEndpoints } from '../../../shared/connection.ts';
import type { EndpointsCheck, EndpointsInput } from '../../../shared/ipc.ts';
import { succeed, type Result } from '../../../shared/result.ts';
import { issuerCheck } from '../../views/issuer-check.ts';
import type { Handlers } from '../answer.ts';

export interface EndpointHandlerDeps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly tags: Pick<NewTags, 'of'>;
  readonly scheme: string;
}

/** What is said of addresses by hand while they are typed. */
export function endpointHandlers({
  connections,
  tags,
  scheme,
}: EndpointHandlerDeps): Pick<Handlers, 'checkEndpoints'> {
  return {
    checkEndpoints({ issuer: typed, endpoints, id }) {
      const issuer = parseIssuer(typed);
      if (!issuer.ok) return succeed(nothing([issuer.failure]));
      const problems = checkEndpointsInput(issuer.value, endpoints);
      const saved = id === null ? null : connections.get(id);
      const manual = manualOf({ issuer: issuer.value, endpoints }, saved, tags.of);
      if (problems.length > 0 || !manual.ok) return succeed(nothing(problems));
      const metadata = metadataByHand(issuer.value, manual.value);
      return succeed(
        metadata?.ok === true
          ? {
              problems: [],
              found: issuerCheck(metadata.value, scheme, manual.value),
              hosts: hostsOf(issuer.value, manual.value),
            }
          : nothing([]),
      );
    },
  };
}

function nothing(problems: EndpointsCheck['problems']): EndpointsCheck {
  return { problems, found: null, hosts: [] };
}

/**
 * The endpoints of a manual connection as they are saved. One that has a tag keeps it while its issuer stays: it is what was
 * registered. Fails like `parseEndpoints`.
 * @param tagFor of one that has none; asked only when the addresses are usable.
 */
export function manualOf(
  { issuer, endpoints }: { readonly issuer: string; readonly endpoints: EndpointsInput },
  saved: Connection | null,
  tagFor: (issuer: string) => string,
): Result<ManualEndpoints> {
  const parsed = parseEndpoints(issuer, endpoints);
  if (!parsed.ok) return parsed;
  const tag = saved?.issuer === issuer ? saved.manual?.tag : undefined;
  return succeed({ ...parsed.value, tag: tag ?? tagFor(issuer) });
}

import { hostsOf } from '../../src/core/connections/endpoints-by-hand.ts';
import { checkEndpointsInput, parseEndpoints } from '../../src/core/connections/parse-endpoints.ts';
import { metadataByHand } from '../../src/core/oauth/discovery.ts';
import { hintOf } from '../../src/core/providers/presets/preset-of.ts';
import type { Commands, EndpointsCheck } from '../../src/shared/ipc.ts';
import type { Scenario } from './scenario.ts';

/** What main says of addresses by hand, with the redirect addresses of the scenario. */
export function fakeEndpointsCheck(
  { issuerCheck }: Scenario,
  { issuer, endpoints }: Commands['checkEndpoints']['input'],
): EndpointsCheck {
  const parsed = parseEndpoints(issuer, endpoints);
  const metadata = parsed.ok ? metadataByHand(issuer, parsed.value) : null;
  if (!parsed.ok || metadata?.ok !== true) {
    return { problems: checkEndpointsInput(issuer, endpoints), found: null, hosts: [] };
  }
  const { scopesSupported, revocationEndpoint } = metadata.value;
  return {
    problems: [],
    found: {
      ...issuerCheck,
      issuer,
      provider: hintOf(metadata.value),
      host: new URL(issuer).host,
      scopesSupported,
      refreshTokens: 'unknown',
      revokes: revocationEndpoint !== null,
    },
    hosts: hostsOf(issuer, parsed.value),
  };
}

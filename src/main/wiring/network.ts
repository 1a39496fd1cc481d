import {
  createClientCertificateChoices,
  type ClientCertificateChoices,
  type ClientCertificateChoicesDeps,
} from '../../core/client-certificates/client-certificates.ts';
import type { ProxyCredentials } from '../../core/ports/proxy-credentials.ts';
import { createNetwork, type Network } from '../network/create-network.ts';

export interface NetworkWiring {
  readonly network: Network;
  readonly clientCertificates: ClientCertificateChoices;
}

/** Makes the way out, and those whom it asks. */
export function wireNetwork({
  forProxy,
  ...deps
}: ClientCertificateChoicesDeps & Pick<ProxyCredentials, 'forProxy'>): NetworkWiring {
  const clientCertificates = createClientCertificateChoices(deps);
  return {
    network: createNetwork({ proxies: { forProxy }, certificates: clientCertificates, others: 'get-none' }),
    clientCertificates,
  };
}

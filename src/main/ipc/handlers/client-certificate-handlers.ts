import type { ClientCertificateChoices } from '../../../core/client-certificates/client-certificates.ts';
import { succeed } from '../../../shared/result.ts';
import type { Network } from '../../network/create-network.ts';
import type { Handlers } from '../answer.ts';

type ClientCertificateCommands = 'answerClientCertificate' | 'forgetClientCertificate';

export interface ClientCertificateHandlerDeps {
  readonly choices: Pick<ClientCertificateChoices, 'answer' | 'forget'>;
  readonly network: Pick<Network, 'forgetClientCertificates'>;
}

/** Calls about servers that want a certificate of the person's. Certificates are named by their fingerprints. */
export function clientCertificateHandlers({
  choices,
  network,
}: ClientCertificateHandlerDeps): Pick<Handlers, ClientCertificateCommands> {
  return {
    answerClientCertificate: (input) => choices.answer(input),
    forgetClientCertificate({ server }) {
      // First what a server that asks at once would get.
      choices.forget(server);
      network.forgetClientCertificates();
      return succeed(null);
    },
  };
}

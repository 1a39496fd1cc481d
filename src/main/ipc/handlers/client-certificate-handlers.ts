import type { ClientCertificateChoices } from '../../../core/client-certificates/client-certificates.ts';
import { succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

type ClientCertificateCommands = 'answerClientCertificate' | 'forgetClientCertificate';

export interface ClientCertificateHandlerDeps {
  readonly choices: Pick<ClientCertificateChoices, 'answer' | 'forget'>;
  /** What the network keeps of them itself. */
  readonly forgetInNetwork: () => Promise<void>;
}

/** Calls about servers that want a certificate of the person's. Certificates are named by their fingerprints. */
export function clientCertificateHandlers({
  choices,
  forgetInNetwork,
}: ClientCertificateHandlerDeps): Pick<Handlers, ClientCertificateCommands> {
  return {
    answerClientCertificate: (input) => choices.answer(input),
    async forgetClientCertificate({ server }) {
      // First what a server that asks at once would get.
      choices.forget(server);
      await forgetInNetwork();
      return succeed(null);
    },
  };
}

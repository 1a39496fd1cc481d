import type { App, Certificate, WebContents } from 'electron';
import type { ClientCertificates } from '../../core/ports/client-certificates.ts';
import type { WaitingRequests } from './waiting-requests.ts';

type Answer = (certificate?: Certificate) => void;

export interface ClientCertificateDeps {
  readonly certificates: Pick<ClientCertificates, 'choose'>;
  readonly waiting: Pick<WaitingRequests, 'any' | 'asking'>;
  readonly others: OthersInApp;
}

/** What becomes of everything else in this program that servers ask: it gets no certificate, or it is left to its owner. */
export type OthersInApp = 'get-none' | 'are-not-ours';

/**
 * Gives the servers that want a certificate of the person's what `certificates` says. Electron asks since its version 44;
 * before, such requests fail with `client-certificate-needed`.
 */
export function answerServers(app: App, deps: ClientCertificateDeps): void {
  app.on('select-client-certificate', (event, contents, server, offered, answer) => {
    answerServer(deps, event, contents, server, offered, answer);
  });
}

/** Where nobody can be asked: every server gets none. */
export const noClientCertificates: ClientCertificates = {
  choose: () => Promise.resolve({ kind: 'none' }),
  withdraw: () => undefined,
  refused: () => undefined,
};

/** One question of Chromium's. Not calling `answer` leaves the request as it is, which has ended then. */
export function answerServer(
  { certificates, waiting, others }: ClientCertificateDeps,
  event: { preventDefault(): void },
  contents: WebContents | null,
  server: string,
  offered: readonly Certificate[],
  answer: Answer,
): void {
  const ours = contents === null && waiting.any(server);
  if (!ours && others === 'are-not-ours') return;
  // SECURITY: without this Electron sends the first certificate there is (test/integration/network/client-certificates.test.ts).
  event.preventDefault();
  if (!ours) {
    // A page, or a proxy on the way: neither knows this person. Where nothing waits, Chromium would remember an answer that nobody gave.
    if (contents !== null || waiting.any()) answer();
    return;
  }
  void passOn();

  async function passOn(): Promise<void> {
    const answered = waiting.asking(server);
    try {
      const choice = await certificates.choose({ server, certificates: offered.map(factsOf) });
      if (choice.kind === 'withdrawn') return;
      const chosen =
        choice.kind === 'use'
          ? offered.find(({ fingerprint }) => fingerprint === choice.fingerprint)
          : undefined;
      if (chosen === undefined) answer();
      else answer(chosen);
    } finally {
      answered();
    }
  }
}

function factsOf({ subjectName, issuerName, validExpiry, fingerprint }: Certificate) {
  return { subject: subjectName, issuer: issuerName, validUntil: validExpiry * 1000, fingerprint };
}

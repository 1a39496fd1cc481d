import type { Certificate, Session } from 'electron';
import type { CertificateFacts, CertificateProblem } from '../../core/ports/fetch.ts';

/** Chromium's names for what is wrong with a certificate, in the words of the port. */
const reasons: Readonly<Record<string, CertificateProblem['reason']>> = {
  CERT_AUTHORITY_INVALID: 'unknown-authority',
  CERT_COMMON_NAME_INVALID: 'another-name',
  CERT_REVOKED: 'revoked',
  CERT_WEAK_SIGNATURE_ALGORITHM: 'weak',
  CERT_WEAK_KEY: 'weak',
};

/** Longer chains are cut: real ones have two to five. */
const longestChain = 10;
/** Hosts that are remembered; the oldest goes first. */
const mostHosts = 100;

/** Remembers what a host proved itself with where that did not convince. */
export interface CertificateWatch {
  problemOf(hostname: string): CertificateProblem | null;
}

/** Watches the certificates of a session. The judgement stays Chromium's own, in every case. */
export function watchCertificates(session: Session): CertificateWatch {
  const problems = new Map<string, CertificateProblem>();
  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    problems.delete(hostname);
    const name = verificationResult.replace('net::', '').replace(/^ERR_/, '');
    if (name !== 'OK') {
      problems.set(hostname, { reason: reasonOf(name, certificate), chain: chainOf(certificate) });
      for (const oldest of problems.keys()) {
        if (problems.size <= mostHosts) break;
        problems.delete(oldest);
      }
    }
    // SECURITY: -3 is Chromium's own verdict; nothing here ever accepts (test/integration/network, "a certificate").
    answer(-3);
  });
  return { problemOf: (hostname) => problems.get(hostname) ?? null };
}

function reasonOf(name: string, { validStart }: Certificate): CertificateProblem['reason'] {
  if (name === 'CERT_DATE_INVALID') return validStart * 1000 > Date.now() ? 'not-yet-valid' : 'expired';
  return reasons[name] ?? 'other';
}

function chainOf(certificate: Certificate): readonly CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  // The types leave out that the last one has no issuer's certificate.
  for (
    let current: Certificate | undefined = certificate;
    current !== undefined && chain.length < longestChain;
    current = current.issuerCert
  ) {
    const { subjectName, issuerName, validStart, validExpiry, fingerprint } = current;
    chain.push({
      subject: subjectName,
      issuer: issuerName,
      validFrom: validStart * 1000,
      validUntil: validExpiry * 1000,
      fingerprint,
    });
  }
  return chain;
}

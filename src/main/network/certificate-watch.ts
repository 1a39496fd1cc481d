import type { Certificate, Session } from 'electron';
import type { CertificateFacts, CertificateProblem } from '../../core/ports/fetch.ts';
import type { ServedCertificate, ServedCertificates } from '../../core/ports/probes.ts';

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

/** Remembers what a host proved itself with last. */
export interface CertificateWatch extends ServedCertificates {
  /** Null where it convinced. */
  problemOf(hostname: string): CertificateProblem | null;
}

/** By session: Chromium asks once and remembers its verdict for as long as a session lives, so what was seen has to live as long. */
const watches = new WeakMap<Session, CertificateWatch>();

/** Watches the certificates of a session. The judgement stays Chromium's own, in every case. */
export function watchCertificates(session: Session): CertificateWatch {
  const known = watches.get(session) ?? watch(session);
  watches.set(session, known);
  return known;
}

function watch(session: Session): CertificateWatch {
  const seen = new Map<string, ServedCertificate>();
  session.setCertificateVerifyProc(
    ({ hostname, certificate, verificationResult, isIssuedByKnownRoot }, answer) => {
      seen.delete(hostname);
      seen.set(hostname, served(verificationResult, certificate, isIssuedByKnownRoot));
      for (const oldest of seen.keys()) {
        if (seen.size <= mostHosts) break;
        seen.delete(oldest);
      }
      // SECURITY: -3 is Chromium's own verdict; nothing here ever accepts (test/integration/network, "a certificate").
      answer(-3);
    },
  );
  return {
    problemOf: (hostname) => seen.get(hostname)?.problem ?? null,
    servedBy: (hostname) => seen.get(hostname) ?? null,
  };
}

function served(verdict: string, certificate: Certificate, isIssuedByKnownRoot: boolean): ServedCertificate {
  const name = verdict.replace('net::', '').replace(/^ERR_/, '');
  const chain = chainOf(certificate);
  if (name === 'OK') return { chain, trust: isIssuedByKnownRoot ? 'public' : 'installed', problem: null };
  return { chain, trust: null, problem: { reason: reasonOf(name, certificate), chain } };
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

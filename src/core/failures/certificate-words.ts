import { assertNever } from '../../shared/result.ts';
import type { CertificateFacts, CertificateProblem } from '../ports/fetch.ts';
import { providerText } from './provider-text.ts';

/** Why a certificate did not convince. What it says of itself is cut to length and inert. */
export function certificateWords({ reason, chain }: CertificateProblem): string {
  const [own] = chain;
  const last = chain.at(-1);
  switch (reason) {
    case 'unknown-authority':
      if (own !== undefined && chain.length === 1 && own.subject === own.issuer)
        return `Its certificate was issued by nobody but itself (${named(own.subject)}), so anybody could have made it. It may be a server under test; otherwise something on the way changes the connection.`;
      return `Its certificate was issued by ${named(last?.issuer)}, whom this computer does not trust. A company network may need its own authority installed; otherwise something on the way changes the connection.`;
    case 'another-name':
      return `Its certificate belongs to ${named(own?.subject)}. The address may be mistyped, or something on the way answers in its place.`;
    case 'expired':
      return `Its certificate was valid until ${day(own?.validUntil)}. It was not renewed, or the clock of this computer is wrong.`;
    case 'not-yet-valid':
      return `Its certificate is not valid before ${day(own?.validFrom)}. It was put in place too early, or the clock of this computer is wrong.`;
    case 'revoked':
      return `Its certificate was taken back by ${named(own?.issuer)}, who issued it. Somebody else may hold its key.`;
    case 'weak':
      return 'Its certificate was made by a method so old that it can be forged. The server needs a new one.';
    case 'other':
      return 'Its certificate does not fit: this computer does not accept how it was made or issued.';
    default:
      return assertNever(reason);
  }
}

/** The chain, from the server's own certificate on, one line each. */
export function certificateLines({ chain }: CertificateProblem): readonly string[] {
  return chain.map(certificateLine);
}

function certificateLine({ subject, issuer, validFrom, validUntil, fingerprint }: CertificateFacts): string {
  const issued = subject === issuer ? 'by itself' : `by ${named(issuer)}`;
  return `${named(subject)}, issued ${issued}, valid ${day(validFrom)} to ${day(validUntil)}, ${providerText(fingerprint) ?? 'no fingerprint'}`;
}

function named(name: string | undefined): string {
  return providerText(name) ?? 'somebody without a name';
}

function day(at = Number.NaN): string {
  return Number.isFinite(at) && Math.abs(at) < 8.64e15
    ? new Date(at).toISOString().slice(0, 10)
    : 'an unknown day';
}

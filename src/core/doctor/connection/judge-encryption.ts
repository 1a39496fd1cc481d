import type { Finding } from '../../../shared/doctor.ts';
import type { Failure } from '../../../shared/failure.ts';
import { certificateLines, certificateWords } from '../../failures/certificate-words.ts';
import type { CertificateFacts } from '../../ports/fetch.ts';
import type { ServedCertificate } from '../../ports/probes.ts';
import { good, note, ofFailure, untold, wrong, type Facts } from '../finding.ts';

const day = 24 * 60 * 60 * 1000;
/** Most are renewed by a program a month before their end: one that is nearer was forgotten. */
const soon = 14 * day;

export interface SeenEncryption {
  readonly host: string;
  /** Whether the address is https. */
  readonly encrypted: boolean;
  readonly served: ServedCertificate | null;
  /** Why the server did not answer; null where it did. */
  readonly failure: Failure | null;
  readonly now: number;
}

/** Whether the server proved who it is, to whom, and for how long. */
export function judgeEncryption({ host, encrypted, served, failure, now }: SeenEncryption): Finding {
  if (!encrypted) {
    return note(
      `Nothing is encrypted on the way to ${host}, which is this computer itself.`,
      'Nothing to do for a server under test. Any other needs https.',
    );
  }
  if (served?.problem) {
    return wrong(
      `${host} could not prove who it is. ${certificateWords(served.problem)}`,
      'Do not go on from here. Ask whoever runs the provider or your network.',
      factsOf(served),
    );
  }
  if (failure?.code === 'encryption-failed' || failure?.code === 'certificate-invalid') {
    return ofFailure('wrong', failure);
  }
  const own = served?.chain[0];
  if (!served || own === undefined) return untold(`${host} was not asked, or did not answer.`);
  const left = Math.floor((own.validUntil - now) / day);
  if (own.validUntil - now < soon) {
    return note(
      `The certificate of ${host} is good, and ends in ${left === 1 ? 'a day' : `${String(Math.max(0, left))} days`}.`,
      'Tell whoever runs the provider: afterwards nobody can sign in.',
      factsOf(served),
    );
  }
  if (served.trust === 'installed') {
    return note(
      `${host} proved who it is, to an authority that was installed on this computer.`,
      'Nothing to do where the provider or your network belongs to your organization. Otherwise ask who installed it: it can read what is sent.',
      factsOf(served),
    );
  }
  return good(`Everything on the way to ${host} is encrypted, and it proved who it is.`, factsOf(served));
}

function factsOf({ chain, trust, problem }: ServedCertificate): Facts {
  const lines = certificateLines({
    reason: problem?.reason ?? 'other',
    chain: chain.map((each) => ({ ...each, fingerprint: inHex(each) })),
  });
  return {
    'Trusted by': trust === null ? 'nobody' : stores[trust],
    ...Object.fromEntries(
      lines.map((line, index) => [index === 0 ? 'Certificate' : `Certificate ${String(index + 1)}`, line]),
    ),
  };
}

const stores: Readonly<Record<'public' | 'installed', string>> = {
  public: 'an authority that all computers know',
  installed: 'an authority in the store of this computer',
};

/** As other programs show it. Pairs, because a long run of letters would be taken for a secret and left out. */
function inHex({ fingerprint }: CertificateFacts): string {
  const bytes = Buffer.from(fingerprint.replace(/^sha256\//, ''), 'base64');
  return `SHA-256 ${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}`;
}

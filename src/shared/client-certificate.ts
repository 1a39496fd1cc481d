/** What is known of the servers that want a certificate of the person's. */
export interface ClientCertificateState {
  /** What the person is asked now; null: nothing. */
  readonly question: ClientCertificateQuestion | null;
  /** What they chose before, by server. */
  readonly choices: readonly ClientCertificateChosen[];
}

/** A server wants a certificate, and requests wait for it. */
export interface ClientCertificateQuestion {
  /** Of this question: an answer never meets another one. */
  readonly id: string;
  /** Host and port. */
  readonly server: string;
  /** Why it is asked though it was answered before; null: it was not. `gone`: the one that was chosen is not there any more, or has expired. */
  readonly again: 'gone' | 'refused' | null;
  readonly certificates: readonly OfferedCertificate[];
}

/** One of the person's certificates. Names are cut to length and inert; null where there is none. */
export interface OfferedCertificate {
  readonly fingerprint: string;
  readonly subject: string | null;
  readonly issuer: string | null;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
  readonly expired: boolean;
}

export interface ClientCertificateChosen {
  /** Host and port. */
  readonly server: string;
  /** Of the certificate that it gets; null: none, until the app quits. */
  readonly fingerprint: string | null;
}

export interface ClientCertificateAnswer {
  readonly id: string;
  /** Null: none. */
  readonly fingerprint: string | null;
}

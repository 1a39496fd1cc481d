/** A certificate in the store of the person's computer. Its key stays there. The names in it are its maker's words. */
export interface ClientCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
  readonly fingerprint: string;
}

/** A server that wants a certificate of the person's before it answers. */
export interface ClientCertificatePrompt {
  /** Host and port. */
  readonly server: string;
  /** Those that the server may take, as it says itself. */
  readonly certificates: readonly ClientCertificate[];
}

export type ClientCertificateChoice =
  | { readonly kind: 'use'; readonly fingerprint: string }
  | { readonly kind: 'none' }
  /** Nobody waits for the server any more: it gets no answer. */
  | { readonly kind: 'withdrawn' };

/** Who says which certificate a server gets. */
export interface ClientCertificates {
  /** Never one that the person did not choose for this server. May take as long as a person does. */
  choose(prompt: ClientCertificatePrompt): Promise<ClientCertificateChoice>;
  /** The last request that waited for the server has ended. */
  withdraw(server: string): void;
  /** The server did not take what it was given. */
  refused(server: string): void;
}

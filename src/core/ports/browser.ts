/** The person's own browser (RFC 8252 §5). */
export interface Browser {
  /** Opens an https, or loopback http, address. @throws when the system has no browser to open it with. */
  open(url: string): Promise<void>;
}

/** A proxy that does not let a request out before somebody signs in to it. */
export interface ProxyPrompt {
  readonly host: string;
  readonly port: number;
  /** As the proxy sent it. */
  readonly realm: string;
  /** Whether others on the network can read a password on its way there: `Basic` (RFC 7617 §4) without TLS. */
  readonly readable: boolean;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Who knows how to sign in to a proxy. */
export interface ProxyCredentials {
  /**
   * How to sign in; null where nobody says. May take as long as a person does.
   * @param refused what the proxy was given for the same exchange, and did not take
   */
  forProxy(prompt: ProxyPrompt, refused: Credentials | null): Promise<Credentials | null>;
}

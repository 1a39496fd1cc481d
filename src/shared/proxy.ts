/** What is known of the proxies on the way that want a sign-in of their own. */
export interface ProxyState {
  /** What the person is asked now; null: nothing. */
  readonly question: ProxyQuestion | null;
  /** Whether the sign-in of any proxy is known, for this run or sealed. */
  readonly known: boolean;
}

/** A proxy wants a user name and a password, and requests wait for them. */
export interface ProxyQuestion {
  /** Of this question: an answer never meets another one. */
  readonly id: string;
  /** Host and port. */
  readonly proxy: string;
  /** What the proxy calls what it guards, cut to length and inert; null when it says nothing. */
  readonly realm: string | null;
  /** Whether it did not take what it was given before. */
  readonly refused: boolean;
  /** Whether others on the network can read the password on its way to the proxy. */
  readonly readable: boolean;
  /** Whether the answer can be sealed; else it is known until the app quits. */
  readonly canRemember: boolean;
}

export interface ProxyAnswer {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  /** Seal it, so that the next run knows it. */
  readonly remember: boolean;
}

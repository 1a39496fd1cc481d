import type { CertificateFacts, CertificateProblem } from './fetch.ts';

/** How far a connection comes without anything being sent. */
export type Reached =
  | 'open'
  /** Somebody is there, and says no. */
  | 'refused'
  /** There is no way there, or nobody who answers. */
  | 'unreachable'
  | 'no-such-name';

/** Looks at a server from outside. */
export interface ServerProbe {
  /** The addresses that a name leads to, as the network itself sees it; null where there is no such name. */
  addressesOf(hostname: string): Promise<readonly string[] | null>;
  /** Opens a connection, and closes it again. */
  connect(hostname: string, port: number, signal: AbortSignal): Promise<Reached>;
}

/** Where the settings of proxies come from. */
export interface ProxySettings {
  readonly from: 'switch' | 'environment' | 'desktop' | 'nowhere';
  /** The server of the file that says which proxy to use for what (PAC); null where there is no such file. */
  readonly automatic: string | null;
}

/** Which proxies the system has for an address. */
export interface ProxyLookup {
  /** In order, as a PAC file writes them: `DIRECT`, `PROXY host:port; DIRECT`. */
  waysTo(url: string): Promise<string>;
  settings(): Promise<ProxySettings>;
}

/** What a server proved itself with, whether it convinced or not. */
export interface ServedCertificate {
  /** From the server's own on. The names in it are the server's words. */
  readonly chain: readonly CertificateFacts[];
  /** Whose authority convinced: one that all computers know, or one that was installed on this one; null: nobody's. */
  readonly trust: 'public' | 'installed' | null;
  readonly problem: CertificateProblem | null;
}

export interface ServedCertificates {
  /** Null where none was seen. */
  servedBy(hostname: string): ServedCertificate | null;
}

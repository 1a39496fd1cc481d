/** What this run calls itself: a development run never takes the installed app's place. */
export interface Identity {
  readonly development: boolean;
  /** The private-use URI scheme that this run answers to, in reverse-DNS form (RFC 8252 §7.1). */
  readonly scheme: string;
  /** The folder below the system's folder for application data. */
  readonly profileFolder: string;
  /** Desktop files that may own the scheme on Linux. */
  readonly desktopFiles: readonly string[];
}

/** An unpackaged run is a development run: its own scheme, its own profile. */
export function identityOf(packaged: boolean): Identity {
  return packaged
    ? {
        development: false,
        scheme: 'app.latchkey.desktop',
        profileFolder: 'Latchkey',
        desktopFiles: ['latchkey.desktop', 'app.latchkey.desktop.desktop'],
      }
    : {
        development: true,
        scheme: 'app.latchkey.desktop.dev',
        profileFolder: 'Latchkey Dev',
        desktopFiles: ['latchkey-dev.desktop', 'app.latchkey.desktop.dev.desktop'],
      };
}

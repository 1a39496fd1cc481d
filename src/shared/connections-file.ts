/** What a file of connections holds, before anything of it is taken over. Every text is cut to length and safe to show. */
export interface ConnectionsFileOutline {
  /** Names the file while the dialog is open. */
  readonly ticket: string;
  /** The file's name. */
  readonly source: string;
  readonly connections: readonly IncomingConnection[];
  /** What cannot be imported. */
  readonly leftOut: readonly IncomingLeftOut[];
  /** What else there is to say of the file, a sentence each. */
  readonly notes: readonly string[];
}

export interface IncomingConnection {
  readonly index: number;
  readonly name: string;
  readonly issuer: string;
  /** Empty for a draft. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Whether the issuer is reached without TLS on this computer (R23). */
  readonly development: boolean;
  /** Every host that a sign-in reaches, as far as the file names it (R87). */
  readonly hosts: readonly HostUses[];
  /** Where access tokens could go, each with its resource behind it. */
  readonly apiOrigins: readonly string[];
  /** A sentence each. */
  readonly notes: readonly string[];
  /** The one here that it is; null where it is new. */
  readonly known: KnownConnection | null;
}

/** A host that a sign-in reaches. */
export interface HostUses {
  readonly host: string;
  /** What it is for, in words. */
  readonly uses: readonly string[];
}

export interface KnownConnection {
  readonly name: string;
  /** Whether it can take the settings of the file: its provider's addresses are the same. */
  readonly replaceable: boolean;
  /** What would change, API origins included. */
  readonly differences: readonly SettingDifference[];
}

export interface SettingDifference {
  /** By its name on screen. */
  readonly setting: string;
  readonly before: string;
  readonly after: string;
}

export interface IncomingLeftOut {
  readonly name: string;
  /** In words. */
  readonly why: string;
}

/** The person's answer. What is not named is not imported. */
export interface ImportConnections {
  readonly ticket: string;
  readonly choices: readonly IncomingChoice[];
  /** Whether access tokens may go where the file says (R24); else each origin is asked about when it is met. */
  readonly allowOrigins: boolean;
}

export interface IncomingChoice {
  readonly index: number;
  readonly as: 'new' | 'replace';
}

export interface ImportedConnections {
  /** Takes the import back with `undoImport`, until the app quits. */
  readonly undo: string;
  readonly added: number;
  readonly replaced: number;
}

/** What came of writing connections into a file. */
export interface ExportedConnections {
  /** Where it is. */
  readonly path: string;
  readonly connections: number;
  /** What was left out of it, a sentence each. */
  readonly notes: readonly string[];
}

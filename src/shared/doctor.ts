/** What is checked: the id of a connection, or `computer` for the one that the app runs on. */
export type CheckSubject = string;

export type ConnectionCheckId =
  | 'name'
  | 'reach'
  | 'encryption'
  | 'proxy'
  | 'clock'
  | 'discovery'
  | 'keys'
  | 'pkce'
  | 'scopes'
  | 'redirect-scheme'
  | 'redirect-loopback'
  | 'token-endpoint'
  | 'user-info-endpoint'
  | 'device-endpoint'
  | 'sign-out'
  | 'revocation';

export type ComputerCheckId =
  'scheme' | 'browser' | 'keyring' | 'vault' | 'disk' | 'sandbox' | 'online' | 'versions';

export type CheckId = ConnectionCheckId | ComputerCheckId;

/** `wrong` stands in the way of something; `note` is worth knowing, or could not be told. */
export type Verdict = 'good' | 'note' | 'wrong';

/** What the app itself can do about a finding. */
export type CheckHelp = 'copy-redirect-address' | 'open-clock-settings' | 'repair-scheme';

/** What a check came to. Holds no token, secret or user name. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was found, in a sentence or two. */
  readonly what: string;
  /** What to do next; empty where nothing is to be done. */
  readonly next: string;
  readonly facts: readonly CheckFact[];
  readonly help?: CheckHelp;
}

export interface CheckFact {
  readonly name: string;
  readonly value: string;
}

export interface CheckLine {
  readonly id: CheckId;
  readonly title: string;
  /** Null while it runs, and where it was cancelled. */
  readonly finding: Finding | null;
}

/** All checks of one subject, in the order in which they are shown. */
export interface CheckReport {
  readonly of: CheckSubject;
  readonly state: 'running' | 'done' | 'cancelled';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** From the start to this state of it. */
  readonly milliseconds: number;
  readonly lines: readonly CheckLine[];
}

export type DefaultBrowser =
  | { readonly kind: 'found'; readonly name: string }
  /** Nothing opens web addresses. */
  | { readonly kind: 'missing' }
  /** The system did not say. */
  | { readonly kind: 'unknown' };

export type SandboxState =
  | { readonly kind: 'on' }
  /** A process that draws pages is not held by the system. */
  | { readonly kind: 'off'; readonly bySwitch: boolean }
  | { readonly kind: 'unknown' };

/** What there is to see of the computer that the app runs on. */
export interface ComputerProbe {
  defaultBrowser(): Promise<DefaultBrowser>;
  /** Bytes that this person may still write where the profile is; null where nobody says. */
  freeBytes(): Promise<number | null>;
  sandbox(): Promise<SandboxState>;
  /** Whether the system believes to be online. */
  online(): boolean;
}

/** What a guide is made for. */
export interface GuideConnection {
  /** As the provider calls itself, or as it was typed while nobody has asked it. */
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** The app link to register; null where that way back is not wanted. */
  readonly appLink: string | null;
  readonly redirectSpelling: 'path' | 'authority';
  /** The loopback addresses to register, one a port; empty where that way back is not wanted. */
  readonly loopbackAddresses: readonly string[];
  readonly loopbackHost: '127.0.0.1' | 'localhost';
  /** Whether they name ports. */
  readonly loopbackPorts: boolean;
  readonly signOutAddress: string;
  /** Whether the metadata of the issuer was not read. */
  readonly provisional: boolean;
}

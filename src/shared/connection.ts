import type { SessionView } from './session.ts';

/** 128 random bits, lower-case base32; a file name as it stands. */
export type ConnectionId = string;

/** Where access tokens of a connection may go (R24), and for which resource they are asked for (RFC 8707, R88). */
export interface ApiOrigin {
  /** Scheme, host and port as `URL.origin` writes them; `https://*.example.com` for one whole level of sub-domains. */
  readonly origin: string;
  /** The `resource` to obtain a token for; absent means the default token. */
  readonly resource?: string;
}

/** How the answer of the authorization server comes back. */
export type RedirectWay = 'scheme' | 'loopback';

/** How a person signs in: over a redirect that is registered, or with a code that is entered elsewhere (RFC 8628). */
export type SignInWay = RedirectWay | 'device';

/** What a provider demands of the loopback address; most take any port (RFC 8252 §7.3). */
export interface LoopbackSettings {
  readonly host: '127.0.0.1' | 'localhost';
  /** The registered ports, tried in order; none: any free one. At most three. */
  readonly ports: readonly number[];
}

/** What a person fills in. */
export interface ConnectionSettings {
  readonly name: string;
  /** Exactly as the authorization server names itself; never normalised (R44). */
  readonly issuer: string;
  /** Empty while the connection is a draft. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly apiOrigins: readonly ApiOrigin[];
  /** The ways that are registered at the provider, best first; never empty. */
  readonly redirectWays: readonly RedirectWay[];
  /** `authority` for a provider that demands `scheme://callback/…`; default is RFC 8252's single slash. */
  readonly redirectSpelling: 'path' | 'authority';
  /** Absent: 127.0.0.1 or [::1], at any free port (R4). */
  readonly loopback?: LoopbackSettings;
  /** *Also sign out in the browser*, remembered per connection. */
  readonly signOutInBrowser: boolean;
  /** Renew once before the refresh token's idle limit while the app runs, or only on demand. */
  readonly renewal: 'automatic' | 'on-demand';
  /** The person signs in although the provider does not say that it takes PKCE (R78); asked once, while the issuer stays. */
  readonly unlistedPkceAccepted?: true;
  /** The provider insists on a client secret, which is sealed in the vault and never here (R6). */
  readonly confidential?: true;
  /** Set for a *manual* connection (R87): endpoints by hand or a discovery address elsewhere. */
  readonly manual?: ManualEndpoints;
}

export interface ManualEndpoints {
  /** 128 random bits, lower-case base32: the callback tag of this connection (R87). */
  readonly tag: string;
  readonly discoveryUrl?: string;
  readonly authorizationEndpoint?: string;
  readonly tokenEndpoint?: string;
  readonly jwksUri?: string;
  readonly revocationEndpoint?: string;
  readonly endSessionEndpoint?: string;
  readonly userinfoEndpoint?: string;
  readonly deviceAuthorizationEndpoint?: string;
}

/** An address of a provider that a person can give by hand. */
export type EndpointByHand = Exclude<keyof ManualEndpoints, 'tag' | 'discoveryUrl'>;

export interface Connection extends ConnectionSettings {
  readonly id: ConnectionId;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** True for the connection that *Try the demo* made. */
  readonly demo: boolean;
}

/**
 * What the window is told of a client secret, which is never the secret: `sealed` or kept in `memory` until the app quits;
 * `missing` where one is needed and has to be entered again.
 */
export type ClientSecretState = 'none' | 'sealed' | 'memory' | 'missing';

/** A connection as the window shows it. */
export interface ConnectionView extends Connection {
  /** The issuer's host and port. */
  readonly host: string;
  /** True when issuer is http on a loopback host: marked on screen (R23). */
  readonly development: boolean;
  readonly clientSecret: ClientSecretState;
  /** The addresses to register at the provider for this connection. */
  readonly redirectUris: Readonly<Record<RedirectWay, string>>;
  readonly session: SessionView;
}

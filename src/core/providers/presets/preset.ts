import type { CandidateIssuer, MissingPart, PresetInput, ProviderId } from '../../../shared/provider.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import type { ProviderGuide } from '../guides/provider-guide.ts';
import type { Fact } from './evidence.ts';
import type { PastedAddress } from './pasted-address.ts';

/** How the authorization request says what OAuth has no word for, or another one. */
export interface AuthorizationDialect {
  /** What the parameter is called that names an API: RFC 8707's `resource`, or the provider's own. */
  readonly resourceParameter: string;
  /** Sent with every authorization request. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a sign-in for one more scope says besides the scopes, those of before and the new one (R84). */
export interface MoreAccess {
  /** The provider's own words for adding to what it granted before. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `consent` where it gives no refresh token, or asks nobody, without; null: as for any sign-in. */
  readonly prompt: 'consent' | null;
}

/** What the person is asked at a sign-in, as `prompt` (OpenID Connect Core §3.1.2.1; R79). Never `none`. */
export interface SignInPrompts {
  /** Where another account than the browser’s is wanted. */
  readonly anotherAccount: 'select_account' | 'login';
  /** When consent is asked for anew, where nothing is held that renews: without it some servers give no refresh token. */
  readonly consent: 'for offline_access' | 'always' | 'never';
}

/** A sign-out address that is not OpenID Connect's: it names the client and where to return by words of its own. */
export interface OwnLogout {
  /** On the host of the authorization endpoint. */
  readonly path: string;
  readonly clientParameter: string;
  readonly returnParameter: string;
}

export type LogoutDialect =
  /** OpenID Connect RP-Initiated Logout; `otherwise` where discovery names no address. */
  | { readonly kind: 'openid'; readonly otherwise: OwnLogout | null }
  /** Whatever discovery says. */
  | { readonly kind: 'own'; readonly own: OwnLogout };

/** Endpoints that a provider has also where its metadata names none: paths on the host of the token endpoint; null: none is known. */
export interface UnnamedEndpoints {
  readonly revocation: string | null;
  readonly userInfo: string | null;
}

/** What a preset makes of an address. */
export interface Recognized {
  readonly issuers: readonly CandidateIssuer[];
  readonly missing: MissingPart | null;
  readonly problem: string | null;
}

/** Everything that the app knows of one kind of authorization server. */
export interface ProviderPreset {
  readonly id: ProviderId;
  readonly name: string;
  /** What to call it while only an address was seen that another product has too. */
  readonly family?: string;
  /** Said wherever the provider is named, for one that its authors no longer maintain. */
  readonly unmaintained: Fact<string> | null;
  /** `{name}` stands for an input. */
  readonly issuer: Fact<{
    readonly template: string;
    readonly endsInSlash: 'always' | 'never' | 'as published';
  }>;
  readonly inputs: readonly PresetInput[];
  /** What to ask for when nobody said anything else. */
  readonly scopes: Fact<readonly string[]>;
  readonly refusedScopes: Fact<readonly string[]>;
  /** How a refresh token is asked for, in a sentence. */
  readonly refresh: Fact<string>;
  /** How a token for one API is asked for, in a sentence. */
  readonly resource: Fact<string>;
  /** Which APIs one sign-in may name (RFC 8707 §2): every one that the connection names, or one alone. */
  readonly resources: Fact<'every' | 'one'>;
  readonly authorization: Fact<AuthorizationDialect>;
  readonly moreAccess: Fact<MoreAccess>;
  readonly prompts: {
    readonly [Asked in keyof SignInPrompts]: Fact<SignInPrompts[Asked]>;
  };
  readonly clientSecret: Fact<'not used' | 'required'>;
  readonly redirects: {
    readonly scheme: Fact<'taken' | 'refused' | 'taken with two slashes for certain'>;
    readonly loopback: Fact<{
      readonly hosts: readonly ('127.0.0.1' | 'localhost')[];
      readonly ports: 'any' | 'as registered';
    }>;
  };
  readonly logout: Fact<LogoutDialect>;
  /** Which tokens the revocation endpoint takes; none where there is no such endpoint. */
  readonly revocation: Fact<readonly ('refresh token' | 'access token')[]>;
  readonly unnamedEndpoints: Fact<UnnamedEndpoints>;
  /** Where a refusal of the authorization request is seen, in a sentence. */
  readonly refusals: Fact<string>;
  /** Rotation, lifetimes, confirmation pages: what a person should know. */
  readonly facts: readonly Fact<string>[];
  /** How a native app is registered there. */
  readonly guide: ProviderGuide;
  /** Whether metadata that was read is this provider's. */
  owns(metadata: ServerMetadata): boolean;
  /**
   * What an address of any page of the provider says of the issuer; null for an address that is none of its pages.
   * `part` is what a person gave for what was missing.
   */
  recognize(address: PastedAddress, part: string): Recognized | null;
}

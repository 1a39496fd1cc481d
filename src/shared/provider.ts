import type { RedirectWay } from './connection.ts';

/** The kinds of authorization server that the app has a preset for. */
export const providerIds = [
  'auth0',
  'okta',
  'cognito',
  'keycloak',
  'identityserver4',
  'duende',
  'entra',
  'google',
  'better-auth',
  'zitadel',
  'hydra',
  'dex',
  'unknown',
] as const;

export type ProviderId = (typeof providerIds)[number];

/**
 * Where a fact about a provider comes from: its documentation or source, a discovery document that it published, a public
 * issue thread, the software itself as it ran on a developer's computer, or general knowledge that nobody has checked.
 */
export type Evidence = 'documented' | 'published' | 'reported' | 'tried' | 'unchecked';

/** A sentence that a person should know of a provider. */
export interface ProviderFact {
  readonly words: string;
  readonly evidence: Evidence;
}

/** What the form of a connection is told of a provider. */
export interface ProviderHint {
  readonly id: ProviderId;
  /** Of the product where it is `known`; of a kind of server where nobody knows it. */
  readonly name: string;
  readonly known: boolean;
  /** What to ask for, the one for a refresh token included where there is one. */
  readonly scopes: readonly string[];
  /** Scopes with which a sign-in comes to nothing: the provider refuses it, or nobody could check who signed in. */
  readonly refusedScopes: readonly string[];
  /** How it stays signed in, in a sentence. */
  readonly refreshWords: string;
  readonly facts: readonly ProviderFact[];
  /** What has to be known of a tenant there; empty where its address alone says it. */
  readonly inputs: readonly PresetInput[];
  readonly redirects: SuggestedRedirects;
  /** `required`: the provider insists on a secret even for a native app, which is asked for then and only then (R6). */
  readonly clientSecret: 'not used' | 'required';
}

/** Which redirect addresses to register at a provider, as far as it takes them: what its form begins with. */
export interface SuggestedRedirects {
  /** All that it takes, best first. */
  readonly redirectWays: readonly RedirectWay[];
  readonly redirectSpelling: 'path' | 'authority';
  readonly loopbackHost: '127.0.0.1' | 'localhost';
  /** As the form has them: separated by spaces; empty where the provider takes any port. */
  readonly loopbackPorts: string;
}

export interface CandidateIssuer {
  readonly issuer: string;
  /** What to call it beside another candidate. */
  readonly words: string;
}

/** What has to be known besides what was pasted, whether it was given by now or not. */
export interface MissingPart {
  readonly label: string;
  readonly example: string;
  readonly why: string;
}

/** What a person knows of their own tenant, and which part of the issuer it makes. */
export interface PresetInput {
  /** As in the template of the issuer. */
  readonly name: string;
  readonly label: string;
  readonly example: string;
}

/** A provider that a person may pick. */
export interface ProviderChoice {
  readonly id: ProviderId;
  readonly name: string;
  readonly inputs: readonly PresetInput[];
  /** Said of one that its authors no longer maintain. */
  readonly note: string | null;
}

/** What was made of the parts that a person gave for a provider. */
export interface MadeIssuer {
  /** Null while a part is missing, or cannot be used. */
  readonly issuer: string | null;
  readonly problem: string | null;
}

/** What was made of a text in which an address of a provider may be. */
export interface Recognition {
  /** Null: it is not the address of a provider that there is a preset for. */
  readonly provider: ProviderHint | null;
  /** Best first. Empty when nothing was recognised, or what is missing was not given. */
  readonly issuers: readonly CandidateIssuer[];
  /** Whether the text is one of them already, but for a slash at its end. */
  readonly isIssuer: boolean;
  readonly missing: MissingPart | null;
  /** Why the text is not what is wanted, and what is; in sentences. */
  readonly problem: string | null;
}

/** Whether a text names an issuer; the slash at its end is left to what the provider says. */
export function namesIssuer({ issuer }: CandidateIssuer, text: string): boolean {
  const typed = text.trim();
  return issuer === typed || issuer === `${typed}/` || `${issuer}/` === typed;
}

/** How much of what a page or an error says is looked at, in characters: what it is stands at its beginning. */
export const longestPageWords = 4000;

/** The longest text that is looked at, in characters: longer ones hold no address that a person would paste. */
export const longestRecognized = 4000;

import type { HelpAction } from '../../../shared/failure.ts';
import type { Fact } from '../presets/evidence.ts';

/**
 * Where an error was met: in the answer that the browser brought back, at an endpoint, at an API, or on a page in the browser
 * that never came back to the app. `device` is both the request for a code and the asking about it.
 */
export type Stage =
  | 'authorization'
  | 'token'
  | 'refresh'
  | 'device'
  | 'revocation'
  | 'pushed'
  | 'registration'
  | 'api'
  | 'page';

/** What is met without an error of the provider. */
export type Happening =
  | 'nothing-came-back'
  | 'took-too-long'
  | 'issuer-missing'
  | 'another-issuer'
  | 'nothing-to-renew-with'
  /** The same, although it was asked for. */
  | 'nothing-to-renew-with-though-asked';

/** What was seen of an error. Texts are a provider's, and anything may be in them. */
export interface SeenError {
  readonly at: Stage;
  readonly happened?: Happening;
  /** `error` as it was sent. */
  readonly error?: string | null;
  /** `error_description`, or the words of a page. */
  readonly description?: string | null;
  readonly status?: number | null;
  /** `scope`, where one came with the error. */
  readonly scope?: string | null;
  /** The scopes that the settings of the connection ask for. */
  readonly asked?: readonly string[];
  /** Whether the client proved itself with a secret. */
  readonly secretSent?: boolean;
  /** Names the provider in the words; never a whole address. */
  readonly host?: string;
}

/** What an entry is known by: everything that it names has to be there. */
export interface Sign {
  readonly at: readonly Stage[];
  readonly happened?: Happening;
  /** One of these, exactly. On a page, where nobody says which word is the code, it stands among the words. */
  readonly errors?: readonly string[];
  /** One of these stands in the code or the description, as whole words, in any case. */
  readonly texts?: readonly string[];
  readonly statuses?: readonly number[];
  readonly secretSent?: boolean;
  /** Whether there is any description. */
  readonly described?: boolean;
}

/** Where something is set at a provider: a path through its pages, or what the preset knows of it. */
export type Place = Fact<readonly string[]> | 'redirect addresses' | 'application';

/** One error, in words. `{host}` in them stands for the provider's host. */
export interface ErrorEntry {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly seen: Sign;
  /** One plain sentence, or two. */
  readonly cause: Fact<string>;
  readonly fix: Fact<string>;
  readonly place: Place | null;
  /** Only https; shown, never opened by itself. */
  readonly documentation: string | null;
  /** What the app can do about it. A scope is dropped where the error names it; else Settings are where to look. */
  readonly action: HelpAction | null;
  /** With `drop-scope`: what the provider is known to refuse, where its error names nothing. */
  readonly scope?: string;
}

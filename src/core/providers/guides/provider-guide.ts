import type { Fact } from '../presets/evidence.ts';

/** What is made for one connection, and stands in a field of the provider. */
export type ConnectionValue =
  | 'name'
  | 'client id'
  | 'redirect addresses'
  | 'sign-out address'
  | 'scopes'
  /** For a provider where a refresh token is allowed by another field. */
  | 'scopes but offline_access';

interface Common {
  /** The field's label, in the provider's own words. */
  readonly field: string;
  readonly why?: string;
  readonly optional?: true;
}

/** What is done with one field; see `GuideEntry` for what each kind means. */
export type EntryTemplate = Common &
  (
    | { readonly kind: 'enter'; readonly of: ConnectionValue }
    | { readonly kind: 'choose'; readonly option: string }
    | { readonly kind: 'tick'; readonly boxes: readonly string[] | ConnectionValue }
    | { readonly kind: 'switch-on' | 'switch-off' | 'copy' }
  );

export interface StepTemplate {
  /** Kebab-case, unique in its guide. */
  readonly id: string;
  /** The way there, first to last, in the provider's own words. */
  readonly place: Fact<readonly string[]>;
  /** What to do there, in a sentence. */
  readonly words: string;
  readonly entries: readonly Fact<EntryTemplate>[];
  /** For a provider that is configured by a file: how its entries are written there. */
  readonly code?: 'C#' | 'JSON';
}

/** How a native app is registered at one kind of authorization server. */
export interface ProviderGuide {
  /** The way to a new client that is a native app; null where nobody knows the pages. */
  readonly application: Fact<readonly string[]> | null;
  readonly steps: readonly StepTemplate[];
  readonly documentation: string | null;
}

type Extra = Pick<Common, 'why' | 'optional'>;

/** Paste what is made for the connection. */
export function enter(field: string, of: ConnectionValue, extra: Extra = {}): EntryTemplate {
  return { kind: 'enter', field, of, ...extra };
}

/** Take one of several. */
export function choose(field: string, option: string, extra: Extra = {}): EntryTemplate {
  return { kind: 'choose', field, option, ...extra };
}

/** Tick boxes that stand below a label. */
export function tick(
  field: string,
  boxes: readonly string[] | ConnectionValue,
  extra: Extra = {},
): EntryTemplate {
  return { kind: 'tick', field, boxes, ...extra };
}

export function switchOn(field: string, extra: Extra = {}): EntryTemplate {
  return { kind: 'switch-on', field, ...extra };
}

/** Switch off, or do not tick. */
export function switchOff(field: string, extra: Extra = {}): EntryTemplate {
  return { kind: 'switch-off', field, ...extra };
}

/** Read it there, and enter it in the app. */
export function copy(field: string, extra: Extra = {}): EntryTemplate {
  return { kind: 'copy', field, ...extra };
}

/** Where the redirect addresses are entered, with the way there; null for a provider that wants none, or whose pages nobody knows. */
export function redirectPlace({ application, steps }: ProviderGuide): Fact<readonly string[]> | null {
  if (application === null) return null;
  for (const { place, entries } of steps) {
    const found = entries.find(({ value }) => value.kind === 'enter' && value.of === 'redirect addresses');
    if (found !== undefined) {
      return { value: [...place.value, found.value.field], evidence: found.evidence };
    }
  }
  return null;
}

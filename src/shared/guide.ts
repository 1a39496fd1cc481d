import type { ConnectionId } from './connection.ts';
import type { ConnectionInput, EndpointsInput } from './ipc.ts';
import type { Evidence, ProviderFact, ProviderId } from './provider.ts';

/** What the form of a connection holds of what a guide is made from, as it was typed. */
export interface GuideInput extends Pick<
  ConnectionInput,
  'issuer' | 'scopes' | 'redirectWays' | 'redirectSpelling' | 'loopbackHost' | 'loopbackPorts'
> {
  /** Addresses by hand: what they are made for needs no metadata to be certain. */
  readonly endpoints?: EndpointsInput;
  /** The connection that is edited: one with endpoints by hand has redirect addresses of its own (R87). */
  readonly id?: ConnectionId;
  /** Whom the person picked; it counts only while the metadata of the issuer was not read. */
  readonly provider?: ProviderId;
}

/** How one connection is registered at its provider, in the provider's own words for its menus and fields. */
export interface Guide {
  readonly provider: ProviderId;
  /** The provider's name, to be shown. */
  readonly name: string;
  /**
   * True while the metadata of the issuer was not read in this run, nor all addresses given by hand: the values then rest on what was typed, and may be those
   * of another issuer than the provider calls itself. No value may be offered for copying then.
   */
  readonly provisional: boolean;
  /** Said before the steps, where the provider's authors no longer maintain it. */
  readonly unmaintained: ProviderFact | null;
  /** In the order in which they are done. Number them from 1. */
  readonly steps: readonly GuideStep[];
  /** Values of the form with which this provider is known to refuse a sign-in; empty when there is none. */
  readonly doubts: readonly GuideDoubt[];
  /** The provider's own documentation of all this: shown and copied, never opened (R18). */
  readonly documentation: string | null;
  /** The whole guide as plain text, to be sent to an administrator. Null while it is provisional. */
  readonly text: string | null;
}

export interface GuideStep {
  /** Kebab-case, unique in its guide. */
  readonly id: string;
  /** The way there: menus, pages and tabs, first to last, in the provider's own words. Empty where nobody knows its pages. */
  readonly place: readonly string[];
  /** What to do there, in a sentence. */
  readonly words: string;
  /** Of the place and the words; each entry has its own. */
  readonly evidence: Evidence;
  /** In the order in which they stand there. */
  readonly entries: readonly GuideEntry[];
  /** The same entries as text for a file, where the provider is configured by one; show it instead of them. */
  readonly code: GuideCode | null;
}

/** What is done with one field. */
export interface GuideEntry {
  /** The field's label, in the provider's own words. */
  readonly field: string;
  readonly action: GuideAction;
  /** For `enter`, each to be entered on its own; for `choose`, the one; for `tick`, each. Else empty. */
  readonly values: readonly GuideValue[];
  /** In a sentence, or two. */
  readonly why: string | null;
  /** The sign-in works without it. */
  readonly optional: boolean;
  readonly evidence: Evidence;
}

/**
 * `enter`: paste the values. `choose`: one of several. `tick`: boxes below the field's label. `switch-on`, `switch-off`: the
 * field is a switch, or a box; `switch-off` is also what must not be ticked. `copy`: it is read there, and entered in the app.
 */
export type GuideAction = 'enter' | 'choose' | 'tick' | 'switch-on' | 'switch-off' | 'copy';

export interface GuideValue {
  /** Exactly as it has to stand there. */
  readonly text: string;
  /** `option`: a word of the provider. All others are made for this connection. */
  readonly kind:
    'app-link' | 'loopback-address' | 'sign-out-address' | 'scope' | 'name' | 'client-id' | 'option';
}

export interface GuideCode {
  readonly language: 'C#' | 'JSON';
  readonly text: string;
}

export interface GuideDoubt {
  /** The field of the connection's form that is doubted. */
  readonly field: 'scopes' | 'redirectWays' | 'redirectSpelling' | 'loopbackHost' | 'loopbackPorts';
  /** What the provider does with it, and what to do instead. */
  readonly words: string;
  readonly evidence: Evidence;
}

import type { ShownKind } from '../words/session-words.ts';

export type SessionAction =
  | 'continue-setting-up'
  | 'sign-in'
  | 'use-another-account'
  | 'sign-out'
  | 'sign-out-in-browser'
  | 'ask-for-access'
  | 'decline-access'
  | 'renew-now'
  | 'try-now'
  | 'try-again'
  | 'unlock'
  | 'open-clock-settings'
  | 'forget-sign-out';

/** The words on the buttons. `sign-out-in-browser` is a choice that names the host, so it is not here. */
export const actionLabels: Readonly<Record<Exclude<SessionAction, 'sign-out-in-browser'>, string>> = {
  'continue-setting-up': 'Continue setting up',
  'sign-in': 'Sign in',
  'use-another-account': 'Use another account',
  'sign-out': 'Sign out',
  'ask-for-access': 'Ask for it',
  'decline-access': 'Not now',
  'renew-now': 'Renew now',
  'try-now': 'Try now',
  'try-again': 'Try again',
  unlock: 'Unlock',
  'open-clock-settings': 'Open the clock settings',
  'forget-sign-out': 'Forget it',
};

export interface OfferedActions {
  /** The one action that makes sense now. */
  readonly main: SessionAction | null;
  /** What else stands beside it. */
  readonly beside: readonly SessionAction[];
  /** What its menu holds. */
  readonly menu: readonly SessionAction[];
}

const signedIn: OfferedActions = {
  main: 'sign-out',
  beside: [],
  menu: ['renew-now', 'sign-out-in-browser'],
};
const waitsForProvider: OfferedActions = {
  main: 'try-now',
  beside: [],
  menu: ['sign-out', 'sign-out-in-browser'],
};

const offered: Readonly<Record<ShownKind, OfferedActions>> = {
  opening: { main: null, beside: [], menu: [] },
  draft: { main: 'continue-setting-up', beside: [], menu: [] },
  'signed-out': { main: 'sign-in', beside: [], menu: ['use-another-account'] },
  'waiting-for-browser': { main: null, beside: [], menu: [] },
  // The panel has the answers.
  'another-account': { main: null, beside: [], menu: [] },
  'signed-in': signedIn,
  'signed-in-until': {
    main: 'sign-in',
    beside: [],
    menu: ['use-another-account', 'sign-out', 'sign-out-in-browser'],
  },
  // Renewing comes and goes by itself: the header keeps still.
  renewing: signedIn,
  offline: waitsForProvider,
  'provider-unavailable': waitsForProvider,
  'needs-fix': {
    main: 'sign-in',
    beside: ['try-now'],
    menu: ['use-another-account', 'sign-out', 'sign-out-in-browser'],
  },
  'needs-sign-in': { main: 'sign-in', beside: [], menu: ['use-another-account'] },
  locked: { main: 'unlock', beside: ['try-again'], menu: [] },
  // The panel above asks for it, once for all connections.
  'passphrase-needed': { main: null, beside: [], menu: [] },
  'more-access-needed': {
    main: 'ask-for-access',
    beside: ['decline-access'],
    menu: ['renew-now', 'sign-out', 'sign-out-in-browser'],
  },
  'memory-only': signedIn,
  'not-saved': { main: 'try-now', beside: [], menu: ['sign-out', 'sign-out-in-browser'] },
  'set-aside': { main: 'sign-in', beside: [], menu: ['use-another-account'] },
  'signing-out': { main: 'forget-sign-out', beside: [], menu: [] },
  'clock-wrong': {
    main: 'open-clock-settings',
    beside: ['try-now'],
    menu: ['sign-out', 'sign-out-in-browser'],
  },
};

/** What the header of a connection offers in a state. */
export function offeredActions(kind: ShownKind): OfferedActions {
  return offered[kind];
}

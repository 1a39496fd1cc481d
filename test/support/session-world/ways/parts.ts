import type { Move } from '../moves.ts';
import type { Setting } from '../world.ts';

/** A short sequence from a session that is signed in, and what it is about. */
export interface Way {
  readonly about: string;
  readonly moves: readonly Move[];
  readonly setting?: Partial<Omit<Setting, 'key'>>;
  /** OpenID Connect: there are accounts. */
  readonly openid?: true;
}

export const offline = ['offline', 'renew now', 'flow'] as const;
export const away = ['renew now', 'answer unavailable'] as const;
export const refused = ['renew now', 'answer refused', 'flow'] as const;
export const ended = ['provider ends the session', 'renew now', 'flow'] as const;
export const again = ['try now', 'flow'] as const;
export const paused = ['renew now', 'answer lose-after'] as const;
/** A code is on its way to be redeemed, and nothing else is. */
export const redeeming = ['sign in, and come back from the browser', 'newest step'] as const;
export const wrongClock = ['clock an hour ahead', 'renew now', 'flow'] as const;
export const hoursAhead = ['clock an hour ahead', 'clock an hour ahead'] as const;

/** UserInfo is being asked, and nothing else. */
export const describing = ['sign in to the end', 'second step'] as const;
export const full = ['half a minute', 'flow', 'disk has room', 'half a minute', 'flow'] as const;
export const lock = ['lock', 'flow', 'unlock', 'flow'] as const;
/** No keyring, and a passphrase; which is taken away afterwards. */
export const withPassphrase = ['choose a passphrase', 'crash, no keyring', 'flow', 'unlock', 'flow'] as const;
export const inMemory = ['take the passphrase away', 'flow'] as const;
export const toBrowser = ['sign in', 'flow'] as const;
export const toSealing = ['start again', 'step'] as const;
/** In a setting where the browser takes its time. */
export const toOpening = ['start again', 'step', 'step', 'step'] as const;
export const toDevice = ['sign in with a code', 'flow'] as const;
export const toAsking = ['sign in with a code', 'flow', 'half a minute'] as const;
export const toDeciding = [
  'somebody else sits down',
  'sign in, and come back from the browser',
  'flow',
] as const;

export const openid = true;
export const sealed = { sealed: true };
export const slow = { slow: true };
export const once = { refreshes: false };
export const renewsIdToken = { renewsIdToken: true };

import {
  away,
  offline,
  once,
  openid,
  redeeming,
  refused,
  renewsIdToken,
  toBrowser,
  toDeciding,
  wrongClock,
} from './parts.ts';
import type { Way } from './parts.ts';

const wanted = ['an API wants more', 'flow'] as const;
const asked = ['ask for more', 'flow', 'callback', 'flow'] as const;
/** While a code is being redeemed. */
const askedMeanwhile = [...redeeming, 'ask for more'] as const;

/** An API wants a scope that the session lacks (R84). */
export const more: readonly Way[] = [
  { about: 'more: done without', moves: [...wanted, 'do without', 'flow'] },
  {
    about: 'more: done without, nothing to renew with',
    setting: once,
    moves: [...wanted, 'do without', 'flow'],
  },
  { about: 'more: wanted while it is renewed', moves: ['renew now', ...wanted, 'do without', 'flow'] },
  { about: 'more: wanted while offline', moves: [...offline, ...wanted, 'do without', 'online', 'flow'] },
  {
    about: 'more: wanted while the provider is away',
    moves: [...away, ...wanted, 'do without', 'try now', 'flow'],
  },
  {
    about: 'more: wanted while the provider refuses',
    moves: [...refused, ...wanted, 'do without', 'try now', 'flow'],
  },
  {
    about: 'more: wanted while the clock is wrong',
    openid,
    setting: renewsIdToken,
    moves: [...wrongClock, ...wanted, 'do without', 'clock set right', 'try now', 'flow'],
  },
  { about: 'more: given', moves: [...wanted, ...asked, 'renew now', 'flow'] },
  {
    about: 'more: given, then asked for again by whoever signs in',
    moves: [...asked, ...toBrowser, 'callback', 'flow'],
  },
  {
    about: 'more: not given',
    moves: ['the provider changes its mind', ...wanted, ...asked, 'renew now', 'flow'],
  },
  {
    about: 'more: cancelled',
    moves: [...wanted, 'ask for more', 'flow', 'cancel', 'flow', 'renew now', 'flow'],
  },
  {
    about: 'more: asked for while a sign-in is finished, and given',
    moves: [...askedMeanwhile, 'flow', 'callback', 'flow'],
  },
  {
    about: 'more: asked for while a sign-in is finished, and cancelled while that is kept',
    moves: [...askedMeanwhile, 'answer usual', 'cancel', 'flow'],
  },
  {
    about: 'more: asked for while a sign-in is finished that comes to nothing',
    moves: [...askedMeanwhile, 'answer refused', 'flow'],
  },
  {
    about: 'more: asked for while a sign-in is finished, and the app quits',
    moves: [...askedMeanwhile, 'quit', 'flow'],
  },
  {
    about: 'more: asked for while the person has to decide about another account, and the app quits',
    openid,
    moves: [...toDeciding, 'ask for more', 'flow', 'quit', 'flow'],
  },
];

import {
  offline,
  away,
  refused,
  ended,
  paused,
  wrongClock,
  full,
  lock,
  withPassphrase,
  inMemory,
  openid,
  sealed,
  once,
  renewsIdToken,
} from './parts.ts';
import type { Way } from './parts.ts';

/** What is kept, and where. */
export const keeping: readonly Way[] = [
  {
    about: 'a full disk, signed in',
    moves: ['disk full', 'renew now', 'flow', ...full, 'disk full', 'renew now', 'flow', 'try now', 'flow'],
  },
  {
    about: 'a full disk, nothing to renew with',
    setting: once,
    moves: ['disk full', 'sign in to the end', 'flow', 'try now', ...full],
  },
  {
    about: 'a full disk, offline',
    moves: ['disk full', ...offline, 'going to sleep', ...full],
  },
  { about: 'a full disk, the provider away', moves: ['disk full', ...away, ...full] },
  { about: 'a full disk, refused', moves: ['disk full', ...refused, ...full] },
  {
    about: 'a full disk, a wrong clock',
    openid,
    setting: renewsIdToken,
    moves: ['disk full', ...wrongClock, ...full],
  },
  { about: 'a full disk, ended', moves: ['disk full', ...ended, ...full] },
  {
    about: 'a full disk, ended, and the clock is set back',
    moves: ['disk full', ...ended, 'clock an hour back', 'waking', ...full],
  },
  {
    about: 'a full disk, refused, and the clock is set back',
    moves: ['disk full', ...refused, 'clock an hour back', 'waking', ...full],
  },
  { about: 'locked: signed in', moves: ['choose a passphrase', ...lock] },
  { about: 'locked: nothing to renew with', setting: once, moves: ['choose a passphrase', ...lock] },
  { about: 'locked: offline', moves: ['choose a passphrase', ...offline, ...lock] },
  { about: 'locked: the provider away', moves: ['choose a passphrase', ...away, ...lock] },
  { about: 'locked: refused', moves: ['choose a passphrase', ...refused, ...lock] },
  {
    about: 'locked: a wrong clock',
    openid,
    setting: renewsIdToken,
    moves: ['choose a passphrase', ...wrongClock, ...lock],
  },
  { about: 'locked: ended', moves: ['choose a passphrase', ...ended, ...lock] },
  { about: 'locked: pausing', moves: ['choose a passphrase', ...paused, ...lock] },
  { about: 'locked: signed out', moves: ['choose a passphrase', 'sign out', 'answer unavailable', ...lock] },
  {
    about: 'locked: set aside',
    setting: sealed,
    moves: ['the record is damaged', 'crash', 'flow', 'choose a passphrase', ...lock],
  },
  { about: 'the passphrase goes: signed in', setting: sealed, moves: [...withPassphrase, ...inMemory] },
  {
    about: 'the passphrase goes: nothing to renew with',
    setting: { ...sealed, ...once },
    moves: [...withPassphrase, ...inMemory],
  },
  {
    about: 'the passphrase goes: offline',
    setting: sealed,
    moves: [...withPassphrase, ...offline, ...inMemory],
  },
  {
    about: 'the passphrase goes: the provider away',
    setting: sealed,
    moves: [...withPassphrase, ...away, ...inMemory],
  },
  {
    about: 'the passphrase goes: refused',
    setting: sealed,
    moves: [...withPassphrase, ...refused, ...inMemory],
  },
  {
    about: 'the passphrase goes: a wrong clock',
    openid,
    setting: { ...sealed, ...renewsIdToken },
    moves: [...withPassphrase, ...wrongClock, ...inMemory],
  },
  { about: 'the passphrase goes: ended', setting: sealed, moves: [...withPassphrase, ...ended, ...inMemory] },
];

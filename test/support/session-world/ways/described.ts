import { describing, openid, once, renewsIdToken } from './parts.ts';
import type { Way } from './parts.ts';

/** UserInfo answers wherever the session is by now. */
export const described: readonly Way[] = [
  { about: 'signed in', openid, moves: describing },
  { about: 'nothing to renew with', openid, setting: once, moves: describing },
  { about: 'journalling', openid, moves: [...describing, 'renew now', 'step', 'flow'] },
  { about: 'asking', openid, moves: [...describing, 'renew now', 'newest step', 'step', 'flow'] },
  {
    about: 'pausing',
    openid,
    moves: [...describing, 'renew now', 'going to sleep', 'newest step', 'step', 'flow'],
  },
  {
    about: 'saving',
    openid,
    moves: [...describing, 'renew now', 'newest step', 'second step', 'step', 'flow'],
  },
  {
    about: 'offline',
    openid,
    moves: [
      ...describing,
      'offline',
      'renew now',
      'newest step',
      'newest step',
      'newest step',
      'online',
      'step',
      'flow',
    ],
  },
  {
    about: 'the provider away',
    openid,
    moves: [
      ...describing,
      'renew now',
      'newest step',
      'outage',
      'newest step',
      'outage over',
      'step',
      'flow',
    ],
  },
  {
    about: 'a wrong clock',
    openid,
    setting: { ...renewsIdToken, rotates: false },
    moves: [...describing, 'clock an hour ahead', 'renew now', 'newest step', 'step', 'step', 'step', 'flow'],
  },
];

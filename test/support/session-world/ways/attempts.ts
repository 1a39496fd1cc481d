import { redeeming, hoursAhead, toBrowser, toSealing, toOpening, toDeciding, openid, slow } from './parts.ts';
import type { Way } from './parts.ts';

/** A sign-in through the browser. */
export const attempts: readonly Way[] = [
  {
    about: 'it cannot be begun',
    moves: ['outage', 'sign in', 'flow', 'outage over', ...toBrowser, 'outage', 'start again', 'flow'],
  },
  {
    about: 'a request that is made too late',
    setting: slow,
    moves: ['sign in', 'step', 'cancel', 'flow', 'sign in', 'step', 'start again', 'step', 'flow'],
  },
  { about: 'preparing: an earlier answer', moves: [...toBrowser, 'start again', 'callback', 'flow'] },
  {
    about: 'preparing: an earlier refusal',
    moves: [...toBrowser, 'start again', 'callback that refuses', 'start again', 'cancel'],
  },
  {
    about: 'preparing: an earlier answer, too late',
    moves: [...toBrowser, 'start again', ...hoursAhead, 'callback', 'sign out', 'flow'],
  },
  { about: 'sealing: cancelled', moves: [...toBrowser, ...toSealing, 'cancel', 'flow'] },
  { about: 'sealing: an earlier answer', moves: [...toBrowser, ...toSealing, 'callback', 'flow'] },
  {
    about: 'sealing: an earlier refusal',
    moves: [...toBrowser, ...toSealing, 'callback that refuses', 'start again', 'step', 'cancel', 'flow'],
  },
  {
    about: 'sealing: an earlier answer, too late',
    moves: [...toBrowser, ...toSealing, ...hoursAhead, 'callback', 'sign out', 'flow'],
  },
  { about: 'opening: its answer', setting: slow, moves: [...toOpening, 'callback', 'flow'] },
  { about: 'opening: its refusal', setting: slow, moves: [...toOpening, 'callback that refuses', 'flow'] },
  {
    about: 'opening: its answer, too late',
    setting: slow,
    moves: [...toOpening, ...hoursAhead, 'callback', 'flow'],
  },
  {
    about: 'opening: an earlier refusal',
    setting: slow,
    moves: [...toBrowser, ...toOpening, 'callback of the one before that refuses', 'start again', 'flow'],
  },
  {
    about: 'opening: an earlier answer, too late',
    setting: slow,
    moves: [...toBrowser, ...hoursAhead, ...toOpening, 'callback of the one before', 'cancel', 'flow'],
  },
  { about: 'opening: signed out', setting: slow, moves: [...toOpening, 'sign out', 'flow'] },
  { about: 'browser: opened again', moves: [...toBrowser, 'open again', 'flow', 'cancel', 'flow'] },
  { about: 'browser: its refusal', moves: [...toBrowser, 'callback that refuses', 'flow'] },
  { about: 'browser: its answer, too late', moves: [...toBrowser, ...hoursAhead, 'callback', 'flow'] },
  {
    about: 'browser: an earlier refusal',
    moves: [
      ...toBrowser,
      'start again',
      'flow',
      'callback of the one before that refuses',
      'sign out',
      'flow',
    ],
  },
  {
    about: 'browser: an earlier answer, too late',
    moves: [...toBrowser, ...hoursAhead, 'start again', 'flow', 'callback of the one before', 'flow'],
  },
  {
    about: 'browser: an hour',
    moves: [...toBrowser, 'two hours', 'callback', 'flow', 'cancel', 'sign out', 'flow'],
  },
  { about: 'browser: another start', moves: [...toBrowser, 'crash', 'flow', 'callback', 'flow'] },
  {
    about: 'browser: another start, and asked for again',
    moves: [...toBrowser, 'crash', ...toBrowser, 'callback', 'flow'],
  },
  { about: 'finishing: cancelled', moves: [...redeeming, 'cancel', 'flow'] },
  { about: 'finishing: signed out', moves: [...redeeming, 'sign out', 'flow'] },
  { about: 'finishing: refused', moves: [...redeeming, 'answer refused', 'flow'] },
  {
    about: 'finishing: an earlier refusal',
    moves: [
      ...toBrowser,
      'start again',
      'flow',
      'callback',
      'callback of the one before that refuses',
      'flow',
    ],
  },
  {
    about: 'finishing: an earlier answer, too late',
    moves: [
      ...toBrowser,
      'start again',
      'flow',
      'callback',
      ...hoursAhead,
      'callback of the one before',
      'flow',
    ],
  },
  {
    about: 'another account: both',
    openid,
    moves: [...toDeciding, 'keep both', 'flow', 'token wanted there', 'flow'],
  },
  { about: 'another account: instead', openid, moves: [...toDeciding, 'keep what came instead', 'flow'] },
  { about: 'another account: given back', openid, moves: [...toDeciding, 'give it back', 'flow'] },
  { about: 'another account: cancelled', openid, moves: [...toDeciding, 'cancel', 'flow'] },
  { about: 'another account: signed out', openid, moves: [...toDeciding, 'sign out', 'flow'] },
  { about: 'another account: nobody says', openid, moves: [...toDeciding, 'two hours', 'flow'] },
];

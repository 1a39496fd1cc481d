import { hoursAhead, toBrowser, toDevice, toAsking, openid } from './parts.ts';
import type { Way } from './parts.ts';

/** A sign-in with a code. */
export const codes: readonly Way[] = [
  {
    about: 'entered',
    moves: [
      'sign in with a code',
      'flow',
      'half a minute',
      'answer usual',
      'enter the code',
      'half a minute',
      'flow',
    ],
  },
  {
    about: 'entered by somebody else',
    openid,
    moves: ['somebody else sits down', ...toAsking, 'enter the code', 'flow', 'cancel', 'flow'],
  },
  {
    about: 'entered, and not judged',
    openid,
    moves: ['crash', 'flow', ...toAsking, 'enter the code', 'answer usual', 'answer unavailable', 'flow'],
  },
  { about: 'refused', moves: [...toAsking, 'refuse the code', 'answer usual'] },
  {
    about: 'asked too often',
    moves: [...toAsking, 'answer slow-down', 'half a minute', 'answer lose-before', 'half a minute', 'flow'],
  },
  { about: 'run out', moves: [...toDevice, 'going to sleep', 'two hours'] },
  {
    about: 'run out, beside a request',
    moves: [...toBrowser, ...toDevice, 'going to sleep', 'two hours', 'cancel'],
  },
  {
    about: 'run out, as the provider says',
    moves: [...toAsking, 'going to sleep', 'waking', 'answer usual'],
  },
  {
    about: 'run out, as the provider says, beside a request',
    moves: [...toBrowser, ...toAsking, 'going to sleep', 'waking', 'answer usual'],
  },
  { about: 'waiting: opened', moves: [...toDevice, 'open again', 'cancel'] },
  { about: 'waiting: signed out', moves: [...toDevice, 'sign out', 'flow'] },
  { about: 'waiting: another sign-in', moves: [...toDevice, 'start again', 'flow'] },
  { about: 'waiting: an earlier answer', moves: [...toBrowser, ...toDevice, 'callback', 'flow'] },
  {
    about: 'waiting: an earlier refusal',
    moves: [...toBrowser, ...toDevice, 'callback that refuses', 'flow'],
  },
  {
    about: 'waiting: an earlier answer, too late',
    moves: [...toBrowser, ...toDevice, ...hoursAhead, 'callback', 'flow'],
  },
  { about: 'asking: opened', moves: [...toAsking, 'open again', 'cancel', 'flow'] },
  { about: 'asking: signed out', moves: [...toAsking, 'sign out', 'flow'] },
  { about: 'asking: another sign-in', moves: [...toAsking, 'start again', 'flow'] },
  { about: 'asking: an earlier answer', moves: [...toBrowser, ...toAsking, 'callback', 'flow'] },
  {
    about: 'asking: an earlier refusal',
    moves: [...toBrowser, ...toAsking, 'callback that refuses', 'flow'],
  },
  {
    about: 'asking: an earlier answer, too late',
    moves: [...toBrowser, ...toAsking, ...hoursAhead, 'callback', 'flow'],
  },
];

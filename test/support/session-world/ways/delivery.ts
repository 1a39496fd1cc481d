import type { Way } from './parts.ts';

/** The provider is told that somebody signed out. */
export const delivery: readonly Way[] = [
  { about: 'told', moves: ['sign out', 'flow'] },
  { about: 'told later', moves: ['sign out', 'answer lose-before', 'waking', 'half a minute', 'flow'] },
  { about: 'told by the next start', moves: ['sign out', 'newest step', 'newest step', 'crash', 'flow'] },
  {
    about: 'the provider asks to be spared, also by the next start',
    moves: ['sign out', 'answer unavailable', 'waking', 'online', 'crash', 'flow', 'try now', 'flow'],
  },
  { about: 'the network comes back', moves: ['sign out', 'answer lose-before', 'online', 'flow'] },
  {
    about: 'the clock is set back while it is kept',
    moves: ['sign out', 'clock an hour back', 'step', 'flow'],
  },
  {
    about: 'the clock is set back while it waits',
    moves: [
      'sign out',
      'answer lose-before',
      'clock an hour back',
      'a second',
      'a second',
      'a second',
      'a second',
      'a second',
      'flow',
    ],
  },
  { about: 'forgotten while it is kept', moves: ['sign out', 'forget sign-out', 'flow'] },
  {
    about: 'forgotten while it is sent',
    moves: ['sign out', 'newest step', 'newest step', 'forget sign-out', 'flow'],
  },
  { about: 'forgotten while it waits', moves: ['sign out', 'answer unavailable', 'forget sign-out', 'flow'] },
  {
    about: 'another one while it is sent',
    moves: [
      'sign out',
      'newest step',
      'newest step',
      'sign in to the end',
      'sign out',
      'newest step',
      'newest step',
      'flow',
    ],
  },
  {
    about: 'another one while it waits',
    moves: ['sign out', 'answer unavailable', 'sign in to the end', 'sign out', 'flow'],
  },
];

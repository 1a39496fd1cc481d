import { ended, toBrowser, toDeciding, openid, sealed, slow, once } from './parts.ts';
import type { Way } from './parts.ts';

/** What a start finds. */
export const starting: readonly Way[] = [
  {
    about: 'nothing',
    moves: ['sign out', 'flow', 'crash', 'flow', 'crash, keyring locked', 'unlock', 'flow'],
  },
  { about: 'a session', moves: ['crash', 'flow', 'crash, keyring locked', 'unlock', 'flow'] },
  {
    about: 'one that cannot be renewed',
    setting: once,
    moves: ['crash', 'flow', 'crash, keyring locked', 'unlock', 'flow'],
  },
  { about: 'one that ended', moves: [...ended, 'crash', 'flow', 'crash, keyring locked', 'unlock', 'flow'] },
  {
    about: 'one that was being renewed',
    moves: ['renew now', 'answer silence-after', 'crash', 'crash, keyring locked', 'unlock', 'flow'],
  },
  {
    about: 'one that is damaged',
    setting: sealed,
    moves: ['the record is damaged', 'crash, keyring locked', 'unlock', 'flow', 'sign out', 'flow'],
  },
  {
    about: 'one that is damaged, and a new one',
    setting: sealed,
    moves: ['the record is damaged', 'crash', 'flow', 'sign in to the end', 'flow'],
  },
  {
    about: 'the keyring comes later',
    moves: ['crash, no keyring', 'flow', 'the keyring is there', 'unlock', 'flow'],
  },
  {
    about: 'the keyring comes later, locked',
    moves: ['crash, no keyring', 'flow', 'unlock, and nobody answers', 'flow'],
  },
  {
    about: 'the keyring comes later: damaged',
    setting: sealed,
    moves: ['the record is damaged', 'crash, no keyring', 'flow', 'the keyring is there', 'unlock', 'flow'],
  },
  {
    about: 'the keyring comes later: cannot be renewed',
    setting: once,
    moves: ['crash, no keyring', 'flow', 'the keyring is there', 'unlock', 'flow'],
  },
  {
    about: 'the keyring comes later: ended',
    moves: [...ended, 'crash, no keyring', 'flow', 'the keyring is there', 'unlock', 'flow'],
  },
  {
    about: 'the keyring comes later: was being renewed',
    moves: [
      'renew now',
      'answer silence-after',
      'crash, no keyring',
      'flow',
      'the keyring is there',
      'unlock',
      'flow',
    ],
  },
  {
    about: 'the keyring comes later: was being signed out',
    moves: ['sign out', 'newest step', 'crash, no keyring', 'flow', 'the keyring is there', 'unlock', 'flow'],
  },
  {
    about: 'deleted before anything was read',
    openid,
    setting: slow,
    moves: [...toDeciding, 'keep both', 'flow', 'crash', 'delete the other connection', 'flow'],
  },
  {
    about: 'deleted while locked',
    openid,
    moves: [
      ...toDeciding,
      'keep both',
      'flow',
      'crash, keyring locked',
      'delete the other connection',
      'flow',
    ],
  },
  {
    about: 'deleted right after it was unlocked',
    openid,
    moves: [
      ...toDeciding,
      'keep both',
      'flow',
      'crash, keyring locked',
      'unlock',
      'delete the other connection',
      'token wanted',
      'flow',
    ],
  },
  {
    about: 'a late answer to what no run knows any more',
    moves: [...toBrowser, 'crash, no keyring', 'callback'],
  },
];

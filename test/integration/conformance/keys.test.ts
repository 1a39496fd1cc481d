import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R33+ R34+ R45+ F11+ F12+: keys that are odd, rotated or known, and fit', () => {
  playAll('keys', 'accepted');
});

describe('R33- R34- R45- R73- R74- F8- F11- F12-: keys that do not fit, or cannot be read, sign nobody in', () => {
  playAll('keys', 'refused', 'ignored');
});

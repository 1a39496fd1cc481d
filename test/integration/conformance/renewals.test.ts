import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R21+ R43+ R72+ R75+ F2+ F9+ F11+ F19+: renewals that are odd, and right', () => {
  playAll('renewals', 'accepted');
});

describe('R43- R73- R74- R75- F2- F5- F7- F8- F9- F12- F19-: a renewal that fails keeps what it can, and says when it is tried again', () => {
  playAll('renewals', 'refused', 'ignored');
});

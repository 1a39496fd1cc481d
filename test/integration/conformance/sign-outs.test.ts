import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R46+ R48+ R50+ R51+ R53+ F19+: sign-outs that the provider takes, or will never take', () => {
  playAll('sign-outs', 'accepted');
});

describe('R47- R49- R52- R73- R74- F33-: sign-outs that are told later, and answers that complete none', () => {
  playAll('sign-outs', 'refused', 'ignored');
});

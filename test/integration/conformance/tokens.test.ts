import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R16+ R72+ R74+ R76+ R78+ F9+ F19+: token answers that are odd, and complete', () => {
  playAll('tokens', 'accepted');
});

describe('R22- R72- R73- R74- R78- F5- F7- F8- F9-: a token answer that is false, or comes badly, signs nobody in', () => {
  playAll('tokens', 'refused', 'ignored');
});

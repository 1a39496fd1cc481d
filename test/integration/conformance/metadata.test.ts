import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R14+ R23+ R44+ R74+ R77+ F19+: metadata that is odd, moved or compressed, and right', () => {
  playAll('metadata', 'accepted');
});

describe('R14- R23- R44- R73- R74- R77- F5- F7- F8-: metadata that lies, or comes badly, begins no sign-in', () => {
  playAll('metadata', 'refused', 'ignored');
});

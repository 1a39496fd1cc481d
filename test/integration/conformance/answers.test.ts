import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R9+ R26+ R29+: answers of the browser with more, or less, than was asked for', () => {
  playAll('answers', 'accepted');
});

describe('R8- R9- R15- R17- R19- R26- R27- R28- R29- F23- F25- F26-: an answer of the browser that is false calls nothing further', () => {
  playAll('answers', 'refused', 'ignored');
});

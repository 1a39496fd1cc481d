import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R30+ R31+ R32+ R33+ R34+ R35+ R36+ R37+ R38+ R39+ R40+ R41+: ID tokens that are odd, and genuine', () => {
  playAll('id-tokens', 'accepted');
});

describe('R20- R30- R31- R32- R33- R34- R35- R36- R37- R38- R39- R40- R41- R78-: an ID token that is false signs nobody in, and nothing further is called', () => {
  playAll('id-tokens', 'refused', 'ignored');
});

import { describe } from 'vitest';
import { playAll } from './play-all.ts';

describe('R17+ R42+ R42- R73- R74-: UserInfo is asked once after an accepted sign-in, and costs nobody a sign-in', () => {
  playAll('user-info', 'accepted');
});

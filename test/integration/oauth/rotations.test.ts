import { expect, test } from 'vitest';
import { chance } from '../../support/chance.ts';
import { rotateOverHttp } from '../../support/session-world/http-rotations.ts';

test('R21+ F2+: rotations over real HTTP, some of whose answers are lost, cost nobody a sign-in', async () => {
  const figures = await rotateOverHttp({ rotations: 60, faultRate: 0.15 }, chance(7));
  expect(figures.signedOut).toEqual([]);
  expect(figures.faults).toBeGreaterThan(4);
  expect(figures.rotations).toBeGreaterThanOrEqual(60);
});

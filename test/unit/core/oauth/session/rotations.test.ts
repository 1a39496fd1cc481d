import { expect, test } from 'vitest';
import { chance } from '../../../../support/chance.ts';
import { rotate } from '../../../../support/session-world/rotations.ts';
import { tap } from '../../../../support/session-world/tapped-tables.ts';

test('R21+ F1+ F2+: a thousand rotations, one in a hundred of which goes wrong, cost nobody an avoidable sign-in', async () => {
  const figures = await rotate(1000, chance(11));
  expect(figures.avoidable).toEqual([]);
  expect(figures.rotations).toBeGreaterThanOrEqual(1000);
  expect(figures.faults).toBeGreaterThan(3);
});

test('F2-: where a lost answer is not asked for again at once, they do', async () => {
  const later = 10 * 60_000;
  const undo = tap((take) => (state, event, context) => {
    const step = take(state, event, context);
    return step?.state.kind === 'renewal-pausing'
      ? { ...step, state: { ...step.state, until: step.state.until + later } }
      : step;
  });
  try {
    const { avoidable } = await rotate(1000, chance(11));
    expect(avoidable.length).toBeGreaterThan(0);
  } finally {
    undo();
  }
});

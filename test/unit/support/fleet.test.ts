import { expect, test } from 'vitest';
import { simulateFleet } from '../../support/fleet.ts';
import type { Outage } from '../../support/fleet.ts';

const outages: readonly Outage[] = ['unavailable', 'retry-after', 'unreachable'];

test.each(outages)(
  'F6+: after ten minutes in which the provider was %s the fleet comes back within 1.5 times its usual rate',
  (outage) => {
    const figures = simulateFleet({ sessions: 2500, outage, seed: 1 });
    expect(figures.peakAfterOutage).toBeLessThan(1.5);
    expect(figures).toMatchObject({ signedOut: 0, waiting: 0 });
  },
);

test('F6-: without chance in the waiting times it comes back as one', () => {
  const figures = simulateFleet({ sessions: 2500, outage: 'unavailable', seed: 1, chance: false });
  expect(figures.peakAfterOutage).toBeGreaterThan(1.5);
});

import { simulateFleet } from '../support/fleet.ts';
import type { Outage } from '../support/fleet.ts';
import type { Torture } from './torture.ts';

const outages: readonly Outage[] = ['unavailable', 'retry-after', 'unreachable'];
const seeds = [1, 2, 3, 4, 5];
const allowed = 1.5;

/** 10,000 sessions on 10,000 computers after a provider was away for ten minutes: nobody runs it over, and nobody is signed out. */
export const fleet: Torture = {
  name: 'fleet',
  about: 'a provider that was away for ten minutes, and 10,000 sessions that come back',
  async run(options) {
    const problems: string[] = [];
    let tried = 0;
    let worst = 0;
    for (const seed of options.size === 'whole' ? seeds : seeds.slice(0, 1)) {
      for (const outage of outages) {
        const figures = simulateFleet({ sessions: 10_000, outage, seed });
        tried += 1;
        worst = Math.max(worst, figures.peakAfterOutage);
        const told = `${outage}, seed ${String(seed)}: ${figures.peakAfterOutage.toFixed(2)} times the usual rate afterwards, ${figures.peakDuringOutage.toFixed(2)} times meanwhile`;
        options.say(told);
        if (figures.peakAfterOutage > allowed || figures.signedOut > 0 || figures.waiting > 0) {
          problems.push(
            `${told}; ${String(figures.signedOut)} signed out, ${String(figures.waiting)} waiting`,
          );
        }
      }
    }
    return Promise.resolve({
      tried,
      failed: problems.length,
      problems,
      facts: { peakPercent: Math.round(worst * 100) },
    });
  },
};

import { chance } from '../support/chance.ts';
import { rotateOverHttp } from '../support/session-world/http-rotations.ts';
import { rotate } from '../support/session-world/rotations.ts';
import type { Torture } from './torture.ts';

const whole = { inProcess: 9000, overHttp: 1000 };
const quick = { inProcess: 1000, overHttp: 100 };

/** 10,000 rotations, one in a hundred of which goes wrong: most of them on a simulated clock, a share over real HTTP. */
export const rotations: Torture = {
  name: 'rotations',
  about: 'refresh tokens that rotate while answers are lost and the app dies',
  async run(options) {
    const counts = options.size === 'whole' ? whole : quick;
    const seed = Date.now() % 1_000_000_000;
    options.say(`seed ${String(seed)}`);
    const simulated = await rotate(counts.inProcess, chance(seed), (line) => options.say(line));
    const real = await rotateOverHttp({ rotations: counts.overHttp, faultRate: 0.01 }, chance(seed));
    options.say(`${String(real.rotations)} rotations over HTTP, ${String(real.faults)} went wrong`);
    const problems = [...simulated.avoidable, ...real.signedOut].map(
      (line) => `${line} (seed ${String(seed)})`,
    );
    return {
      tried: simulated.rotations + real.rotations,
      failed: problems.length,
      problems,
      facts: {
        wentWrong: simulated.faults + real.faults,
        diedWithTheOnlyCopy: simulated.died,
        providerAwayForTheGrace: simulated.away,
      },
    };
  },
};

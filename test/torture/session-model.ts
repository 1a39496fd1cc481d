import { check } from 'fast-check';
import { createSigningKey } from '../servers/signing-keys.ts';
import { watchCrypto } from '../support/session-world/crypto-at-work.ts';
import { sequences } from '../support/session-world/sequences.ts';
import type { Torture, TortureResult } from './torture.ts';

const whole = 100_000;
const quick = 2_000;
/** Sequences between two lines for whoever watches. */
const share = 2_000;

/** Random sequences of everything that can happen, against the real sessions (docs/sessions.md). The seeds are printed, so that a share can be tried again alone. */
export const sessionModel: Torture = {
  name: 'session-model',
  about: 'random sequences of everything that can happen to a session',
  async run(options): Promise<TortureResult> {
    watchCrypto();
    const key = await createSigningKey('ES256');
    const wanted = options.size === 'whole' ? whole : quick;
    const problems: string[] = [];
    let tried = 0;
    for (let seed = options.seed; tried < wanted; seed += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one share after the other: each has the core to itself
      const result = await check(sequences({ key, length: 30 }), { numRuns: share, seed });
      tried += result.numRuns;
      if (result.failed) {
        const [setting, moves] = result.counterexample ?? [];
        const error = result.errorInstance;
        const why = error instanceof Error ? error.message : String(error);
        problems.push(
          `${why} (seed ${String(seed)}, ${JSON.stringify({ ...setting, key: setting?.key === null ? null : 'any' })}): ${Array.from(moves ?? [], (move) => move.toString()).join()}`,
        );
      }
      options.say(
        `${String(tried)} sequences, ${String(problems.length)} broke a promise; seed ${String(seed)}`,
      );
    }
    return { tried, failed: problems.length, problems };
  },
};

import { keyringCases } from '../e2e/keyring/cases.ts';
import { inWorld } from '../e2e/harness/world.ts';
import { Tally } from './support/tally.ts';
import type { Torture } from './torture.ts';

/** The real app with a real gnome-keyring to which everything happens that can, at the start and in the middle of a run. */
export const keyring: Torture = {
  name: 'keyring',
  about: 'a keyring that is absent, locked, replaced, killed or asks in vain, at the start and in the middle',
  async run({ size, say }) {
    const tally = new Tally();
    const cases = size === 'whole' ? keyringCases : keyringCases.slice(4, 6);
    for (const { name, run } of cases) {
      say(name);
      try {
        // oxlint-disable-next-line eslint/no-await-in-loop -- each has the desktop to itself
        await inWorld(`keyring-${name.replaceAll(/\W+/g, '-')}`, {}, async (world) => {
          await world.signInFresh();
          await run(world);
        });
        tally.tried();
      } catch (error) {
        tally.tried(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return tally.result();
  },
};

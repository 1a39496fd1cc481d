import { tokensInTheClear } from '../harness/profile.ts';
import type { World } from '../harness/world.ts';
import {
  asks,
  comesBack,
  endsInOrder,
  errorsInLog,
  goesOn,
  keptAfterwards,
  locked,
  noKeyring,
  otherKeyring,
  recordNames,
  renew,
  sealedKeys,
  startsSignedIn,
  startsWithout,
  worksMeanwhile,
} from './steps.ts';

/** What happens to the keyring, at the start of a run or in its middle. */
export interface KeyringCase {
  readonly name: string;
  /** Takes a world whose keyring is open and where Ada is signed in; throws when a promise is broken. */
  readonly run: (world: World) => Promise<void>;
}

/** Eight conditions, each met at the start of a run and in its middle. */
export const keyringCases: readonly KeyringCase[] = [
  each('present', 'start', async (world) => {
    await world.quit();
    await startsSignedIn(world);
  }),
  each('present', 'middle', async (world) => {
    await renew(world);
    await world.restart();
    await comesBack(world);
  }),

  each('absent', 'start', async (world) => {
    await world.quit();
    await world.desktop.removeKeyring();
    await startsWithout(world, noKeyring);
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),
  each('absent', 'middle', async (world) => {
    await world.desktop.removeKeyring();
    await goesOn(world);
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),

  each('locked, unlocked later', 'start', async (world) => {
    await world.quit();
    await world.desktop.lockKeyring();
    await startsWithout(world, locked);
    await world.desktop.unlockKeyring();
    await comesBack(world);
  }),
  each('locked, unlocked later', 'middle', async (world) => {
    await world.desktop.lockKeyring();
    await goesOn(world);
    await world.desktop.unlockKeyring();
    await goesOn(world);
    await world.restart();
    await comesBack(world);
  }),

  each('locked for good', 'start', async (world) => {
    await world.quit();
    await world.desktop.lockKeyring();
    await startsWithout(world, locked);
    await world.quit();
    await startsWithout(world, locked);
    await keptAfterwards(world, () => world.desktop.unlockKeyring());
  }),
  each('locked for good', 'middle', async (world) => {
    await world.desktop.lockKeyring();
    await goesOn(world);
    await world.quit();
    await startsWithout(world, locked);
    await keptAfterwards(world, () => world.desktop.unlockKeyring());
  }),

  each('replaced', 'start', async (world) => {
    await world.quit();
    await world.desktop.replaceKeyring();
    await startsWithout(world, otherKeyring);
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),
  each('replaced', 'middle', async (world) => {
    await world.desktop.replaceKeyring();
    await goesOn(world);
    await world.quit();
    await startsWithout(world, otherKeyring);
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),

  each('its program killed and started again', 'start', async (world) => {
    await world.quit();
    await world.desktop.killKeyring();
    await startsWithout(world, locked);
    await world.desktop.unlockKeyring();
    await comesBack(world);
  }),
  each('its program killed and started again', 'middle', async (world) => {
    await world.desktop.killKeyring();
    await goesOn(world);
    await world.desktop.unlockKeyring();
    await goesOn(world);
    await world.restart();
    await comesBack(world);
  }),

  each('no session bus', 'start', async (world) => {
    await world.quit();
    await world.desktop.killBus();
    await startsWithout(world, noKeyring);
    await keptAfterwards(world, () => world.desktop.returnBus());
  }),
  // The system's library for the bus ends every program that loses it (GDBus, exit-on-close): as one that was told to quit.
  each('no session bus', 'middle', async (world) => {
    await endsInOrder(world, () => world.desktop.killBus());
    await world.desktop.returnBus();
    await startsSignedIn(world);
  }),

  each('a question that nobody answers', 'start', async (world) => {
    await world.quit();
    await world.desktop.lockKeyring();
    await startsWithout(world, locked);
    await asks(world);
    await worksMeanwhile(world);
    await world.desktop.unlockKeyring();
    await comesBack(world);
  }),
  each('a question that nobody answers', 'middle', async (world) => {
    await world.quit();
    await world.desktop.lockKeyring();
    await startsWithout(world, locked);
    await asks(world);
    await worksMeanwhile(world);
    // Quitting with the question open is quitting all the same.
    await world.quit();
    await world.desktop.unlockKeyring();
    await startsSignedIn(world);
  }),
];

/** Around each case: what was sealed is still there, nothing lies in the clear, and it is still the same sign-in. */
function each(what: string, when: 'start' | 'middle', run: (world: World) => Promise<void>): KeyringCase {
  return {
    name: `${what}, ${when === 'start' ? 'at the start' : 'in the middle'}`,
    async run(world) {
      const before = sealedKeys(world);
      const signedInBefore = world.browser.count(world.provider.issuer);
      if (before.size === 0) throw new Error('Nothing was sealed, so nothing could be lost.');
      await run(world);
      const { profile } = world.desktop;
      const after = sealedKeys(world);
      const lost = Array.from(before).filter((digest) => !after.has(digest));
      if (lost.length > 0) throw new Error(`${String(lost.length)} key files are gone.`);
      if (recordNames(world).length === 0) throw new Error('The sealed sign-in is gone.');
      const clear = tokensInTheClear(profile);
      if (clear.length > 0) throw new Error(`There are tokens in the clear in ${clear.join(', ')}.`);
      const mistakes = errorsInLog(profile);
      if (mistakes.length > 0) throw new Error(`The log has errors: ${mistakes.join(' ')}`);
      const signIns = world.browser.count(world.provider.issuer);
      if (signIns > signedInBefore) throw new Error('Somebody had to sign in again.');
    },
  };
}

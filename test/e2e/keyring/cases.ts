import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../harness/processes.ts';
import { filesBelow, tokensInTheClear } from '../harness/profile.ts';
import { emails } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

/** What happens to the keyring, at the start of a run or in its middle. */
export interface KeyringCase {
  readonly name: string;
  /** Takes a world whose keyring is open and where Ada is signed in; throws when a promise is broken. */
  readonly run: (world: World) => Promise<void>;
}

const signedIn = `Signed in as ${emails.ada}`;
const connection = 'Fieldnotes';

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
    await startsWithout(world, 'No keyring: kept until you quit');
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
    await startsWithout(world, 'Keyring locked');
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
    await startsWithout(world, 'Keyring locked');
    await world.restart();
    await world.window.shows('Keyring locked');
    await keptAfterwards(world, () => world.desktop.unlockKeyring());
  }),
  each('locked for good', 'middle', async (world) => {
    await world.desktop.lockKeyring();
    await goesOn(world);
    await world.restart();
    await world.window.shows('Keyring locked');
    await keptAfterwards(world, () => world.desktop.unlockKeyring());
  }),

  each('replaced', 'start', async (world) => {
    await world.quit();
    await world.desktop.replaceKeyring();
    await startsWithout(world, 'Saved sign-ins unreadable');
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),
  each('replaced', 'middle', async (world) => {
    await world.desktop.replaceKeyring();
    await goesOn(world);
    await world.restart();
    await world.window.shows('Saved sign-ins unreadable');
    await keptAfterwards(world, () => world.desktop.returnKeyring());
  }),

  each('its program killed and started again', 'start', async (world) => {
    await world.quit();
    await world.desktop.killKeyring();
    await startsWithout(world, 'Keyring locked');
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
    await startsWithout(world, 'No keyring: kept until you quit');
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
    await startsWithout(world, 'Keyring locked');
    await asks(world);
    await worksMeanwhile(world);
    await world.desktop.unlockKeyring();
    await comesBack(world);
  }),
  each('a question that nobody answers', 'middle', async (world) => {
    await world.quit();
    await world.desktop.lockKeyring();
    await world.start();
    await world.window.shows('Keyring locked');
    await worksMeanwhile(world);
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
      const signIns = world.browser.count(world.provider.issuer);
      if (signIns > signedInBefore) throw new Error('Somebody had to sign in again.');
    },
  };
}

/** The key files by content: whatever happens, none of them may be deleted or changed. */
function sealedKeys(world: World): ReadonlySet<string> {
  const { profile } = world.desktop;
  const keys = filesBelow(profile).filter((name) => /^vault\/key-\d+\/vault\.key$/.test(name));
  return new Set(
    keys.map((name) =>
      createHash('sha256')
        .update(readFileSync(join(profile, name)))
        .digest('hex'),
    ),
  );
}

function recordNames(world: World): readonly string[] {
  return filesBelow(world.desktop.profile).filter((name) =>
    /^vault\/key-\d+\/session\..*\.record$/.test(name),
  );
}

async function startsSignedIn(world: World): Promise<void> {
  await world.start();
  await comesBack(world);
}

/** Starts while the sign-in cannot be read: the window says why at its foot, and works. */
async function startsWithout(world: World, words: string): Promise<void> {
  await world.start();
  await world.window.shows(words);
  await worksMeanwhile(world);
}

/** The window answers, other things can be done, and nobody is told to be signed in who is not. */
async function worksMeanwhile({ window }: World): Promise<void> {
  await window.button('Add connection').click();
  await window.shows('New connection');
  const answered: unknown = await window.page.evaluate('latchkey.getAppState().then(({ ok }) => ok)');
  if (answered !== true) throw new Error('The main process does not answer.');
  await window.chooseConnection(connection);
}

/** A session that was open stays so: a request goes out with a token that was renewed. */
async function goesOn(world: World): Promise<void> {
  await renew(world);
  await world.window.send(`${world.provider.apiOrigin}/v1/notes`);
  await world.window.response.getByText('200 OK').waitFor();
}

async function renew({ window }: World): Promise<void> {
  await window.shows(signedIn);
  await window.menu('Renew now');
  await eventually('the renewal', async () => {
    const answered: unknown = await window.page.evaluate('latchkey.getAppState().then(({ ok }) => ok)');
    return answered === true && (await window.page.getByText(signedIn).first().isVisible()) ? true : null;
  });
}

/** The session is there again by itself, at most after *Try again*, without another sign-in or another start. */
async function comesBack({ window }: World): Promise<void> {
  await window.connection(connection).click();
  await eventually('the session to be back', async () => {
    if (await window.page.getByText(signedIn).first().isVisible()) return true;
    const again = window.button('Try again');
    // It goes as soon as the session is back, which may be now.
    if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined);
    return null;
  });
}

/** Something ends the app, and not by a crash. */
async function endsInOrder({ app, desktop }: World, cause: () => Promise<void>): Promise<void> {
  // Asked for before: nothing is known afterwards of a program that Playwright has lost.
  const program = app.electron?.process();
  await cause();
  await eventually('the end of the app', () => (desktop.appProcesses().length === 0 ? true : null));
  const crashes = ['SIGSEGV', 'SIGABRT', 'SIGTRAP', 'SIGBUS', 'SIGILL'];
  // A shell around a program adds 128 to the signal's number.
  const crashed = crashes.includes(program?.signalCode ?? '') || (program?.exitCode ?? 0) > 128 + 15;
  const code = String(program?.exitCode ?? program?.signalCode);
  if (crashed) throw new Error(`It ended with ${code}.`);
}

/** Once the keyring is back, the next start is signed in again. */
async function keptAfterwards(world: World, mend: () => Promise<void>): Promise<void> {
  await world.quit();
  await mend();
  await startsSignedIn(world);
}

/** Presses *Unlock* and leaves the question open. */
async function asks(world: World): Promise<void> {
  await world.window.button('Unlock').first().click();
  await eventually('the keyring’s question', () => (world.desktop.keyringAsks() ? true : null));
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, exitOf } from '../harness/processes.ts';
import { filesBelow } from '../harness/profile.ts';
import { emails } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

/** What the window says of a keyring, in the words of its states. */
export interface Words {
  /** At the foot of the list. */
  readonly strip: string;
  /** The same from the second start on, where that is something else. */
  readonly stripAgain?: string;
  /** Under the connection's name. */
  readonly list: string;
  /** On the connection's page. */
  readonly page: string;
  readonly actions: readonly string[];
}

export const locked: Words = {
  strip: 'Keyring locked',
  list: 'Keyring locked',
  page: 'Unlock it, then try again; nothing is lost.',
  actions: ['Unlock', 'Try again'],
};
export const noKeyring: Words = {
  strip: 'No keyring: kept until you quit',
  list: 'Saved sign-in unreadable',
  page: 'No keyring answers on this computer.',
  actions: ['Sign in'],
};
export const otherKeyring: Words = {
  strip: 'Saved sign-ins unreadable',
  // What is saved from now on is sealed by the other one.
  stripAgain: 'Sealed by your keyring',
  list: 'Saved sign-in unreadable',
  page: 'The sealed files are kept, and open again if the old keyring comes back.',
  actions: ['Sign in'],
};

const signedIn = `Signed in as ${emails.ada}`;
const connection = 'Fieldnotes';

/** The key files by content: whatever happens, none of them may be deleted or changed. */
export function sealedKeys(world: World): ReadonlySet<string> {
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

export function recordNames(world: World): readonly string[] {
  return filesBelow(world.desktop.profile).filter((name) =>
    /^vault\/key-\d+\/session\..*\.record$/.test(name),
  );
}

/** Exceptions that nobody caught, and processes of the app that ended by themselves. */
export function errorsInLog(profile: string): readonly string[] {
  const logs = filesBelow(profile).filter((name) => /^logs\/.*\.log/.test(name));
  const lines = logs.flatMap((name) => readFileSync(join(profile, name), 'utf8').split('\n'));
  return lines.filter((line) => line.split(' ')[1] === 'error');
}

export async function startsSignedIn(world: World): Promise<void> {
  await world.start();
  await comesBack(world);
}

/** Starts while the sign-in cannot be read: the window says why, in its list, at its foot and on the page, and works. */
export async function startsWithout(world: World, words: Words): Promise<void> {
  await world.start();
  const { window } = world;
  await window.chooseConnection(connection);
  await window.shows(world.app.starts === 1 ? words.strip : (words.stripAgain ?? words.strip));
  await window.connection(connection).getByText(words.list).waitFor();
  await window.shows(words.page);
  for (const action of words.actions) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one button after the other
    await window.page.getByRole('main').getByRole('button', { name: action, exact: true }).waitFor();
  }
  await worksMeanwhile(world);
}

/** The window answers, other things can be done, and nobody is told to be signed in who is not. */
export async function worksMeanwhile({ window }: World): Promise<void> {
  await window.wizard.open();
  const answered: unknown = await window.page.evaluate('latchkey.getAppState().then(({ ok }) => ok)');
  if (answered !== true) throw new Error('The main process does not answer.');
  await window.wizard.cancel();
  await window.chooseConnection(connection);
}

/** A session that was open stays so: a request goes out with a token that was renewed. */
export async function goesOn(world: World): Promise<void> {
  await renew(world);
  await world.window.send(`${world.provider.apiOrigin}/v1/notes`);
  await world.window.response.getByText('200 OK').waitFor();
}

/** The provider has given a new token, and that one is kept: the window may still show what was before. */
export async function renew(world: World): Promise<void> {
  const { provider } = world;
  await world.window.shows(signedIn);
  const before = provider.tokenRequests();
  await world.window.menu('Renew now');
  await eventually('the provider to be asked', () => (provider.tokenRequests() > before ? true : null));
  await eventually('the renewal', async () => {
    const kind = await world.app.page.evaluate(async (name) => {
      const listed = await window.latchkey.listConnections();
      return listed.ok ? listed.value.find((one) => one.name === name)?.session.kind : undefined;
    }, connection);
    return kind === 'signed-in' || kind === 'memory-only' ? true : null;
  });
}

/** The session is there again by itself, at most after *Try again*, without another sign-in or another start. */
export async function comesBack({ window }: World): Promise<void> {
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
export async function endsInOrder({ app, desktop }: World, cause: () => Promise<void>): Promise<void> {
  // Asked for before: nothing is known afterwards of a program that Playwright has lost.
  const program = app.electron?.process();
  await cause();
  await eventually('the end of the app', () => (desktop.appProcesses().length === 0 ? true : null));
  const code = program === undefined ? 0 : await exitOf(program);
  if (code !== 0) throw new Error(`It ended with ${String(code ?? program?.signalCode)}.`);
}

/** Once the keyring is back, the next start is signed in again. */
export async function keptAfterwards(world: World, mend: () => Promise<void>): Promise<void> {
  await world.quit();
  await mend();
  await startsSignedIn(world);
}

/** Presses *Unlock* and leaves the question open. */
export async function asks(world: World): Promise<void> {
  await world.window.button('Unlock').first().click();
  await eventually('the keyring’s question', () => (world.desktop.keyringAsks() ? true : null));
  await world.window.shows('Answer your keyring’s question');
  await world.window.shows('asks for its password now');
}
